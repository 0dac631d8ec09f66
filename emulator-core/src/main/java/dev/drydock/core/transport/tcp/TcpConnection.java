package dev.drydock.core.transport.tcp;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.wire.Tcp;
import org.jspecify.annotations.Nullable;

/// One connection (Linux `struct tcp_sock`): the state that its parts share, and how it begins and
/// ends.
final class TcpConnection {
  /// `tcp_invalid_ratelimit`, and the same for challenge acknowledgements.
  private static final long ANSWER_GAP_NANOS = 500_000_000L;

  final TcpProtocol protocol;
  final FourTuple ends = new FourTuple();
  final TcpPath path;
  final TcpOptions options = new TcpOptions();
  final SentQueue sent = new SentQueue();
  final ReceiveQueue received = new ReceiveQueue();
  final RoundTrip rtt = new RoundTrip();
  final CongestionWindow cwnd = new CongestionWindow();
  final CongestionControl congestion;
  final ReceiveWindow window;
  final AckPolicy acks;
  final TcpTimers timers;
  final LossRecovery recovery;
  final Sender sender;
  private final SegmentInput input;
  final TcpStream stream = new TcpStream(this);
  private final SegmentBacklog backlog = new SegmentBacklog();

  /// Links of the protocol's table.
  @Nullable TcpConnection nextInBucket;

  @Nullable TcpConnection older;
  @Nullable TcpConnection newer;

  TcpState state = TcpState.CLOSED;

  // Send sequence space: una <= next <= written; a queued FIN is the last of what is written.
  int initial;
  int una;
  int next;
  int written;
  boolean finQueued;
  int peerWindow;
  int mostWindow;
  int windowSequence;

  int receiveNext;

  /// Whether the other side's FIN has come in order.
  boolean ended;

  /// The largest segment that the program allows (`TCP_MAXSEG`).
  int segmentBytesMost = 0xffff;

  /// The MSS we offered, what the other side offered, and what is used with usual options.
  int advertisedMss;

  int peerMss = 536;
  int mss = 536;

  /// The other side answered something sent since the last segment (`sk_dst_pending_confirm`).
  boolean confirmsNextHop;

  boolean keepAlive;
  long lastHeardNanos;

  /// The time stamp that the last acknowledgement echoed, 0 for none.
  int lastEcho;

  /// Only what Linux keeps of a closed socket is left, which sends with identification 0.
  boolean shrunk;

  /// An ICMP error that does not end the connection, told should it fail later.
  @Nullable SocketError softError;

  @Nullable TcpListener parent;
  private boolean synResent;
  private long synNanos;
  private long answeredNanos = -ANSWER_GAP_NANOS;
  private long challengedNanos = -ANSWER_GAP_NANOS;

  TcpConnection(TcpProtocol protocol, TcpPath path) {
    this.protocol = protocol;
    this.path = path;
    TcpSettings settings = protocol.settings();
    this.congestion = settings.congestionControl.equals("reno") ? new Reno() : new Cubic();
    this.window = new ReceiveWindow(this);
    this.acks = new AckPolicy(this);
    this.timers = new TcpTimers(this);
    this.recovery = new LossRecovery(this);
    this.sender = new Sender(this);
    this.input = new SegmentInput(this);
    options.timestamps = settings.timestamps;
    options.sack = settings.sack;
    options.windowScaling = settings.windowScaling;
    options.clockOffset = protocol.random().nextInt();
  }

  EventLoop loop() {
    return protocol.softnet().loop();
  }

  /// Behind the last byte written.
  int dataEnd() {
    return finQueued ? written - 1 : written;
  }

  int headerBytes() {
    return Tcp.HEADER_BYTES + (options.timestamps ? TcpOptions.TIMESTAMPS_BYTES : 0);
  }

  boolean isOrphan() {
    return stream.isClosed();
  }

  // ---- connecting ------------------------------------------------------------------------

  private void beginAt(int number) {
    initial = number;
    una = initial;
    next = initial + 1;
    written = next;
    cwnd.una = una;
    cwnd.next = next;
    sender.start(next);
    int fitting = path.mtuBytes() - path.headerBytes() - Tcp.HEADER_BYTES;
    int ofRoute = path.metrics().advertisedMss();
    advertisedMss = Math.min(ofRoute == 0 ? fitting : Math.min(fitting, ofRoute), segmentBytesMost);
    synNanos = loop().nowNanos();
  }

  /// Sends the first SYN.
  void connect() {
    beginAt(protocol.random().nextInt());
    window.open(advertisedMss, options.windowScaling);
    state = TcpState.SYN_SENT;
    sender.writer.sendSyn(false, false);
    sender.holdWhileConnecting();
    timers.armSyn();
  }

  /// Answers a SYN that came to a listening socket.
  void answer(Segment syn, TcpListener from) {
    parent = from;
    beginAt(protocol.random().nextInt());
    options.agree(syn, loop().nowNanos());
    takePeer(syn);
    openWindow();
    state = TcpState.SYN_RECV;
    sender.writer.sendSyn(true, true);
    timers.armSyn();
  }

