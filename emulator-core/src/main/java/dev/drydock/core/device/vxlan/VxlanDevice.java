package dev.drydock.core.device.vxlan;

import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Offloads;
import dev.drydock.core.device.Segmentation;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.device.Upper;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Vxlan;
import org.jspecify.annotations.Nullable;

/// A VXLAN tunnel end: Ethernet frames in UDP (RFC 7348; Linux `drivers/net/vxlan/vxlan_core.c`).
///
/// ```
///   send -> ARP proxy -> fdb -> VXLAN header -> Underlay (UDP, IP) of the namespace it was made in
///   receive <- softnet <- GRO <- learn <- VxlanSocket, by VNI
/// ```
///
/// The device may be moved to another namespace; its socket stays where it was made.
public final class VxlanDevice extends NetDevice {
  private static final int INHERIT = 1;
  private static final int ECN_MASK = 3;
  private static final int ECT_0 = 2;
  private static final int CONGESTION_EXPERIENCED = 3;

  private final VxlanConfig config;
  private final int lowestPort;
  private final int portRange;
  private final VxlanSockets sockets;
  private final Upper home;
  private final VxlanFdb fdb = new VxlanFdb();
  private final TunnelHeader header = new TunnelHeader();
  private final ReceiveOffload merging = new ReceiveOffload(this);

  private @Nullable VxlanSocket socket;
  private long l2Misses;
  private long l3Misses;

  /// How a new device is called and addressed.
  ///
  /// @param name the interface name
  /// @param mac its address
  /// @param home the namespace it is made in
  public record Spec(String name, long mac, Upper home) {}

  /// A device that is down.
  ///
  /// @param sockets where its home keeps the sockets
  public VxlanDevice(Softnet softnet, Spec spec, VxlanConfig config, VxlanSockets sockets) {
    super(softnet, DeviceKind.VXLAN, spec.name, spec.mac);
    this.config = config;
    this.lowestPort = config.sourcePorts().low();
    this.portRange = config.sourcePorts().high() - lowestPort;
    this.sockets = sockets;
    this.home = spec.home;
  }

  /// How it was made.
  public VxlanConfig config() {
    return config;
  }

  /// The namespace that holds its socket.
  public Upper home() {
    return home;
  }

  /// Where frames go.
  public VxlanFdb fdb() {
    return fdb;
  }

  /// How often a program was told that a MAC address is not known.
  public long l2Misses() {
    return l2Misses;
  }

  /// How often a program was told that an IP address is not known.
  public long l3Misses() {
    return l3Misses;
  }

  @Override
  public boolean hasCarrier() {
    return true;
  }

  /// The socket is there while the device is up (`vxlan_open`, `vxlan_stop`).
  @Override
  protected void stateChanged() {
    if (isUp()) {
      socket = sockets.open(config.port());
      socket.join(this);
    } else if (socket != null) {
      merging.flush();
      socket.leave(this);
      sockets.left(socket);
      socket = null;
    }
  }

  // ---- sending ---------------------------------------------------------------------------

  /// Large segments are cut here; Linux has them cut behind the tunnel where the card can do it.
  @Override
  protected void send(Frame frame) {
    Frame piece = frame.segmentBytes > 0 ? Segmentation.split(frame) : frame;
    while (piece != null) {
      Frame following = piece.next;
      piece.next = null;
      sendOne(piece);
      piece = following;
    }
  }

  /// `vxlan_xmit`.
  private void sendOne(Frame frame) {
    byte[] data = frame.data();
    int at = frame.offset();
    if (config.flags().proxy() && Ethernet.type(data, at) == Ethernet.ARP) {
      answer(frame);
      return;
    }
    long destination = Ethernet.destination(data, at);
    VxlanFdb.Entry entry = fdb.route(destination, nowNanos());
    if (entry == null) {
      l2Misses += config.flags().l2Miss() && !Ethernet.isGroup(destination) ? 1 : 0;
      counters().txDropped++;
      drop(frame, DropReason.NO_TX_TARGET);
      return;
    }
    for (int i = 1; i < entry.remoteCount(); i++) {
      encapsulate(frame.copy(), entry.remote(i));
    }
    encapsulate(frame, entry.remote(0));
  }

  /// `vxlan_xmit_one`.
  private void encapsulate(Frame frame, int remote) {
    VxlanSocket through = socket;
    if (remote == 0 || through == null) {
      counters().txDropped++;
      drop(frame, DropReason.NO_TX_TARGET);
      return;
    }
    softnet().charge(softnet().costs().vxlanEncapsulationNanos());
    address(frame, remote, through);
    Underlay underlay = through.underlay();
    if (!underlay.findWay(header)) {
      counters().txDropped++;
      frame.release();
      return;
    }
    if (rxHandler() instanceof BridgePort && answersTooBig(frame, underlay)) {
      return;
    }
    frame.forgetFlow();
    if (home != upper()) {
      frame.mark = 0; // skb_scrub_packet
    }
    int at = frame.push(Vxlan.HEADER_BYTES);
    Vxlan.write(frame.data(), at, config.vni());
    if (!underlay.send(frame, header)) {
      counters().txDropped++;
    }
  }

