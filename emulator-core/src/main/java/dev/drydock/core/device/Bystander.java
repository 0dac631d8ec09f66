package dev.drydock.core.device;

import dev.drydock.core.observe.Tap;
import org.jspecify.annotations.Nullable;

/// The station behind one port of a bridge, a veth pair away, while ARP broadcasts between others
/// do not concern it. They are not sent to it one by one: the bridge counts them for all its
/// [Bystanders] together, and whoever looks at the counters of the pair finds them there.
///
/// ```
///   bridge -- near end ~~~ far end -- namespace that has no neighbours and listens to nothing
/// ```
final class Bystander {
  private final Bystanders all;
  private final BridgePort port;
  private final VethEnd near;
  private final int[] addresses;
  private long framesBefore;
  private long bytesBefore;

  private Bystander(Bystanders all, BridgePort port, VethEnd near, int[] addresses) {
    this.all = all;
    this.port = port;
    this.near = near;
    this.addresses = addresses;
    this.framesBefore = all.frames();
    this.bytesBefore = all.bytes();
  }

  /// The station behind a port, if it is one.
  static @Nullable Bystander of(BridgePort port, Bystanders all) {
    if (!(port.device() instanceof VethEnd near) || !port.passesBroadcasts()) {
      return null;
    }
    VethEnd far = near.peer();
    Upper namespace = far.upper();
    if (namespace == null || !isPlain(near) || !isPlain(far) || far.rxHandler() != null) {
      return null;
    }
    int[] addresses = namespace.bystander(far);
    return addresses == null ? null : new Bystander(all, port, near, addresses);
  }

  /// Whether frames pass a device at once, and nobody wants to see each.
  private static boolean isPlain(NetDevice device) {
    Tap tap = device.tap();
    return device.isUp()
        && device.qdisc() == null
        && device.vlans(false) == null
        && (tap == null || tap.onlyCounts());
  }

  /// The addresses that concern it after all.
  int[] addresses() {
    return addresses;
  }

  /// From here on the bridge counts for it.
  void begin() {
    port.setBystander(this);
    near.counters().counted = this;
    near.peer().counters().counted = this;
  }

  /// Something changed that may concern it: what was counted for it is its own, and frames come one
  /// by one again.
  void end() {
    VethEnd far = near.peer();
    port.setBystander(null);
    near.counters().counted = null;
    far.counters().counted = null;
    near.counters().txFrames += frames();
    near.counters().txBytes += bytes();
    far.counters().rxFrames += frames();
    far.counters().rxBytes += bytes();
    tell(near.tap(), true);
    tell(far.tap(), false);
    all.left(this);
  }

  private void tell(@Nullable Tap tap, boolean outbound) {
    if (tap != null && frames() > 0) {
      tap.counted(frames(), outbound);
    }
  }

  /// A frame that is counted for all was its own, which does not come back to it.
  void spare(int bytes) {
    framesBefore++;
    bytesBefore += bytes;
  }

  private long frames() {
    return all.frames() - framesBefore;
  }

  private long bytes() {
    return all.bytes() - bytesBefore;
  }

  long sentFrames(DeviceCounters of) {
    return of == near.counters() ? frames() : 0;
  }

  long sentBytes(DeviceCounters of) {
    return of == near.counters() ? bytes() : 0;
  }

  long receivedFrames(DeviceCounters of) {
    return of == near.counters() ? 0 : frames();
  }

  long receivedBytes(DeviceCounters of) {
    return of == near.counters() ? 0 : bytes();
  }
}
