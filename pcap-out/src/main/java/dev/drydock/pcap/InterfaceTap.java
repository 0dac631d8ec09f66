package dev.drydock.pcap;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.Tap;
import dev.drydock.pcap.filter.CaptureFilter;

/// Writes what one interface sees and the filter wants.
final class InterfaceTap implements Tap {
  private final PcapngWriter writer;
  private final int index;
  private final FrameNotes notes;
  private final CaptureFilter filter;

  InterfaceTap(PcapngWriter writer, int index, FrameNotes notes) {
    this.writer = writer;
    this.index = index;
    this.notes = notes;
    this.filter = writer.settings().filter();
  }

  @Override
  public void sighted(long timeNanos, Frame frame, boolean outbound) {
    if (!filter.matches(frame.data(), frame.offset(), frame.length())) {
      writer.countRejected(index);
      return;
    }
    writer.write(index, timeNanos, frame, outbound);
    notes.sighted(this, frame);
  }

  /// Adds a comment to the newest record of the file, if that is this frame.
  boolean annotate(long frameId, byte[] utf8) {
    return writer.annotateLast(frameId, utf8);
  }

  /// Counts a frame that the interface lost.
  void countDrop(boolean queueFull) {
    writer.countDrop(index, queueFull);
  }
}
