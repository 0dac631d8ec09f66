package dev.drydock.core.transport.tcp;

import java.util.Arrays;

/// The segments on their way, in the order of their sequence numbers: what the other side has not
/// acknowledged yet (Linux `tcp_rtx_queue` and the SACK scoreboard, RFC 6675). A ring of parallel
/// arrays; an entry is one segment of at most one MSS, a FIN counts one.
final class SentQueue {
  static final int SACKED = 1;
  static final int LOST = 2;
  static final int RETRANSMITTED = 4;

  /// Was retransmitted at some time: its round trip tells nothing (Karn).
  static final int EVER_RETRANSMITTED = 8;

  static final int FIN = 16;

  /// Is sent with PSH each time.
  static final int PUSH = 32;

  private static final int FIRST_SIZE = 4;

  private int[] ends = new int[FIRST_SIZE];
  private long[] sentNanos = new long[FIRST_SIZE];
  private byte[] marks = new byte[FIRST_SIZE];
  private int head;
  private int size;
  private int headSequence;

  /// Marked entries.
  int sacked;

  int lost;
  int retransmitted;

  /// What duplicate acknowledgements without SACK say has arrived, nobody knows which.
  int renoSacked;

  private int highestSackedStart;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// What is thought to be on its way (`tcp_packets_in_flight`).
  int inFlight() {
    return size - sacked - renoSacked - lost + retransmitted;
  }

  private int slot(int index) {
    return (head + index) & (ends.length - 1);
  }

  int start(int index) {
    return index == 0 ? headSequence : ends[slot(index - 1)];
  }

  int end(int index) {
    return ends[slot(index)];
  }

  long sentNanos(int index) {
    return sentNanos[slot(index)];
  }

  boolean is(int index, int mark) {
    return (marks[slot(index)] & mark) != 0;
  }

  int marks(int index) {
    return marks[slot(index)];
  }

  /// Adds what was sent behind everything else.
  void add(int start, int end, long nowNanos, int mark) {
    if (size == ends.length) {
      grow();
    }
    if (size == 0) {
      headSequence = start;
    }
    int slot = slot(size);
    ends[slot] = end;
    sentNanos[slot] = nowNanos;
    marks[slot] = (byte) mark;
    size++;
  }

  private void grow() {
    int wider = ends.length * 2;
    int[] newEnds = new int[wider];
    long[] newSent = new long[wider];
    byte[] newMarks = new byte[wider];
    for (int i = 0; i < size; i++) {
      int from = slot(i);
      newEnds[i] = ends[from];
      newSent[i] = sentNanos[from];
      newMarks[i] = marks[from];
    }
    ends = newEnds;
    sentNanos = newSent;
    marks = newMarks;
    head = 0;
  }

  /// Where the highest segment begins that SACK has reported (`tcp_highest_sack_seq`).
  ///
  /// @param otherwise the answer when there is none
  int highestSacked(int otherwise) {
    return sacked > 0 ? highestSackedStart : otherwise;
  }

  /// Takes the first entry off.
  void removeFirst() {
    unmark(0, SACKED | LOST | RETRANSMITTED);
    headSequence = ends[head];
    head = (head + 1) & (ends.length - 1);
    size--;
  }

  /// The first entry was acknowledged in part.
  void trimFirst(int acknowledged) {
    headSequence = acknowledged;
  }

  void mark(int index, int mark) {
    int slot = slot(index);
    int added = mark & ~marks[slot];
    marks[slot] |= (byte) mark;
    if ((added & SACKED) != 0) {
      int start = start(index);
      boolean highest = sacked == 0 || Sequence.after(start, highestSackedStart);
      highestSackedStart = highest ? start : highestSackedStart;
    }
    count(added, 1);
  }

  void unmark(int index, int mark) {
    int slot = slot(index);
    int removed = mark & marks[slot];
    marks[slot] &= (byte) ~mark;
    count(removed, -1);
  }

  private void count(int changed, int by) {
    if ((changed & SACKED) != 0) {
      sacked += by;
    }
    if ((changed & LOST) != 0) {
      lost += by;
    }
    if ((changed & RETRANSMITTED) != 0) {
      retransmitted += by;
    }
  }

  /// An entry was sent again.
  void resent(int index, long nowNanos) {
    sentNanos[slot(index)] = nowNanos;
    mark(index, EVER_RETRANSMITTED);
  }

  /// The entry that holds a sequence number, or [#size] when it lies behind all.
  int indexOf(int sequence) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Sequence.after(end(middle), sequence)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /// Cuts an entry in two, as the MSS has become smaller. The second part keeps FIN and PSH
  /// (`tcp_fragment`).
  void split(int index, int at) {
    int end = end(index);
    int kept = marks(index);
    long sent = sentNanos(index);
    add(end(size - 1), end, sent, 0);
    for (int i = size - 1; i > index + 1; i--) {
      int to = slot(i);
      int from = slot(i - 1);
      ends[to] = ends[from];
      sentNanos[to] = sentNanos[from];
      marks[to] = marks[from];
    }
    ends[slot(index)] = at;
    int second = slot(index + 1);
    ends[second] = end;
    sentNanos[second] = sent;
    marks[second] = (byte) kept;
    count(kept, 1);
    unmark(index, FIN | PUSH);
  }

  void clear() {
    size = 0;
    sacked = 0;
    lost = 0;
    retransmitted = 0;
    renoSacked = 0;
    ends = Arrays.copyOf(ends, FIRST_SIZE);
    sentNanos = Arrays.copyOf(sentNanos, FIRST_SIZE);
    marks = Arrays.copyOf(marks, FIRST_SIZE);
    head = 0;
  }
}
