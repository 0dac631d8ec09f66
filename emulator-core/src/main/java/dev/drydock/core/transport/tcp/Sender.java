package dev.drydock.core.transport.tcp;

import dev.drydock.core.device.Softnet;
import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.Tcp;
import it.unimi.dsi.fastutil.ints.IntArrayFIFOQueue;

/// Makes segments of what the program writes and sends them as windows allow (Linux
/// `tcp_output.c`).
///
/// Linux hands several segments at once to the device, which cuts them apart; the last of such a
/// burst carries PSH. A program sends burst by burst, and the CPU takes each to its end before.
final class Sender {
  /// The largest burst.
  static final int BURST_BYTES_MOST = 65_536 - 1 - 320; // sk_gso_max_size, MAX_TCP_HEADER

  /// From one call of a program to its next. A guess.
  private static final long CALL_NANOS = 40_000;

  /// From one call to the next when the program lost the CPU in between: those it woke have their
  /// turns first. Recorded are 170 to 430 us over an overlay on one machine of two CPUs.
  private static final long LOST_TURN_NANOS = 300_000;

  /// On a way this short the packets of a burst and their acknowledgements are worked on before the
  /// program goes on, as in a lab whose machines are namespaces of one kernel. A guess.
  private static final long SHORT_WAY_NANOS = 500_000;

  /// So long a program waits for a CPU that has other work. A guess at the scheduler's turns.
  private static final long PATIENCE_NANOS = 500_000;

  static final int MSS_LEAST = 48; // tcp_min_snd_mss

  private final TcpConnection c;
  private final Softnet softnet;
  final SegmentWriter writer;
  private final SocketMemory memory;
  final SendRate rate;
  private final BurstSize burst;
  private final ByteRing bytes = new ByteRing();
  private final Event resume = new Resume();

  /// Sequence number of the first byte in [#bytes], and behind the last.
  private int bytesFrom;

  private int bytesTo;

  /// Calls that the program made while one was under way: where each write ends, oldest first.
  private final IntArrayFIFOQueue calls = new IntArrayFIFOQueue();

  private int fileStart;
  private int fileEnd;
  private boolean endWanted;
  private long calledNanos = -1;

  /// Until when a short way may take for what was sent last.
  private long arrivedNanos;

  private int bufferBytes;
  long lastSentNanos;

  /// When data was sent last (`lsndtime`).
  private long lastDataNanos;

  boolean cwndLimited;
  private long retransmits;

  /// Segments of the burst that was sent last: the kernel has them in one buffer.
  private int lastBurstSegments;

  /// Whether the program waits for room.
  boolean wantsRoom;

  boolean noDelay;

  /// Whether a write is under way: what comes in waits for its end (`sock_owned_by_user`).
  boolean busy;

  Sender(TcpConnection connection) {
    this.c = connection;
    this.softnet = connection.protocol.softnet();
    this.rate = new SendRate(connection);
    this.burst = new BurstSize(connection);
    this.memory = new SocketMemory(connection);
    this.writer = new SegmentWriter(connection, memory);
    this.bufferBytes = connection.protocol.settings().wmem[1];
  }

  /// The first byte of data will have this number.
  void start(int sequence) {
    bytesFrom = sequence;
    bytesTo = sequence;
    burst.smallEnd = sequence;
  }

  /// The connection stands: room for twice the first window (`tcp_sndbuf_expand`).
  void established() {
    lastSentNanos = softnet.loop().nowNanos();
    lastDataNanos = lastSentNanos;
    expand();
  }

  private void expand() {
    int perSegment = (Integer.highestOneBit(c.mss + 575) << 1) + 256;
    long needed = 2L * Math.max(CongestionWindow.INITIAL, c.cwnd.segments + 1) * perSegment;
    int most = c.protocol.settings().wmem[2];
    bufferBytes = (int) Math.max(bufferBytes, Math.min(needed, most));
  }

  /// Segments that were sent again, since the start.
  long retransmits() {
    return retransmits;
  }

  /// Bytes written and not acknowledged.
  int held() {
    return bytesTo - bytesFrom;
  }

