package dev.drydock.core.ip.v6;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.neighbour.NeighbourConfig;
import dev.drydock.core.ip.neighbour.NeighbourProtocol;
import dev.drydock.core.ip.neighbour.NudState;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.RouterAdvertisement;
import org.jspecify.annotations.Nullable;

/// Neighbour discovery of one namespace (RFC 4861, RFC 4862; Linux `net/ipv6/ndisc.c`).
final class NeighbourDiscovery implements NeighbourProtocol {
  /// Only a neighbour can send a packet that arrives with it.
  static final int HOP_LIMIT = 255;

  private static final int NEIGHBOUR_BYTES = Icmpv6.NEIGHBOUR_OPTIONS;

  private final Ipv6Stack stack;
  private final Ipv6Flow flow = new Ipv6Flow();

  NeighbourDiscovery(Ipv6Stack stack) {
    this.stack = stack;
    flow.hopLimit = HOP_LIMIT;
  }

  static boolean concerns(int type) {
    return type >= Icmpv6.ROUTER_SOLICITATION && type <= Icmpv6.REDIRECT;
  }

  @Override
  public int etherType() {
    return Ethernet.IPV6;
  }

  // ---- receiving -------------------------------------------------------------------------

  /// Takes over a message (`ndisc_rcv`).
  ///
  /// @param at where the ICMPv6 header begins
  void input(Frame frame, NetDevice device, int at) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    Ipv6Interface in = stack.interfaces().find(device);
    int end = ip + Ipv6.totalBytes(data, ip);
    boolean sound = Ipv6.hopLimit(data, ip) == HOP_LIMIT && Icmpv6.code(data, at) == 0;
    if (!sound || in == null) {
      device.drop(frame, DropReason.HDR_TRUNC);
      return;
    }
    switch (Icmpv6.type(data, at)) {
      case Icmpv6.ROUTER_SOLICITATION -> routerAsked(frame, in, at, end);
      case Icmpv6.NEIGHBOUR_SOLICITATION -> {
        if (isSound(data, at, end)) {
          asked(frame, in, at, end);
        }
      }
      case Icmpv6.NEIGHBOUR_ADVERTISEMENT -> {
        if (isSound(data, at, end)) {
          told(frame, in, at, end);
        }
      }
      case Icmpv6.ROUTER_ADVERTISEMENT -> routerTold(frame, in, at, end);
      case Icmpv6.REDIRECT -> stack.redirects().heard(frame, in, at, end);
      default -> {}
    }
    frame.release();
  }

  private static boolean isSound(byte[] data, int at, int end) {
    return end - at >= NEIGHBOUR_BYTES
        && !Ipv6.isMulticast(Bytes.i64(data, at + Icmpv6.TARGET))
        && Icmpv6.option(data, at + Icmpv6.NEIGHBOUR_OPTIONS, end, Icmpv6.NONCE) != -2;
  }

  /// A router learns of its hosts (`ndisc_recv_rs`).
  private void routerAsked(Frame frame, Ipv6Interface in, int at, int end) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    long high = Ipv6.sourceHigh(data, ip);
    long mac = Icmpv6.option(data, at + Icmpv6.HEADER_BYTES, end, Icmpv6.SOURCE_LINK_ADDRESS);
    SolicitationListener listener = in.solicitationListener();
    if (listener != null) {
      listener.solicited(new Ipv6Address(high, Ipv6.sourceLow(data, ip)));
    }
    if (!in.config().forwarding || high == 0 || mac < 0) {
      return;
    }
    Neighbour neighbour =
        stack.neighbours().lookupOrCreate(in.device(), high, Ipv6.sourceLow(data, ip));
    if (neighbour != null) {
      neighbour.discover(mac, NudState.STALE, true);
    }
  }

  /// A router tells of itself and its link (`ndisc_router_discovery`). It is a neighbour in any
  /// case.
  private void routerTold(Frame frame, Ipv6Interface in, int at, int end) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    Ipv6Address from = new Ipv6Address(Ipv6.sourceHigh(data, ip), Ipv6.sourceLow(data, ip));
    RouterAdvertisement told = from.isLinkLocal() ? RouterAdvertisement.read(data, at, end) : null;
    if (told == null || in.find(from.high(), from.low()) != null) {
      return;
    }
    if (in.hearsRouters()) {
      in.routerAnswered();
      stack.routers().heardRouter(in, from, told);
    }
    Neighbour neighbour = stack.neighbours().lookupOrCreate(in.device(), from.high(), from.low());
    if (neighbour != null) {
      neighbour.discover(told.sourceMac(), NudState.STALE, true);
      neighbour.setRouter(true);
    }
    if (in.hearsRouters() && in.config().acceptRaPrefixes) {
      told.prefixes().forEach(prefix -> stack.routers().heardPrefix(in, prefix));
    }
    if (in.hearsRouters() && in.config().acceptRaMtu && told.mtuBytes() != 0) {
      stack.routers().heardMtu(in, from, told.mtuBytes());
    }
  }

  /// Somebody asks for an address (`ndisc_recv_ns`).
  private void asked(Frame frame, Ipv6Interface in, int at, int end) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    long high = Bytes.i64(data, at + Icmpv6.TARGET);
    long low = Bytes.i64(data, at + Icmpv6.TARGET + 8);
    boolean probe = (Ipv6.sourceHigh(data, ip) | Ipv6.sourceLow(data, ip)) == 0;
    boolean multicast = Ipv6.isMulticast(Ipv6.destinationHigh(data, ip));
    int options = at + Icmpv6.NEIGHBOUR_OPTIONS;
    Ipv6InterfaceAddress own = in.find(high, low);
    if (own != null && own.isTentative()) {
      boolean back = Icmpv6.option(data, options, end, Icmpv6.NONCE) == own.nonce();
      if (probe && !back) {
        stack.interfaces().detection().found(own, Ethernet.source(data, frame.offset()));
      }
      return;
    }
    boolean anycast = own == null && stack.interfaces().isAnycast(in, high, low);
    boolean proxied = own == null && !anycast && answersFor(in, high, low);
    if (own == null && !anycast && !proxied) {
      return;
    }
    int router = !proxied && in.config().forwarding ? Icmpv6.ROUTER : 0;
    int override = own != null ? Icmpv6.OVERRIDE : 0;
    Ipv6Address target = own != null ? own.address() : new Ipv6Address(high, low);
    if (probe) {
      flow.setDestination(Ipv6Address.ALL_NODES);
      advertise(in, target, router | override, true);
      return;
    }
    long mac = Icmpv6.option(data, options, end, Icmpv6.SOURCE_LINK_ADDRESS);
    Ipv6Address asker = new Ipv6Address(Ipv6.sourceHigh(data, ip), Ipv6.sourceLow(data, ip));
    Question question = new Question(target, asker, mac, multicast);
    int flags = router | Icmpv6.SOLICITED | (multicast ? override : 0);
    NeighbourConfig config = stack.neighbours().config(in.device());
    if (proxied && multicast && config.proxyDelayNanos > 0) {
      // Others may answer as well: not all at the same time.
      Runnable later = () -> answer(in, question, flags);
      stack.neighbours().proxy().later(in.device(), config, later);
    } else {
      answer(in, question, flags);
    }
  }

  /// Who asks for whom.
  ///
  /// @param mac of the asker; negative when it was not told
  /// @param multicast whether everybody was asked
  private record Question(Ipv6Address target, Ipv6Address asker, long mac, boolean multicast) {}

  /// Whether a router answers for somebody else, who is in the list of `ip neigh add proxy`.
  private boolean answersFor(Ipv6Interface in, long high, long low) {
    boolean mayBe = stack.interfaces().all().proxyNdp || in.config().proxyNdp;
    return in.config().forwarding && mayBe && stack.neighbours().isProxied(in.device(), high, low);
  }

  /// Tells everybody of an address of ours, unasked (`ndisc_send_unsol_na`).
  void announce(Ipv6InterfaceAddress own) {
    Ipv6Interface in = own.owner();
    flow.setDestination(Ipv6Address.ALL_NODES);
    int router = in.config().forwarding ? Icmpv6.ROUTER : 0;
    advertise(in, own.address(), router | Icmpv6.OVERRIDE, true);
  }

  /// Learns who asks, and answers; one who asked everybody is told the MAC, one who asked directly
  /// knows it.
  private void answer(Ipv6Interface in, Question asked, int flags) {
    long high = asked.asker.high();
    long low = asked.asker.low();
    Neighbour neighbour =
        !asked.multicast || asked.mac >= 0
            ? stack.neighbours().lookupOrCreate(in.device(), high, low)
            : stack.neighbours().lookup(in.device(), high, low);
    if (neighbour != null) {
      neighbour.discover(asked.mac, NudState.STALE, true);
      flow.setDestination(asked.asker);
      advertise(in, asked.target, flags, asked.multicast);
    }
  }

  /// Somebody tells of an address (`ndisc_recv_na`).
  private void told(Frame frame, Ipv6Interface in, int at, int end) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int flags = Icmpv6.rest(data, at);
    boolean solicited = (flags & Icmpv6.SOLICITED) != 0;
    if (solicited && Ipv6.isMulticast(Ipv6.destinationHigh(data, ip))) {
      return;
    }
    long high = Bytes.i64(data, at + Icmpv6.TARGET);
    long low = Bytes.i64(data, at + Icmpv6.TARGET + 8);
    Ipv6InterfaceAddress own = in.find(high, low);
    if (own != null) {
      if (own.isTentative()) {
        stack.interfaces().detection().found(own, Ethernet.source(data, frame.offset()));
      }
      return;
    }
    Neighbour neighbour = stack.neighbours().lookup(in.device(), high, low);
    if (neighbour == null || neighbour.state() == NudState.FAILED) {
      return;
    }
    int options = at + Icmpv6.NEIGHBOUR_OPTIONS;
    long mac = Icmpv6.option(data, options, end, Icmpv6.TARGET_LINK_ADDRESS);
    NudState state = solicited ? NudState.REACHABLE : NudState.STALE;
    neighbour.discover(mac, state, (flags & Icmpv6.OVERRIDE) != 0);
    boolean router = (flags & Icmpv6.ROUTER) != 0;
    if (neighbour.isRouter() && !router) {
      stack.routers().isNone(in, neighbour.ipv6Address());
    }
    neighbour.setRouter(router);
  }

  // ---- sending ---------------------------------------------------------------------------

  /// Asks for a next hop's MAC (`ndisc_solicit`): in its group, or directly for a probe; from the
  /// address of the waiting packet where that is one of the device, else from the link-local one.
  @Override
  public void solicit(Neighbour neighbour, @Nullable Frame waiting, long mac) {
    Ipv6Interface in = stack.interfaces().find(neighbour.device());
    if (in == null || !chooseSource(in, waiting)) {
      return;
    }
    Ipv6Address target = neighbour.ipv6Address();
    flow.setDestination(mac == Ethernet.BROADCAST ? target.solicitedNode() : target);
    send(in.device(), solicitation(target, Icmpv6.SOURCE_LINK_ADDRESS, in.device().mac()));
  }

  /// Asks who has an address, from the link-local one; nothing waits for the answer.
  void askFor(NetDevice device, Ipv6Address target) {
    Ipv6Interface in = stack.interfaces().find(device);
    if (in != null && chooseSource(in, null)) {
      flow.setDestination(target.solicitedNode());
      send(device, solicitation(target, Icmpv6.SOURCE_LINK_ADDRESS, device.mac()));
    }
  }

  private boolean chooseSource(Ipv6Interface in, @Nullable Frame waiting) {
    if (waiting != null) {
      byte[] data = waiting.data();
      int ip = waiting.networkOffset;
      Ipv6InterfaceAddress own = in.find(Ipv6.sourceHigh(data, ip), Ipv6.sourceLow(data, ip));
      if (own != null && !own.isTentative()) {
        flow.setSource(own.address());
        return true;
      }
    }
    Ipv6Address own = in.linkLocal();
    if (own == null) {
      return false;
    }
    flow.setSource(own);
    return true;
  }

  /// Asks whether anybody has an address that is to become ours (`addrconf_dad_work`).
  void probe(Ipv6InterfaceAddress address) {
    flow.setSource(Ipv6Address.ANY);
    flow.setDestination(address.address().solicitedNode());
    NetDevice device = address.owner().device();
    send(device, solicitation(address.address(), Icmpv6.NONCE, address.nonce()));
  }

  private Frame solicitation(Ipv6Address target, int option, long value) {
    Frame frame = stack.newPacket(NEIGHBOUR_BYTES + Icmpv6.OPTION_BYTES);
    byte[] data = frame.data();
    int at = icmp(frame);
    Icmpv6.write(data, at, Icmpv6.NEIGHBOUR_SOLICITATION << 8, 0);
    Bytes.put64(data, at + Icmpv6.TARGET, target.high());
    Bytes.put64(data, at + Icmpv6.TARGET + 8, target.low());
    Icmpv6.putOption(data, at + Icmpv6.NEIGHBOUR_OPTIONS, option, value);
    return frame;
  }

  /// Tells of an address: from itself where it is ours, else from one of ours (`ndisc_send_na`).
  private void advertise(Ipv6Interface in, Ipv6Address target, int flags, boolean tellsMac) {
    NetDevice device = in.device();
    flow.setSource(target);
    if (in.find(target.high(), target.low()) == null) {
      Ipv6InterfaceAddress own = Ipv6SourceChoice.choose(stack.interfaces(), device, flow);
      if (own == null) {
        return;
      }
      flow.setSource(own.address());
    }
    Frame frame = stack.newPacket(NEIGHBOUR_BYTES + (tellsMac ? Icmpv6.OPTION_BYTES : 0));
    byte[] data = frame.data();
    int at = icmp(frame);
    Icmpv6.write(data, at, Icmpv6.NEIGHBOUR_ADVERTISEMENT << 8, flags);
    Bytes.put64(data, at + Icmpv6.TARGET, target.high());
    Bytes.put64(data, at + Icmpv6.TARGET + 8, target.low());
    if (tellsMac) {
      int option = at + Icmpv6.NEIGHBOUR_OPTIONS;
      Icmpv6.putOption(data, option, Icmpv6.TARGET_LINK_ADDRESS, device.mac());
    }
    send(device, frame);
  }

  /// Asks for routers (`ndisc_send_rs`).
  void solicitRouters(NetDevice device, Ipv6Address source) {
    Frame frame = stack.newPacket(Icmpv6.HEADER_BYTES + Icmpv6.OPTION_BYTES);
    int at = icmp(frame);
    Icmpv6.write(frame.data(), at, Icmpv6.ROUTER_SOLICITATION << 8, 0);
    int option = at + Icmpv6.HEADER_BYTES;
    Icmpv6.putOption(frame.data(), option, Icmpv6.SOURCE_LINK_ADDRESS, device.mac());
    flow.setSource(source);
    flow.setDestination(Ipv6Address.ALL_ROUTERS);
    send(device, frame);
  }

  /// Tells of a router.
  void advertiseRouter(
      NetDevice device, Ipv6Address source, Ipv6Address to, RouterAdvertisement advertisement) {
    Frame frame = stack.newPacket(advertisement.bytes());
    advertisement.write(frame.data(), icmp(frame));
    flow.setSource(source);
    flow.setDestination(to);
    send(device, frame);
  }

  private static int icmp(Frame frame) {
    return frame.offset() + Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES;
  }

  private void send(NetDevice device, Frame frame) {
    Icmpv6Protocol.complete(frame, flow);
    stack.out().sendOnLink(frame, flow, device, Ipv6.ICMP);
  }

  /// Those who ask for the address ask in its group (`pndisc_constructor`).
  @Override
  public void proxied(NetDevice device, IpAddress address, boolean now) {
    Ipv6Interface in = stack.interfaces().find(device);
    if (in != null && now) {
      in.join(address.v6().solicitedNode());
    } else if (in != null) {
      in.leave(address.v6().solicitedNode());
    }
  }

  @Override
  public void unreachable(Frame frame, NetDevice device) {
    stack.icmp().sendError(frame, (Icmpv6.UNREACHABLE << 8) | Icmpv6.ADDRESS, 0);
    device.drop(frame, DropReason.NEIGH_FAILED);
  }
}
