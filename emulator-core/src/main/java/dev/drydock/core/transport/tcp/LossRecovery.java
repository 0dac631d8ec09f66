package dev.drydock.core.transport.tcp;

/// The states of a sender that has losses, and the way through them (Linux
/// `tcp_fastretrans_alert`):
///
/// ```
///           SACK, duplicates            loss
///   OPEN --------------------> DISORDER -----> RECOVERY --- all acknowledged ---> OPEN
///     '-- local congestion --> CWR                       any -- timeout --> LOSS --'
/// ```
///
/// What is lost is told by [Rack], or by duplicate acknowledgements without SACK (RFC 6582); the
/// window shrinks by [RateReduction]; [Undo] takes back what was needless. A timeout is checked for
/// being needless by F-RTO (RFC 5682).
final class LossRecovery {
  private enum State {
    OPEN,
    DISORDER,
    CWR,
    RECOVERY,
    LOSS
  }

  /// What is sent after an acknowledgement (`REXMIT_…`).
  private enum Next {
    NOTHING,
    LOST,
    NEW
  }

  private final TcpConnection c;
  final Rack rack;
  final Undo undo;
  private final RateReduction reduction;
  private State state = State.OPEN;
  private Next next = Next.NOTHING;

  /// What had been sent when the state was entered (`high_seq`).
  private int highEnd;

  /// Whether a timeout is being checked.
  private boolean frto;

  LossRecovery(TcpConnection connection) {
    this.c = connection;
    this.rack = new Rack(connection);
    this.undo = new Undo(connection);
    this.reduction = new RateReduction(connection);
  }

  /// Whether the loss of the last segments is asked about (`tcp_schedule_loss_probe`).
  boolean mayProbeTail() {
    return state == State.OPEN || state == State.CWR;
  }

  boolean isRecovering() {
    return state == State.RECOVERY || state == State.LOSS;
  }

  /// Whether the window shrinks to the threshold.
  private boolean isReducing() {
    return state == State.CWR || state == State.RECOVERY;
  }

  int highEnd() {
    return highEnd;
  }

  /// Works on an acknowledgement.
  ///
  /// @return whether the window grows as usual
  boolean acknowledged(AckOutcome outcome) {
    next = Next.NOTHING;
    boolean dubious = !outcome.isPlain || outcome.sacked || outcome.needless || state != State.OPEN;
    if (dubious) {
      alert(outcome);
    }
    boolean fresh = c.sent.lost > outcome.lostBefore;
    if (isReducing()) {
      reduction.shrink(outcome.delivered, outcome.advanced && !fresh);
      return false;
    }
    return outcome.acknowledged > 0 || (rack.hasReordered() && outcome.delivered > 0);
  }

  private void alert(AckOutcome outcome) {
    if (state == State.OPEN) {
      undo.forgetStamp();
    } else if (!Sequence.before(c.una, highEnd) && leaves()) {
      return;
    }
    switch (state) {
      case RECOVERY -> inRecovery(outcome);
      case LOSS -> inLoss(outcome);
      case OPEN, DISORDER, CWR -> inOrder(outcome);
    }
  }

  /// All that was sent before is acknowledged.
  ///
  /// @return whether there is nothing left to do
  private boolean leaves() {
    if (state == State.CWR) {
      if (c.una != highEnd) {
        endReduction();
        state = State.OPEN;
      }
    } else if (state == State.RECOVERY) {
      c.sent.renoSacked = 0;
      if (tryUndoRecovery()) {
        return true;
      }
      endReduction();
    }
    return false;
  }

  private void endReduction() {
    if (state == State.CWR || undo.isArmed()) {
      c.cwnd.segments = Math.max(1, Math.min(c.cwnd.threshold, Integer.MAX_VALUE - 1));
    }
  }

  private void inRecovery(AckOutcome outcome) {
    if (!outcome.advanced) {
      addRenoDuplicate(outcome);
    } else if (tryUndoPartial(outcome)) {
      next = Next.LOST;
      return;
    }
    if (undo.allNeedless()) {
      undoNeedless();
      keepOpen();
    }
    findLosses(outcome);
    if (state != State.RECOVERY) {
      if (c.sent.lost == 0) {
        keepOpen();
        return;
      }
      enter();
    }
    next = Next.LOST;
  }

  private void inLoss(AckOutcome outcome) {
    timeoutProgress(outcome);
    int again = c.sent.retransmitted;
    findLosses(outcome);
    boolean lostAgain = c.sent.retransmitted < again;
    if (state == State.OPEN || lostAgain) {
      inOrder(outcome);
    }
  }

  private void inOrder(AckOutcome outcome) {
    if (!c.options.sack) {
      if (outcome.advanced) {
        c.sent.renoSacked = 0;
      }
      addRenoDuplicate(outcome);
    }
    if ((state == State.OPEN || state == State.DISORDER) && undo.allNeedless()) {
      undoNeedless();
    }
    findLosses(outcome);
    if (c.sent.lost == 0) {
      keepOpen();
      return;
    }
    enter();
    next = Next.LOST;
  }