  /// Takes bytes of the program, as many as there is room for, and sends what can be sent.
  int write(byte[] data, int offset, int length) {
    int room = Math.max(0, bufferBytes - held());
    int taken = Math.min(room, length);
    wantsRoom |= taken < length;
    if (taken == 0) {
      return 0;
    }
    bytes.put(held(), data, offset, taken);
    bytesTo += taken;
    calledNanos = softnet.loop().nowNanos();
    if (busy) {
      calls.enqueue(bytesTo);
    } else {
      c.written = bytesTo;
      pushForProgram();
    }
    return taken;
  }

  /// Takes bytes of a file in the same way.
  int writeFile(byte[] data, int offset, int length) {
    fileStart = fileEnd == bytesTo ? fileStart : bytesTo;
    fileEnd = bytesTo + Math.min(length, Math.max(0, bufferBytes - held()));
    return write(data, offset, length);
  }

  /// Whether the byte of this number is of the file that was written last.
  boolean isOfFile(int sequence) {
    return !Sequence.before(sequence, fileStart) && Sequence.before(sequence, fileEnd);
  }

  /// The program ends its stream; a program that has just written does so a little later.
  void end() {
    if (busy || calledNanos == softnet.loop().nowNanos()) {
      endWanted = true;
      if (!busy) {
        busy = true;
        softnet.loop().schedule(resume, softnet.loop().nowNanos() + CALL_NANOS);
      }
    } else if (hasLostCpu() && turnNanos() > softnet.loop().nowNanos()) {
      endWanted = true;
      busy = true;
      softnet.loop().schedule(resume, turnNanos());
      calledNanos = -1;
    } else {
      c.queueFin();
    }
  }

  private boolean isShortWay() {
    return c.rtt.isKnown() && c.rtt.smoothedNanos() < SHORT_WAY_NANOS;
  }

  /// Whether what the program sent last was worked on by ksoftirqd, which had the CPU instead.
  private boolean hasLostCpu() {
    return calledNanos >= 0 && softnet.deferredNanos() >= calledNanos && isShortWay();
  }

  /// When a program that lost the CPU has it again.
  private long turnNanos() {
    return softnet.deferredNanos() + LOST_TURN_NANOS;
  }

  /// Bytes up to here were acknowledged.
  void release(int una) {
    int end = Sequence.min(una, c.dataEnd());
    int gone = end - bytesFrom;
    if (gone <= 0) {
      return;
    }
    bytes.skip(gone);
    bytesFrom = end;
    if (wantsRoom) {
      if (c.sent.inFlight() < c.cwnd.segments) {
        expand();
      }
      if (bufferBytes - held() >= held() / 2) {
        wantsRoom = false;
        c.stream.wake(TcpStream.WRITABLE);
      }
    }
  }

  void clear() {
    bytes.clear();
    bytesFrom = bytesTo;
    softnet.loop().cancel(resume);
    calls.clear();
    endWanted = false;
    busy = false;
  }

  /// Copies bytes that were written into a segment.
  void copy(int sequence, byte[] into, int at, int length) {
    bytes.get(sequence - bytesFrom, into, at, length);
  }

  // ---- what may be sent ------------------------------------------------------------------

  /// What a segment can carry now: the MSS less the SACK blocks that go with it.
  int currentMss() {
    c.syncMss();
    int options = c.options.bytes(c.received);
    int usual = c.options.timestamps ? TcpOptions.TIMESTAMPS_BYTES : 0;
    return Math.max(MSS_LEAST, c.mss - (options - usual));
  }

  boolean hasUnsent() {
    return c.next != c.written;
  }

  int windowEnd() {
    return c.una + c.peerWindow;
  }

  /// Sends what can be sent, from within the machine's packet work.
  void push() {
    while (!busy && sendBurst()) {
      // Each burst is one step.
    }
    c.timers.armProbe();
  }

  /// Sends what can be sent for a program that has written. Whatever was sent has gone as far as
  /// the machine's CPU brings it before the program goes on.
  void pushForProgram() {
    if (busy) {
      return;
    }
    while (sendBurst()) {
      long nowNanos = softnet.loop().nowNanos();
      long wayNanos = c.rtt.smoothedNanos();
      boolean isShort = isShortWay();
      if (isShort || !softnet.isIdle()) {
        busy = true;
        arrivedNanos = nowNanos + (isShort ? Math.max(2, c.sent.inFlight()) * wayNanos : 0);
        softnet.loop().schedule(resume, softnet.readyNanos());
        return;
      }
    }
    c.timers.armProbe();
  }

