package dev.drydock.core.device.vxlan;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Vxlan;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import org.jspecify.annotations.Nullable;

/// The UDP port several VXLAN devices of a namespace share; the VNI tells whose a frame is (Linux
/// `struct vxlan_sock`).
public final class VxlanSocket {
  private final Underlay underlay;
  private final int port;
  private final int hashSeed;
  private final Int2ObjectOpenHashMap<VxlanDevice> devices = new Int2ObjectOpenHashMap<>();

  /// Whose the last frame was.
  private @Nullable VxlanDevice last;

  /// A socket without devices.
  ///
  /// @param hashSeed what flow hashes of the machine begin with
  public VxlanSocket(Underlay underlay, int port, int hashSeed) {
    this.underlay = underlay;
    this.port = port;
    this.hashSeed = hashSeed;
  }

  /// The network below.
  Underlay underlay() {
    return underlay;
  }

  /// The UDP port.
  public int port() {
    return port;
  }

  int hashSeed() {
    return hashSeed;
  }

  void join(VxlanDevice device) {
    last = null;
    devices.put(device.config().vni(), device);
  }

  void leave(VxlanDevice device) {
    last = null;
    devices.remove(device.config().vni(), device);
  }

  /// Whether no device uses it.
  public boolean isUnused() {
    return devices.isEmpty();
  }

  /// Takes over a received frame, cut down to its UDP payload (`vxlan_rcv`).
  ///
  /// @param source the outer source
  /// @param tos the outer type of service
  /// @param where the device it came in on, for drops
  public void receive(Frame frame, int source, int tos, NetDevice where) {
    byte[] data = frame.data();
    int at = frame.offset();
    if (frame.length() < Vxlan.HEADER_BYTES || !Vxlan.isPlain(data, at)) {
      where.drop(frame, DropReason.VXLAN_INVALID_HDR);
      return;
    }
    int vni = Vxlan.vni(data, at);
    VxlanDevice device = last;
    if (device == null || device.config().vni() != vni) {
      device = devices.get(vni);
      if (device == null) {
        where.drop(frame, DropReason.VXLAN_VNI_NOT_FOUND);
        return;
      }
      last = device;
    }
    frame.pull(Vxlan.HEADER_BYTES);
    device.decapsulated(frame, source, tos);
  }
}
