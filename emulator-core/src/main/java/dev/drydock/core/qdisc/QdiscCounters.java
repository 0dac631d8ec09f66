package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;

/// What a queueing discipline has let pass, lost and holds (`gnet_stats_basic`,
/// `gnet_stats_queue`).
public final class QdiscCounters {
  private long sentBytes;
  private long sentFrames;
  private long drops;
  private long overlimits;
  private long requeues;
  private long backlogBytes;
  private int backlogFrames;

  /// Nothing has passed.
  public QdiscCounters() {}

  /// What a queue has let pass that is kept elsewhere, and holds nothing.
  public static QdiscCounters of(long bytes, long frames, long drops) {
    QdiscCounters counters = new QdiscCounters();
    counters.sentBytes = bytes;
    counters.sentFrames = frames;
    counters.drops = drops;
    return counters;
  }

  void took(Frame frame) {
    took(1, frame.length());
  }

  /// @param bytes of each
  void took(int frames, int bytes) {
    backlogBytes += (long) frames * bytes;
    backlogFrames += frames;
  }

  void gave(Frame frame) {
    backlogBytes -= frame.length();
    backlogFrames--;
    sentBytes += frame.length();
    sentFrames++;
  }

  /// One that waited was lost after all.
  void lostWaiting(int bytes) {
    backlogBytes -= bytes;
    backlogFrames--;
    drops++;
  }

  void lost() {
    drops++;
  }

  void overLimit() {
    overlimits++;
  }

  void requeued() {
    requeues++;
  }

  void emptied() {
    backlogBytes = 0;
    backlogFrames = 0;
  }

  /// Bytes that have left, Ethernet headers included.
  public long sentBytes() {
    return sentBytes;
  }

  /// Frames that have left.
  public long sentFrames() {
    return sentFrames;
  }

  /// Frames lost.
  public long drops() {
    return drops;
  }

  /// How often a frame had to wait because of a rate.
  public long overlimits() {
    return overlimits;
  }

  /// Frames put in front of others.
  public long requeues() {
    return requeues;
  }

  /// Bytes that wait.
  public long backlogBytes() {
    return backlogBytes;
  }

  /// Frames that wait.
  public int backlogFrames() {
    return backlogFrames;
  }
}
