package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FrameOwner;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a lower device needs for its ipvlan devices (Linux `struct ipvl_port`,
/// `drivers/net/ipvlan/ipvlan_core.c`): whom a frame is for is found by the addresses in it.
final class IpvlanPort implements RxHandler {
  private static final int IPV6_BYTES = 40;
  private static final int ICMPV6 = 58;
  private static final int NEIGHBOUR_SOLICITATION = 135;
  private static final int TARGET_OFFSET = 8;

  private final NetDevice lower;
  private final List<Ipvlan> children = new ArrayList<>();
  private final Int2ObjectOpenHashMap<Ipvlan> byIpv4 = new Int2ObjectOpenHashMap<>();

  /// High half -> low half -> device.
  private final Long2ObjectOpenHashMap<Long2ObjectOpenHashMap<Ipvlan>> byIpv6 =
      new Long2ObjectOpenHashMap<>();

  private IpvlanMode mode = IpvlanMode.L3;
  private IpvlanFlag flag = IpvlanFlag.BRIDGE;
  private int lastNumber;

  /// Whether devices lose their carrier when the lower one goes down (`ipvlan_device_event` since
  /// Linux 6.9); before that they keep it.
  private final boolean tellsDown;

  private IpvlanPort(NetDevice lower) {
    this.lower = lower;
    this.tellsDown = lower.softnet().kernel().isAtLeast(6, 9);
  }

  /// The port of a device, made when there is none (`ipvlan_port_create`).
  static IpvlanPort of(NetDevice lower) {
    if (lower.rxHandler() instanceof IpvlanPort port) {
      return port;
    }
    if (lower instanceof Loopback) {
      throw new IllegalArgumentException("EINVAL");
    }
    if (lower.rxHandler() != null) {
      throw new IllegalArgumentException("EBUSY");
    }
    IpvlanPort port = new IpvlanPort(lower);
    lower.setRxHandler(port, null);
    return port;
  }

  NetDevice lower() {
    return lower;
  }

  IpvlanMode mode() {
    return mode;
  }

  IpvlanFlag flag() {
    return flag;
  }

  void set(IpvlanMode newMode, IpvlanFlag newFlag) {
    boolean isOther = mode != newMode;
    mode = newMode;
    flag = newFlag;
    if (isOther) {
      children.forEach(Ipvlan::followMode);
    }
  }

  int nextNumber() {
    return ++lastNumber;
  }

  void add(Ipvlan child) {
    children.add(child);
  }

  void remove(Ipvlan child) {
    children.remove(child);
    if (children.isEmpty()) {
      lower.setRxHandler(null, null);
    }
  }

  // ---- addresses -------------------------------------------------------------------------

  boolean holds(IpAddress address) {
    return find(address) != null;
  }

  private @Nullable Ipvlan find(IpAddress address) {
    return address.isV6() ? find(address.high(), address.low()) : byIpv4.get(address.v4());
  }

  private @Nullable Ipvlan find(long high, long low) {
    Long2ObjectOpenHashMap<Ipvlan> half = byIpv6.get(high);
    return half == null ? null : half.get(low);
  }

  void put(IpAddress address, Ipvlan child) {
    if (address.isV6()) {
      byIpv6
          .computeIfAbsent(address.high(), h -> new Long2ObjectOpenHashMap<>())
          .put(address.low(), child);
    } else {
      byIpv4.put(address.v4(), child);
    }
  }

  void forget(IpAddress address) {
    if (!address.isV6()) {
      byIpv4.remove(address.v4());
      return;
    }
    Long2ObjectOpenHashMap<Ipvlan> half = byIpv6.get(address.high());
    if (half != null) {
      half.remove(address.low());
    }
  }

  /// The device that is up and has the address a frame is for, or with `bySource` is from
  /// (`ipvlan_get_L3_hdr`, `ipvlan_addr_lookup`).
  private @Nullable Ipvlan lookup(Frame frame, boolean bySource) {
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    int bytes = frame.length() - Ethernet.HEADER_BYTES;
    Ipvlan found =
        switch (Ethernet.type(data, frame.offset())) {
          case Ethernet.IPV4 ->
              bytes < Ipv4.HEADER_BYTES
                  ? null
                  : byIpv4.get(bySource ? Ipv4.source(data, at) : Ipv4.destination(data, at));
          case Ethernet.ARP ->
              bytes < Arp.BYTES
                  ? null
                  : byIpv4.get(
                      bySource ? Arp.senderAddress(data, at) : Arp.targetAddress(data, at));
          case Ethernet.IPV6 -> bytes < IPV6_BYTES ? null : lookup6(frame, at, bySource);
          default -> null;
        };
    return found != null && found.isUp() ? found : null;
  }

  /// A solicitation from the unspecified address, which looks for duplicates, counts as one for its
  /// target.
  private @Nullable Ipvlan lookup6(Frame frame, int at, boolean bySource) {
    byte[] data = frame.data();
    int where = at + (bySource ? 8 : 24);
    boolean isUnspecified = (Bytes.i64(data, at + 8) | Bytes.i64(data, at + 16)) == 0;
    int message = at + IPV6_BYTES;
    if (isUnspecified
        && Bytes.u8(data, at + 6) == ICMPV6
        && frame.end() >= message + TARGET_OFFSET + 16
        && Bytes.u8(data, message) == NEIGHBOUR_SOLICITATION) {
      where = message + TARGET_OFFSET;
    }
    return find(Bytes.i64(data, where), Bytes.i64(data, where + 8));
  }

  // ---- sending ---------------------------------------------------------------------------

  /// A child sends (`ipvlan_queue_xmit`).
  void transmit(Frame frame, Ipvlan from) {
    if (mode == IpvlanMode.L2) {
      transmitL2(frame, from);
    } else {
      transmitL3(frame, from);
    }
  }

  private void transmitL2(Frame frame, Ipvlan from) {
    byte[] data = frame.data();
    long destination = Ethernet.destination(data, frame.offset());
    if (flag != IpvlanFlag.VEPA && destination == Ethernet.source(data, frame.offset())) {
      Ipvlan sibling = lookup(frame, false);
      if (sibling == null) {
        forward(frame, lower); // for the machine itself
      } else {
        toSibling(frame, sibling, from);
      }
      return;
    }
    if (Ethernet.isGroup(destination)) {
      copyToAll(frame, from, destination);
    }
    lower.transmit(frame);
  }

  private void transmitL3(Frame frame, Ipvlan from) {
    Ipvlan sibling = flag == IpvlanFlag.VEPA ? null : lookup(frame, false);
    if (sibling != null) {
      toSibling(frame, sibling, from);
      return;
    }
    int bytes = frame.length();
    Upper upper = lower.upper();
    if (Ethernet.isGroup(Ethernet.destination(frame.data(), frame.offset())) || upper == null) {
      refuse(frame, from);
      return;
    }
    FrameOwner sender = frame.refusable();
    if (!upper.sendFor(frame, lower)) {
      from.counters().notSent(bytes);
      if (sender != null) {
        sender.refused();
      }
    }
  }

  private void toSibling(Frame frame, Ipvlan sibling, Ipvlan from) {
    if (flag == IpvlanFlag.PRIVATE) {
      refuse(frame, from);
      return;
    }
    int bytes = frame.length();
    if (forward(frame, sibling)) {
      sibling.counters().receivedFromSibling();
    } else {
      from.counters().notSent(bytes);
    }
  }

  /// `NET_XMIT_DROP`: the sender is told, and its device counts a loss.
  private void refuse(Frame frame, Ipvlan from) {
    from.counters().notSent(frame.length());
    frame.refuse();
    lower.drop(frame, DropReason.UNHANDLED_PROTO);
  }

  /// `dev_forward_skb`: the frame comes in on another device, after what waits before it.
  ///
  /// @return whether the other device has it
  private boolean forward(Frame frame, NetDevice to) {
    if (!to.isUp()) {
      to.drop(frame, DropReason.DEV_READY);
      return false;
    }
    if (!to.takes(frame)) {
      to.softnet().dropTooLong(frame, to, to);
      return false;
    }
    frame.mark = 0; // skb_scrub_packet
    lower.softnet().enqueue(frame, to);
    return true;
  }

  /// Copies a group frame to every child that wants it, oldest first, but not to its sender
  /// (`ipvlan_process_multicast`).
  private void copyToAll(Frame frame, @Nullable Ipvlan except, long group) {
    Softnet softnet = lower.softnet();
    int lost = 0;
    for (int i = 0; i < children.size(); i++) {
      Ipvlan child = children.get(i);
      if (child == except || !child.isUp() || !child.hears(group)) {
        continue;
      }
      softnet.charge(softnet.costs().macvlanNanos());
      if (softnet.isFull()) {
        child.counters().rxDropped++;
        lost++;
      } else {
        softnet.enqueue(frame.copy(), child);
        if (except != null) {
          child.counters().receivedFromSibling();
        }
      }
    }
    if (lost > 0) {
      softnet.dropCopies(frame, lost, DropReason.CPU_BACKLOG, lower);
    }
  }

  // ---- receiving -------------------------------------------------------------------------

  @Override
  public boolean handle(Frame frame, NetDevice device) {
    if (mode == IpvlanMode.L3S) {
      return false; // see deliversTo
    }
    byte[] data = frame.data();
    long destination = Ethernet.destination(data, frame.offset());
    if (mode == IpvlanMode.L2 && Ethernet.isGroup(destination)) {
      boolean isOurs =
          Ethernet.source(data, frame.offset()) == lower.mac() && lookup(frame, true) != null;
      if (!isOurs) {
        copyToAll(frame, null, destination);
      }
      return false;
    }
    Ipvlan child = lookup(frame, false);
    if (child == null) {
      return false;
    }
    lower.softnet().charge(lower.softnet().costs().macvlanNanos());
    child.receive(frame);
    return true;
  }

  @Override
  public @Nullable NetDevice deliversTo(int destination) {
    Ipvlan child = mode == IpvlanMode.L3S ? byIpv4.get(destination) : null;
    return child != null && child.isUp() ? child : null;
  }

  // ---- changes of the lower device ---------------------------------------------------------

  @Override
  public void deviceChanged(DeviceChange change) {
    for (Ipvlan child : List.copyOf(children)) {
      switch (change) {
        case DOWN -> {
          if (tellsDown) {
            child.followCarrier();
          }
        }
        case UP, CARRIER -> child.followCarrier();
        case MTU -> child.setMtu(lower.mtuBytes());
        case ADDRESS -> child.setMac(lower.mac());
      }
    }
  }

  @Override
  public List<NetDevice> stacked() {
    return List.copyOf(children);
  }
}
