package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Ethernet;
import org.jspecify.annotations.Nullable;

/// What has passed a device since it was made (Linux `struct rtnl_link_stats64`).
public final class DeviceCounters {
  long rxFrames;
  long rxBytes;
  long rxDropped;
  private long rxMulticast;
  long txFrames;
  long txBytes;
  public long txDropped;

  /// Losses that are counted for all devices of a port at once, and how many there were before.
  private @Nullable SharedLosses shared;

  private long sharedBefore;

  /// Who has broadcasts counted for it; null for nobody.
  @Nullable Bystander counted;

  DeviceCounters() {}

  /// Takes part in what a port loses for all its devices, from now on.
  void share(SharedLosses losses) {
    shared = losses;
    sharedBefore = losses.frames;
  }

  /// Takes part no longer.
  void unshare() {
    rxDropped = rxDropped();
    shared = null;
  }

  /// The last loss of the port was none of this device.
  void spare() {
    sharedBefore++;
  }

  /// Counts a frame that comes in. Bridges and VLANs count its bytes without the Ethernet header
  /// (`br_pass_frame_up`, `vlan_do_receive`); group frames are counted by macvlan and ipvlan each,
  /// by bridges and VLANs when they are no broadcasts (`macvlan_count_rx`, `ipvlan_count_rx`,
  /// `br_handle_frame_finish`; run on Linux 6.18).
  void received(Frame frame, DeviceKind kind) {
    boolean isBroadcast = frame.addressee == Frame.TO_BROADCAST;
    boolean isGroup = isBroadcast || frame.addressee == Frame.TO_MULTICAST;
    rxFrames++;
    rxBytes += frame.length();
    switch (kind) {
      case MACVLAN, IPVLAN -> rxMulticast += isGroup ? 1 : 0;
      case BRIDGE, VLAN -> {
        rxBytes -= Ethernet.HEADER_BYTES;
        rxMulticast += isGroup && !isBroadcast ? 1 : 0;
      }
      case LOOPBACK, PHYSICAL, VETH, VXLAN, DUMMY -> {}
    }
  }

  /// Counts the Ethernet header of a frame twice, as macvlan and ipvlan do where a sibling sent it
  /// (`macvlan_broadcast`, `ipvlan_rcv_frame`, `ipvlan_process_multicast`: the header is added to
  /// the length of what still has it).
  void receivedFromSibling() {
    rxBytes += Ethernet.HEADER_BYTES;
  }

  /// The group frame that comes next is a copy for its source, which macvlan does not count among
  /// group frames (`macvlan_forward_source_one`).
  void receivesBySource() {
    rxMulticast--;
  }

  /// The frame that was counted last could not be sent after all.
  void notSent(int bytes) {
    txFrames--;
    txBytes -= bytes;
    txDropped++;
  }

  /// Counts a frame that came in past the device, as one in ipvlan mode l3s.
  public void received(int bytes) {
    rxFrames++;
    rxBytes += bytes;
  }

  /// Frames received.
  public long rxFrames() {
    return counted == null ? rxFrames : rxFrames + counted.receivedFrames(this);
  }

  /// Bytes received, Ethernet headers included.
  public long rxBytes() {
    return counted == null ? rxBytes : rxBytes + counted.receivedBytes(this);
  }

  /// Frames received and lost in the device.
  public long rxDropped() {
    return shared == null ? rxDropped : rxDropped + shared.frames - sharedBefore;
  }

  /// Group frames received, as far as the kind of device counts them.
  public long rxMulticast() {
    return rxMulticast;
  }

  /// Frames sent.
  public long txFrames() {
    return counted == null ? txFrames : txFrames + counted.sentFrames(this);
  }

  /// Bytes sent, Ethernet headers included.
  public long txBytes() {
    return counted == null ? txBytes : txBytes + counted.sentBytes(this);
  }

  /// Frames that could not be sent.
  public long txDropped() {
    return txDropped;
  }
}