  private void openWindow() {
    int stamps = options.timestamps ? TcpOptions.TIMESTAMPS_BYTES : 0;
    window.open(advertisedMss - stamps, options.windowScaling);
  }

  /// Answers a SYN with a number that tells later what was agreed on, for this object is thrown
  /// away (`cookie_v4_init_sequence`).
  void answerWithCookie(Segment syn) {
    beginAt(protocol.cookies().make(syn, loop().nowNanos()));
    options.clockOffset = protocol.cookies().clockOffset(ends);
    options.agree(syn, loop().nowNanos());
    options.forgetWithoutStamps();
    receiveNext = syn.sequence + 1;
    openWindow();
    sender.writer.sendSyn(true, true);
  }

  /// Becomes what such an answer was for, now that it is acknowledged (`cookie_v4_check`).
  void remember(Segment ack, int mss, TcpListener from) {
    parent = from;
    beginAt(ack.ack - 1);
    options.clockOffset = protocol.cookies().clockOffset(ends);
    options.timestamps &= ack.hasTimestamps;
    options.forgetWithoutStamps();
    if (options.timestamps) {
      SynCookies.readStamp(ack.tsEcr, options);
      options.recent = ack.tsVal;
      options.recentNanos = loop().nowNanos();
    }
    peerMss = mss;
    receiveNext = ack.sequence;
    received.start(receiveNext);
    syncMss();
    openWindow();
    synResent = true; // when the SYN-ACK went is not known
    state = TcpState.SYN_RECV;
  }

  private void takePeer(Segment syn) {
    peerMss = syn.mss == 0 ? 536 : syn.mss;
    receiveNext = syn.sequence + 1;
    received.start(receiveNext);
    window.announcedFrom = receiveNext;
    peerWindow = syn.window;
    mostWindow = syn.window;
    windowSequence = syn.sequence;
    syncMss();
  }

  /// The other side's SYN came after ours.
  void hearSyn(Segment syn) {
    options.agree(syn, loop().nowNanos());
    takePeer(syn);
    if (!options.windowScaling) {
      window.unscale();
    }
  }

  /// Both sides sent a SYN at once (RFC 9293 figure 7).
  void simultaneousOpen() {
    state = TcpState.SYN_RECV;
    sender.writer.sendSyn(false, true);
    timers.armSyn();
  }

  void resendSyn() {
    synResent = true;
    sender.writer.sendSyn(parent != null, state == TcpState.SYN_RECV);
  }

  void measureSyn() {
    if (!synResent) {
      rtt.measure(loop().nowNanos() - synNanos, una, next, loop().nowNanos());
    }
  }

  /// Whether the listening socket has room for the connection now that it stands.
  boolean admit() {
    return parent == null || parent.hasRoom();
  }

  void establish() {
    if (state == TcpState.SYN_RECV) {
      measureSyn();
    }
    state = TcpState.ESTABLISHED;
    cwnd.una = una;
    cwnd.begin(path.metrics().initialWindow());
    timers.stop();
    syncMss();
    long now = loop().nowNanos();
    lastHeardNanos = now;
    window.established(now);
    acks.established(mss, now);
    sender.established();
    timers.armKeepalive();
    if (parent == null) {
      stream.wake(TcpStream.CONNECTED);
    } else {
      parent.completed();
      stream.wake(TcpStream.ACCEPTED);
    }
  }

  /// Fits the MSS to the path as it is known now (`tcp_sync_mss`).
  void syncMss() {
    int fits = path.mtuBytes() - path.headerBytes() - Tcp.HEADER_BYTES;
    int stamps = options.timestamps ? TcpOptions.TIMESTAMPS_BYTES : 0;
    mss = Math.max(Math.min(fits, peerMss), 48 + stamps) - stamps;
  }

  // ---- receiving -------------------------------------------------------------------------

  /// Takes over a frame with a segment for this connection.
  void input(Frame frame, Segment segment) {
    if (sender.busy) {
      backlog.add(frame, segment);
      sender.acknowledgedMeanwhile(segment.ack);
      return;
    }
    process(segment);
    frame.release();
  }

  private void process(Segment segment) {
    lastHeardNanos = loop().nowNanos();
    switch (state) {
      case CLOSED, LISTEN -> protocol.answerWithReset(segment, path);
      case SYN_SENT -> input.synSent(segment);
      case TIME_WAIT -> inTimeWait(segment);
      default -> input.input(segment);
    }
  }

  /// The program's call is over: works on what came meanwhile (`release_sock`).
  void workOnBacklog() {
    while (!sender.busy) {
      Frame frame = backlog.take();
      if (frame == null) {
        return;
      }
      process(protocol.read(frame));
      frame.release();
    }
  }

  /// Whether a SYN can only be of a new connection (RFC 6191).
  private boolean isNewer(Segment s) {
    boolean later = options.timestamps && s.hasTimestamps && s.tsVal - options.recent > 0;
    return later || Sequence.after(s.sequence, receiveNext);
  }