  /// The call to connect holds the socket until the machine's CPU has brought the SYN as far as it
  /// gets; an answer from this machine waits for that (`__inet_stream_connect`, `release_sock`).
  void holdWhileConnecting() {
    if (!softnet.isIdle()) {
      busy = true;
      arrivedNanos = 0;
      lastSentNanos = softnet.loop().nowNanos();
      softnet.loop().schedule(resume, softnet.readyNanos());
    }
  }

  /// An acknowledgement came during a call: when it is for all that was sent, the call goes on.
  void acknowledgedMeanwhile(int ack) {
    if (ack == c.next && resume.isPending()) {
      arrivedNanos = 0;
      softnet.loop().reschedule(resume, softnet.readyNanos());
    }
  }

  private final class Resume extends Event {
    @Override
    protected void fire() {
      long waited = softnet.loop().nowNanos() - lastSentNanos;
      if (!softnet.isIdle() && waited < PATIENCE_NANOS) {
        softnet.loop().schedule(this, softnet.readyNanos());
        return;
      }
      if (arrivedNanos > softnet.loop().nowNanos()) {
        softnet.loop().schedule(this, arrivedNanos);
        return;
      }
      busy = false;
      pushForProgram();
      if (!busy) {
        c.workOnBacklog();
        nextCall();
      }
    }
  }

  /// The program's call is over, and its next one begins.
  private void nextCall() {
    if (!calls.isEmpty() && c.state != TcpState.CLOSED) {
      c.written = calls.dequeueInt();
      pushForProgram();
      if (!busy) {
        busy = true;
        softnet.loop().schedule(resume, softnet.readyNanos());
      }
    } else if (endWanted) {
      busy = calledNanos >= 0;
      if (busy) {
        long soonNanos = softnet.readyNanos() + CALL_NANOS;
        softnet
            .loop()
            .schedule(resume, hasLostCpu() ? Math.max(soonNanos, turnNanos()) : soonNanos);
        calledNanos = -1;
      } else {
        endWanted = false;
        c.queueFin();
      }
    }
  }

  /// Sends one burst (`tcp_write_xmit`).
  ///
  /// @return false when nothing more may be sent
  private boolean sendBurst() {
    if (!hasUnsent() || !c.state.mayTransmit()) {
      return false;
    }
    int mss = currentMss();
    int flight = c.sent.inFlight();
    int quota = c.cwnd.segments - flight;
    cwndLimited = quota <= 0;
    int window = windowEnd() - c.next;
    int length = burst.bytes(mss, quota, window);
    boolean fin = c.finQueued && length >= 0 && c.next + length == c.dataEnd();
    if (length < 0 || (length == 0 && !fin) || (length > 0 && mustWait(length))) {
      c.cwnd.next = c.next;
      c.cwnd.used(cwndLimited, c.sent.size());
      return false;
    }
    boolean first = c.sent.isEmpty();
    boolean all = sendData(length, mss, fin);
    c.timers.sentNew(first);
    c.cwnd.next = c.next;
    c.cwnd.used(cwndLimited, c.sent.size());
    return all;
  }

  /// Whether enough of the connection waits in the queues of the machine (`tcp_small_queue_check`).
  /// The first burst always goes.
  private boolean mustWait(int length) {
    boolean first = c.sent.size() <= lastBurstSegments;
    int segments = 1 + (length / c.mss);
    int next = length + (segments * SocketMemory.FRAME_OVERHEAD_BYTES);
    return !first && memory.isFull(next, rate.bytesPerSecond(), 0);
  }

  /// The same for what is sent again.
  boolean mustWaitAgain() {
    int next = c.mss + SocketMemory.FRAME_OVERHEAD_BYTES;
    return c.sent.size() > 1 && memory.isFull(next, rate.bytesPerSecond(), 1);
  }

  // ---- sending ---------------------------------------------------------------------------