  /// A bridged tunnel tells the sender itself what the network below does not take.
  private boolean answersTooBig(Frame frame, Underlay underlay) {
    if (!TooBigAnswer.isPossible(frame)) {
      return false;
    }
    int mtuBytes = underlay.mtuBytes() - Vxlan.OVERHEAD_BYTES;
    if (!TooBigAnswer.isDue(frame, mtuBytes)) {
      return false;
    }
    TooBigAnswer.write(frame, mtuBytes);
    softnet().enqueue(frame, this);
    return true;
  }

  private void address(Frame frame, int remote, VxlanSocket through) {
    byte[] data = frame.data();
    int at = frame.offset();
    int hash = FlowHash.of(data, at, frame.length(), through.hashSeed());
    hash ^= hash << 16;
    boolean isGroup = Ipv4.isMulticast(remote);
    header.source = config.local();
    header.destination = remote;
    header.sourcePort = (int) (((hash & 0xffff_ffffL) * portRange) >>> 32) + lowestPort;
    header.destinationPort = config.port();
    header.ttl = config.ttl() != 0 ? config.ttl() : isGroup ? 1 : VxlanConfig.DEFAULT_TTL;
    header.tos = tos(data, at);
    header.dontFragment = config.dontFragment();
  }

  /// The outer type of service: congestion bits follow RFC 6040 (`ip_tunnel_ecn_encap`).
  private int tos(byte[] data, int at) {
    boolean isIpv4 = Ethernet.type(data, at) == Ethernet.IPV4;
    int inner = isIpv4 ? Ipv4.tos(data, at + Ethernet.HEADER_BYTES) : 0;
    int outer = config.tos() == INHERIT ? inner : config.tos();
    int ecn = inner & ECN_MASK;
    return (outer & ~ECN_MASK) | (ecn == CONGESTION_EXPERIENCED ? ECT_0 : ecn);
  }

  /// Answers an ARP request from the neighbour table; all other ARP is lost (`arp_reduce`).
  private void answer(Frame frame) {
    byte[] data = frame.data();
    int arp = frame.offset() + Ethernet.HEADER_BYTES;
    boolean isRequest =
        Arp.isValid(data, arp, frame.length() - Ethernet.HEADER_BYTES)
            && Arp.operation(data, arp) == Arp.REQUEST;
    int wanted = isRequest ? Arp.targetAddress(data, arp) : 0;
    if (!isRequest || Ipv4.isLoopback(wanted) || Ipv4.isMulticast(wanted)) {
      frame.release();
      return;
    }
    Upper namespace = upper();
    long mac = namespace == null ? 0 : namespace.neighbour(this, wanted, true);
    if (mac == 0) {
      l3Misses += config.flags().l3Miss() ? 1 : 0;
      drop(frame, DropReason.NEIGH_FAILED);
      return;
    }
    VxlanFdb.Entry entry = fdb.find(mac, nowNanos());
    if (entry != null && entry.remote(0) == 0) {
      frame.release(); // a neighbour behind the local bridge answers for itself
      return;
    }
    long asker = Arp.senderMac(data, arp);
    int askerAddress = Arp.senderAddress(data, arp);
    frame.beginAnew();
    Ethernet.write(data, frame.offset(), asker, mac, Ethernet.ARP);
    Arp.writeSender(data, arp, Arp.REPLY, mac, wanted);
    Arp.writeTarget(data, arp, asker, askerAddress);
    softnet().enqueue(frame, this);
  }

  // ---- receiving -------------------------------------------------------------------------

  /// Takes over a frame out of the tunnel (`vxlan_rcv`).
  ///
  /// @param remote the outer source
  /// @param tos the outer type of service
  void decapsulated(Frame frame, int remote, int tos) {
    softnet().charge(softnet().costs().vxlanDecapsulationNanos());
    byte[] data = frame.data();
    int at = frame.offset();
    if (frame.length() < Ethernet.HEADER_BYTES) {
      dropReceived(frame, DropReason.HDR_TRUNC);
      return;
    }
    long source = Ethernet.source(data, at);
    if (source == mac()) {
      dropReceived(frame, DropReason.LOCAL_MAC);
      return;
    }
    if (config.flags().learning() && !fdb.learn(source, remote, nowNanos())) {
      dropReceived(frame, DropReason.VXLAN_ENTRY_EXISTS);
      return;
    }
    if (!isCongestionSound(data, at, tos & ECN_MASK)) {
      dropReceived(frame, DropReason.IP_TUNNEL_ECN);
      return;
    }
    frame.forgetFlow();
    if (home != upper()) {
      frame.mark = 0;
    }
    if ((offloads() & Offloads.GRO) != 0) {
      merging.receive(frame);
    } else {
      softnet().enqueueLater(frame, this);
    }
  }

  /// A packet that cannot say that it met congestion must not have met any
  /// (`INET_ECN_decapsulate`).
  private static boolean isCongestionSound(byte[] data, int at, int outer) {
    if (outer != CONGESTION_EXPERIENCED || Ethernet.type(data, at) != Ethernet.IPV4) {
      return true;
    }
    return (Ipv4.tos(data, at + Ethernet.HEADER_BYTES) & ECN_MASK) != 0;
  }

  private long nowNanos() {
    return softnet().loop().nowNanos();
  }
}