  private void inTimeWait(Segment s) {
    if (s.has(Tcp.RST)) {
      vanish();
    } else if (s.has(Tcp.SYN) && !s.has(Tcp.ACK) && isNewer(s)) {
      vanish();
      protocol.reopen(s, path);
    } else if (s.dataBytes > 0 || s.has(Tcp.FIN | Tcp.SYN)) {
      sender.sendAck();
      timers.armTimeWait();
    }
  }

  /// Answers a segment that is out of place with what we expect (`tcp_send_dupack`).
  void sendDuplicateAck(Segment s) {
    long now = loop().nowNanos();
    boolean carries = s.dataBytes > 0 || s.has(Tcp.SYN | Tcp.FIN);
    if (!carries && now - answeredNanos < ANSWER_GAP_NANOS) {
      return;
    }
    answeredNanos = now;
    if (Sequence.before(s.sequence, receiveNext) && s.endSequence != s.sequence) {
      acks.beQuick();
      received.duplicate(s.sequence, Sequence.min(s.endSequence, receiveNext));
    }
    sender.sendAck();
  }

  /// Answers what may be forged with an acknowledgement (RFC 5961).
  void challenge() {
    long now = loop().nowNanos();
    if (now - challengedNanos >= ANSWER_GAP_NANOS) {
      challengedNanos = now;
      sender.sendAck();
    }
  }

  /// Whether a segment brings data that nobody will read.
  boolean isDataAfterClose(Segment s) {
    int end = s.endSequence - (s.has(Tcp.FIN) ? 1 : 0);
    return isOrphan() && s.dataBytes > 0 && Sequence.after(end, receiveNext);
  }

  /// Ends the own stream when all that was written is on its way.
  void queueFin() {
    switch (state) {
      case ESTABLISHED, SYN_RECV -> state = TcpState.FIN_WAIT1;
      case CLOSE_WAIT -> state = TcpState.LAST_ACK;
      default -> {
        return;
      }
    }
    finQueued = true;
    written++;
    sender.pushForProgram();
  }

  /// The program has closed the socket, and has read all there was.
  void closed() {
    switch (state) {
      case SYN_SENT -> vanish();
      case FIN_WAIT2 -> {
        timers.armFinWait();
        shrunk = true;
      }
      default -> sender.end();
    }
  }

  void abort() {
    if (state.isOpen() && state != TcpState.TIME_WAIT) {
      sender.sendReset();
    }
    vanish();
  }

  // ---- ending ----------------------------------------------------------------------------

  void resetByPeer() {
    switch (state) {
      case SYN_RECV -> {
        if (parent == null) {
          fail(SocketError.CONNECTION_REFUSED);
        } else {
          vanish();
        }
      }
      case CLOSE_WAIT -> fail(SocketError.BROKEN_PIPE);
      default -> fail(SocketError.CONNECTION_RESET);
    }
  }

  /// The connection is broken: the program is told.
  void fail(SocketError error) {
    vanish();
    stream.failed(error);
  }

  void timeWait() {
    state = TcpState.TIME_WAIT;
    release();
    timers.armTimeWait();
  }

  /// Nothing is left of the connection but, for its program, what it has not read yet.
  void vanish() {
    if (state == TcpState.CLOSED) {
      return;
    }
    if (parent != null && state == TcpState.SYN_RECV) {
      parent.dropped();
    }
    state = TcpState.CLOSED;
    timers.stop();
    release();
    protocol.forget(this);
  }

  private void release() {
    sent.clear();
    sender.clear();
    if (isOrphan()) {
      received.clear();
    }
    backlog.clear();
  }

  /// An ICMP error about one of our segments.
  ///
  /// @param dropsRequest whether a listener gives up a connection that does not stand yet
  ///   (`tcp_req_err`)
  void icmpError(SocketError error, boolean dropsRequest) {
    if (state == TcpState.SYN_SENT) {
      fail(error);
    } else if (state == TcpState.SYN_RECV && parent != null) {
      if (dropsRequest) {
        vanish();
      }
    } else {
      softError = error;
    }
  }

  /// The path takes only smaller packets.
  void pathMtuChanged() {
    int before = mss;
    syncMss();
    if (mss < before && state.isOpen() && !sender.busy) {
      recovery.shrunk(sender.currentMss());
      sender.push();
    }
  }

  /// The first segment after an idle time begins slowly (RFC 2861).
  void restartAfterIdle(long nowNanos, long lastSentNanos) {
    long idle = nowNanos - lastSentNanos;
    boolean slow = protocol.settings().slowStartAfterIdle;
    if (slow && sent.isEmpty() && idle > rtt.timeoutNanos()) {
      cwnd.restart(idle, rtt.timeoutNanos());
    }
  }

  TcpSocketInfo info() {
    int unread = receiveNext - received.copied;
    return new TcpSocketInfo(
        state,
        state.receives() ? received.available() : Math.min(1, unread),
        state.isOpen() ? Math.max(0, written - una) : 0,
        ends.local(),
        ends.remote(),
        false);
  }

  /// A new connection to a remote end: finds the way.
  SendResult resolve() {
    return path.resolve(ends);
  }
}