  /// Sends new data as segments of at most `mss`, the last one with the FIN if that is due.
  ///
  /// @return false when the queue before the wire took only a part
  private boolean sendData(int length, int mss, boolean fin) {
    long nowNanos = softnet.loop().nowNanos();
    lastSentNanos = nowNanos;
    if (length > 0) { // a FIN alone is no data and answers nothing (`__tcp_transmit_skb`)
      c.restartAfterIdle(nowNanos, lastDataNanos);
      lastDataNanos = nowNanos;
      c.acks.dataSent(nowNanos);
    }
    boolean isBurst = length > mss;
    boolean tail = c.next + length == c.dataEnd();
    int most = isBurst && c.path.takesLarge() ? length : mss;
    int left = length;
    lastBurstSegments = 0;
    do {
      int size = Math.min(left, most);
      left -= size;
      boolean last = left == 0;
      int start = c.next;
      int flags = Tcp.ACK;
      flags |= last && size > 0 && (isBurst || tail) ? Tcp.PSH : 0;
      flags |= last && fin ? Tcp.FIN : 0;
      int end = start + size + (last && fin ? 1 : 0);
      if (!writer.transmit(start, size, flags, mss)) {
        c.recovery.localCongestion();
        return false;
      }
      c.next = end;
      note(start, mss, nowNanos, flags);
      if (size % mss > 0) {
        burst.smallEnd = end;
      }
    } while (left > 0);
    return true;
  }

  /// What was sent up to the next byte is on its way, each segment of it by itself.
  private void note(int start, int mss, long nowNanos, int flags) {
    boolean fin = (flags & Tcp.FIN) != 0;
    int marks = (fin ? SentQueue.FIN : 0) | ((flags & Tcp.PSH) != 0 ? SentQueue.PUSH : 0);
    int from = start;
    do {
      boolean last = c.next - from <= mss + (fin ? 1 : 0);
      int end = last ? c.next : from + mss;
      c.sent.add(from, end, nowNanos, last ? marks : 0);
      c.recovery.sent();
      lastBurstSegments++;
      from = end;
    } while (from != c.next);
  }

  /// Sends a segment of the queue again, as much of it as one segment may have now.
  ///
  /// @return false when the queue before the wire had no room
  boolean retransmit(int index) {
    if (!transmitAgain(index)) {
      return false;
    }
    c.recovery.undo.retransmitted(softnet.loop().nowNanos());
    c.sent.mark(index, SentQueue.RETRANSMITTED);
    c.recovery.sent();
    return true;
  }

  /// Sends the last segment again, only to hear of it: it is not thought lost.
  ///
  /// @return false when the queue before the wire had no room
  boolean resendTail() {
    return transmitAgain(c.sent.size() - 1);
  }

  /// Sends a segment of the queue once more (`__tcp_retransmit_skb`).
  private boolean transmitAgain(int index) {
    int mss = currentMss();
    int start = c.sent.start(index);
    int data = Sequence.min(c.sent.end(index), c.dataEnd()) - start;
    if (data > mss) {
      c.sent.split(index, start + mss);
      data = mss;
    }
    boolean fin = c.sent.is(index, SentQueue.FIN);
    boolean push = c.sent.is(index, SentQueue.PUSH);
    int flags = Tcp.ACK | (push ? Tcp.PSH : 0) | (fin ? Tcp.FIN : 0);
    if (!writer.transmit(start, data, flags, mss)) {
      c.recovery.localCongestion();
      return false;
    }
    c.sent.resent(index, softnet.loop().nowNanos());
    retransmits++;
    return true;
  }

  /// Sends an acknowledgement without data.
  void sendAck() {
    if (c.state != TcpState.CLOSED) {
      writer.transmit(c.next, 0, Tcp.ACK, c.mss);
    }
  }

  /// Asks the other side to tell its window: a segment it has already (`tcp_xmit_probe_skb`).
  void sendProbe() {
    writer.transmit(c.una - 1, 0, Tcp.ACK, c.mss);
  }

  /// Sends the part of the unsent data that fits the window.
  boolean sendWhatFits() {
    int window = windowEnd() - c.next;
    int unsent = c.dataEnd() - c.next;
    if (window <= 0 || unsent <= 0) { // -1: the FIN is out too
      return false;
    }
    sendData(Math.min(Math.min(window, unsent), currentMss()), currentMss(), false);
    return true;
  }

  /// Breaks the connection (`tcp_send_active_reset`).
  void sendReset() {
    writer.transmit(c.next, 0, Tcp.RST | Tcp.ACK, c.mss);
  }
}