  private void findLosses(AckOutcome outcome) {
    if (c.sent.isEmpty()) {
      return;
    }
    if (c.options.sack) {
      outcome.restartsTimeout &= !rack.markLost();
      return;
    }
    boolean enough = !isRecovering() && c.sent.renoSacked >= rack.reordering();
    boolean partial = state == State.RECOVERY && outcome.advanced;
    if ((enough || partial) && !c.sent.is(0, SentQueue.LOST)) {
      c.sent.mark(0, SentQueue.LOST);
    }
  }

  /// Without SACK a duplicate acknowledgement says that something has arrived
  /// (`tcp_add_reno_sack`).
  private void addRenoDuplicate(AckOutcome outcome) {
    if (!c.options.sack && outcome.isDuplicate) {
      int most = c.sent.size() - c.sent.lost;
      if (c.sent.renoSacked < most) {
        c.sent.renoSacked++;
        outcome.delivered++;
      }
    }
  }

  /// Open, or disordered while something is missing (`tcp_try_to_open`, `tcp_try_keep_open`).
  private void keepOpen() {
    if (c.sent.retransmitted == 0) {
      undo.forgetStamp();
    }
    if (state == State.CWR || state == State.LOSS) {
      return;
    }
    boolean left = c.sent.sacked + c.sent.renoSacked + c.sent.lost + c.sent.retransmitted > 0;
    State now = left ? State.DISORDER : State.OPEN;
    if (now != state) {
      state = now;
      highEnd = c.next;
    }
  }

  /// A recovery begins (`tcp_enter_recovery`).
  private void enter() {
    int before = thresholdNow();
    undo.begin(isReducing() ? 0 : before);
    if (!isReducing()) {
      highEnd = c.next;
      reduction.begin();
    }
    state = State.RECOVERY;
  }

  /// What the threshold would be without the loss (`tcp_current_ssthresh`).
  private int thresholdNow() {
    int window = c.cwnd.segments;
    return Math.max(c.cwnd.threshold, (window >> 1) + (window >> 2));
  }

  /// The machine's own queue is full: the window shrinks as after a loss, and nothing is lost
  /// (`tcp_enter_cwr`).
  void localCongestion() {
    if (state == State.OPEN || state == State.DISORDER) {
      undo.forget();
      highEnd = c.next;
      reduction.begin();
      state = State.CWR;
    }
  }

  /// The tail was lost, as the answer to its probe says: the window shrinks at once
  /// (`tcp_process_tlp_ack`).
  void tailWasLost() {
    if (!isRecovering()) {
      reduction.begin();
      state = State.CWR;
      endReduction();
      state = State.OPEN;
      keepOpen();
    }
  }

  // ---- undoing ---------------------------------------------------------------------------

  private boolean tryUndoRecovery() {
    if (undo.isPossible()) {
      undo.undo(false, reduction.windowBefore());
    } else {
      rack.recovered();
    }
    if (!c.options.sack && c.una == highEnd) {
      // RFC 6582: what still comes must not begin another recovery.
      return true;
    }
    state = State.OPEN;
    return false;
  }

  private void undoNeedless() {
    rack.keepWaiting();
    undo.undo(false, reduction.windowBefore());
    state = State.DISORDER;
  }

  /// A hole was filled by the first transmission (`tcp_try_undo_partial`).
  ///
  /// @return whether to wait for what else was needless
  private boolean tryUndoPartial(AckOutcome outcome) {
    if (!undo.isArmed() || !undo.isDelayed()) {
      return false;
    }
    rack.late(outcome.unaBefore, c.sent.highestSacked(c.una));
    if (c.sent.retransmitted > 0) {
      return true;
    }
    undo.forgetStamp();
    undo.undo(true, reduction.windowBefore());
    state = State.DISORDER;
    keepOpen();
    return false;
  }

  private boolean tryUndoLoss(boolean certain) {
    if (!certain && !undo.isPossible()) {
      return false;
    }
    undo.undo(true, reduction.windowBefore());
    c.timers.forgetRetries();
    state = State.OPEN;
    frto = false;
    return true;
  }

  /// An acknowledgement after a timeout (`tcp_process_loss`).
  private void timeoutProgress(AckOutcome outcome) {
    boolean recovered = !Sequence.before(c.una, highEnd);
    if (outcome.advanced && tryUndoLoss(false)) {
      return;
    }
    if (frto && checkTimeout(outcome, recovered)) {
      return;
    }
    if (recovered) {
      tryUndoRecovery();
      return;
    }
    if (!c.options.sack) {
      if (outcome.advanced) {
        c.sent.renoSacked = 0;
      } else if (Sequence.after(c.next, highEnd)) {
        addRenoDuplicate(outcome);
      }
    }
    next = Next.LOST;
  }

