package dev.drydock.pcap;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropListener;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.Loss;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Brings what is reported about frames to the records of their sightings.
///
/// A drop is reported within the call that saw the frame, so the newest record is the one. So is a
/// rewrite, except that of a packet which this machine sends: it happens before any device sees the
/// packet, and waits here for the first sighting.
final class FrameNotes implements DropListener {
  /// Rewritten packets that may wait for a device: more do not while one next hop is resolved.
  private static final int WAITING_MAX = 16;

  private final Map<String, InterfaceTap> taps = new HashMap<>();
  private @Nullable InterfaceTap newest;

  /// A ring of rewrites without a sighting; id 0 marks a free place.
  private final long[] waitingIds = new long[WAITING_MAX];

  private final byte[][] waitingNotes = new byte[WAITING_MAX][];
  private int nextPlace;
  private int waiting;

  /// The newest drop's comment: a flood of drops says the same over and over.
  private @Nullable DropReason reasonBefore;

  private String whereBefore = "";
  private byte[] commentBefore = new byte[0];

  FrameNotes() {
    Arrays.fill(waitingNotes, commentBefore);
  }

  /// A tap has this interface name from now on.
  void register(String name, InterfaceTap tap) {
    taps.put(name, tap);
  }

  /// A tap has written a frame.
  void sighted(InterfaceTap tap, Frame frame) {
    newest = tap;
    for (int i = 0; waiting > 0 && i < WAITING_MAX; i++) {
      if (waitingIds[i] == frame.id) {
        tap.annotate(frame.id, waitingNotes[i]);
        waitingIds[i] = 0;
        waiting--;
      }
    }
  }

  @Override
  public void dropped(Frame frame, Loss loss) {
    DropReason reason = loss.reason();
    String where = loss.where();
    InterfaceTap sighting = newest;
    if (sighting != null && !sighting.annotate(frame.id, comment(reason, where))) {
      sighting = null;
    }
    InterfaceTap place = taps.getOrDefault(where, sighting);
    if (place != null) {
      place.countDrop(reason == DropReason.CPU_BACKLOG || reason == DropReason.FULL_RING);
    }
  }

  private byte[] comment(DropReason reason, String where) {
    if (reason != reasonBefore || !where.equals(whereBefore)) {
      reasonBefore = reason;
      whereBefore = where;
      commentBefore = Utf8.bytes("dropped at " + where + ": " + reason.text());
    }
    return commentBefore;
  }

  @Override
  public void rewritten(Frame frame, String note) {
    byte[] utf8 = Utf8.bytes(note);
    if (newest != null && newest.annotate(frame.id, utf8)) {
      return;
    }
    if (waitingIds[nextPlace] == 0) {
      waiting++;
    }
    waitingIds[nextPlace] = frame.id;
    waitingNotes[nextPlace] = utf8;
    nextPlace = (nextPlace + 1) % WAITING_MAX;
  }
}