  /// Was the timeout needless? RFC 5682 section 3.1, with SACK.
  ///
  /// @return whether that is decided, or new data is sent to find out
  private boolean checkTimeout(AckOutcome outcome, boolean recovered) {
    if (outcome.originalArrived && tryUndoLoss(true)) {
      return true; // step 3.b
    }
    if (Sequence.after(c.next, highEnd)) {
      frto &= !outcome.sacked && !outcome.isDuplicate; // step 3.a
    } else if (outcome.advanced && !recovered) {
      highEnd = c.next;
      if (c.sender.hasUnsent() && Sequence.after(c.sender.windowEnd(), c.next)) {
        next = Next.NEW; // step 2.b
        return true;
      }
      frto = false;
    }
    return false;
  }

  // ---- timers ----------------------------------------------------------------------------

  /// The time to wait for late segments is over (`tcp_rack_reo_timeout`).
  void reorderingTimedOut() {
    int before = c.sent.inFlight();
    rack.detect();
    if (before != c.sent.inFlight()) {
      if (state != State.RECOVERY) {
        enter();
        reduction.shrink(1, false);
      }
      retransmitLost();
    }
    c.timers.reorderingOver();
  }

  /// The retransmission timer went off (`tcp_enter_loss`).
  ///
  /// @param retries how often it did so since something was acknowledged
  void timedOut(int retries) {
    boolean fresh = !isRecovering();
    markAllLost();
    boolean first =
        state == State.OPEN
            || state == State.DISORDER
            || !Sequence.after(highEnd, c.una)
            || (state == State.LOSS && retries == 0);
    if (first) {
      int before = thresholdNow();
      reduction.noteWindow();
      c.cwnd.threshold = c.congestion.thresholdAfterLoss(c.cwnd);
      c.congestion.timedOut();
      undo.begin(before);
    }
    c.cwnd.segments = c.sent.inFlight() + 1;
    c.cwnd.resetCount();
    state = State.LOSS;
    highEnd = c.next;
    frto = fresh || retries > 0;
  }

  /// Everything counts as lost but what was sent a moment ago (`tcp_timeout_mark_lost`).
  private void markAllLost() {
    long now = c.loop().nowNanos();
    boolean reneged = c.sent.is(0, SentQueue.SACKED);
    c.sent.renoSacked = 0;
    for (int i = 0; i < c.sent.size(); i++) {
      if (reneged) {
        c.sent.unmark(i, SentQueue.SACKED);
      } else if (i > 0 && rack.leftNanos(i, now, false) > 0) {
        continue;
      }
      if (!c.sent.is(i, SentQueue.SACKED)) {
        c.sent.unmark(i, SentQueue.RETRANSMITTED);
        c.sent.mark(i, SentQueue.LOST);
      }
    }
  }

  /// A smaller MTU: what does not fit is lost, and sent again at once in smaller segments
  /// (`tcp_simple_retransmit`).
  void shrunk(int mss) {
    for (int i = 0; i < c.sent.size(); i++) {
      boolean tooLong = c.sent.end(i) - c.sent.start(i) > mss;
      if (tooLong && !c.sent.is(i, SentQueue.SACKED)) {
        c.sent.unmark(i, SentQueue.RETRANSMITTED);
        c.sent.mark(i, SentQueue.LOST);
      }
    }
    if (c.sent.lost == 0) {
      return;
    }
    if (!isRecovering()) {
      highEnd = c.next; // no congestion: the window stays
      undo.forget();
      state = State.LOSS;
      frto = false;
    }
    retransmitLost();
  }

  // ---- sending ---------------------------------------------------------------------------

  /// A segment went out, for the first time or again.
  void sent() {
    if (isReducing()) {
      reduction.sent();
    }
  }

  /// Sends what the last acknowledgement calls for (`tcp_xmit_recovery`).
  void transmit() {
    if (next == Next.NOTHING) {
      return;
    }
    if (next == Next.NEW) {
      c.sender.push();
      if (Sequence.after(c.next, highEnd)) {
        return;
      }
      frto = false;
    }
    retransmitLost();
  }

  /// Sends lost segments again, as far as the window allows (`tcp_xmit_retransmit_queue`).
  void retransmitLost() {
    boolean wasOut = c.sent.isEmpty() || c.sent.is(0, SentQueue.RETRANSMITTED);
    resendLost();
    if (!wasOut && c.sent.is(0, SentQueue.RETRANSMITTED)) {
      c.timers.headResent();
    }
  }

  private void resendLost() {
    for (int i = 0; c.sent.lost > c.sent.retransmitted; i++) {
      if (i >= c.sent.size() || c.sent.inFlight() >= c.cwnd.segments) {
        return;
      }
      int marks = c.sent.marks(i);
      boolean wanted =
          (marks & (SentQueue.LOST | SentQueue.RETRANSMITTED | SentQueue.SACKED)) == SentQueue.LOST;
      if (wanted && (c.sender.mustWaitAgain() || !c.sender.retransmit(i))) {
        return;
      }
    }
  }
}
