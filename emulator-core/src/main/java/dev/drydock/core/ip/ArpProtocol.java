package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.neighbour.NeighbourConfig;
import dev.drydock.core.ip.neighbour.NeighbourProtocol;
import dev.drydock.core.ip.neighbour.NudState;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ARP of one namespace (RFC 826, RFC 5227; Linux `net/ipv4/arp.c`).
public final class ArpProtocol implements NeighbourProtocol {
  private final Ipv4Stack stack;
  private List<ArpListener> listeners = List.of();

  ArpProtocol(Ipv4Stack stack) {
    this.stack = stack;
  }

  /// Lets a program see received ARP (as `arping` does by a packet socket).
  public void addListener(ArpListener listener) {
    stack.concernDevices();
    if (listeners.isEmpty()) {
      listeners = new ArrayList<>(1);
    }
    listeners.add(listener);
  }

  /// Ends what [#addListener] began.
  public void removeListener(ArpListener listener) {
    listeners.remove(listener);
  }

  /// Takes over a received ARP frame (`arp_rcv`, `arp_process`).
  public void input(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    if (!Arp.isValid(data, at, frame.length() - Ethernet.HEADER_BYTES)) {
      device.dropReceived(frame, DropReason.HDR_TRUNC);
      return;
    }
    for (int i = listeners.size() - 1; i >= 0; i--) {
      listeners.get(i).received(device, frame); // may remove itself
    }
    if (frame.addressee == Frame.TO_OTHER_HOST || device.isNoArp() || device.index() == 0) {
      device.drop(frame, DropReason.OTHERHOST);
      return;
    }
    Ipv4Interface in = stack.onDevice(device);
    if (in == null) {
      device.drop(frame, DropReason.NOT_SPECIFIED);
      return;
    }
    process(frame, at, in);
    frame.release();
  }

  /// The namespace's own addresses, where no other ARP broadcast on a device has an effect: nobody
  /// listens, nothing is learned or answered for others, and the device has no neighbours.
  public int @Nullable [] bystander(NetDevice device) {
    Ipv4Interface in = stack.onDevice(device);
    boolean isDeaf = !listeners.isEmpty() || device.isNoArp() || device.index() == 0;
    return in == null
            || isDeaf
            || in.config().arpAccept != 0
            || in.proxiesArp()
            || in.routesLocalnet()
            || stack.neighbours().isUsed(device)
        ? null
        : stack.fib().ownAddresses();
  }

  private void process(Frame frame, int at, Ipv4Interface in) {
    byte[] data = frame.data();
    int operation = Arp.operation(data, at);
    int target = Arp.targetAddress(data, at);
    int sender = Arp.senderAddress(data, at);
    long senderMac = Arp.senderMac(data, at);
    NetDevice device = in.device();
    if (operation != Arp.REQUEST && operation != Arp.REPLY) {
      return;
    }
    if (Ipv4.isMulticast(target) || (Ipv4.isLoopback(target) && !in.routesLocalnet())) {
      return;
    }
    boolean local = stack.fib().addressType(target) == RouteType.LOCAL;
    if (sender == 0) {
      // A probe for a duplicate address: answered, never learned (RFC 5227 section 2.1.1).
      if (operation == Arp.REQUEST && local && !isIgnored(in, sender, target)) {
        reply(device, target, sender, senderMac);
      }
      return;
    }
    if (operation == Arp.REQUEST && local) {
      answer(in, sender, target, senderMac);
      return;
    }
    if (operation == Arp.REQUEST && answersForOther(in, target)) {
      answerForOther(frame, at, in);
      return;
    }
    learn(frame, at, in);
  }

  /// A request for one of our addresses: learn who asks, and answer (`neigh_event_ns`).
  private void answer(Ipv4Interface in, int sender, int target, long senderMac) {
    if (isIgnored(in, sender, target) || isFiltered(in, sender)) {
      return;
    }
    NetDevice device = in.device();
    Neighbour neighbour = stack.neighbours().lookupOrCreate(device, sender);
    if (neighbour != null) {
      neighbour.update(senderMac, NudState.STALE, true);
      reply(device, target, sender, senderMac);
    }
  }

  /// Whether a request for somebody behind another interface is answered: with proxy_arp, or where
  /// the address is in the list of `ip neigh add proxy`.
  private boolean answersForOther(Ipv4Interface in, int target) {
    NetDevice device = in.device();
    if (!in.config().forwarding) {
      return false;
    }
    boolean listed = stack.neighbours().isProxied(device, 0, target & 0xffff_ffffL);
    if (!listed && !in.proxiesArp()) {
      return false; // as in all but a few places: no need to look for a route
    }
    Route route = stack.fib().lookup(target, null);
    return route != null && route.type() == RouteType.UNICAST && route.device() != device;
  }

  /// Answers for another; a broadcast after a random time, as others may answer as well.
  private void answerForOther(Frame frame, int at, Ipv4Interface in) {
    byte[] data = frame.data();
    int target = Arp.targetAddress(data, at);
    int sender = Arp.senderAddress(data, at);
    long senderMac = Arp.senderMac(data, at);
    NetDevice device = in.device();
    Neighbour neighbour = stack.neighbours().lookupOrCreate(device, sender);
    if (neighbour != null) {
      neighbour.update(senderMac, NudState.STALE, true);
    }
    NeighbourConfig config = stack.neighbours().config(device);
    if (frame.addressee == Frame.TO_HOST || config.proxyDelayNanos == 0) {
      reply(device, target, sender, senderMac);
    } else {
      Runnable answer = () -> reply(device, target, sender, senderMac);
      stack.neighbours().proxy().later(device, config, answer);
    }
  }

  /// Tells everybody of our addresses on a device (`inetdev_send_gratuitous_arp`).
  void announce(Ipv4Interface in) {
    NetDevice device = in.device();
    for (InterfaceAddress own : in.addresses()) {
      int address = own.address();
      Parties parties = new Parties(address, device.mac(), address, 0);
      send(device, Arp.REQUEST, Ethernet.BROADCAST, parties);
    }
  }

  /// Anything else updates an entry that exists; it makes one only with arp_accept.
  private void learn(Frame frame, int at, Ipv4Interface in) {
    byte[] data = frame.data();
    int sender = Arp.senderAddress(data, at);
    boolean reply = Arp.operation(data, at) == Arp.REPLY;
    boolean gratuitous = sender == Arp.targetAddress(data, at);
    Neighbour neighbour = stack.neighbours().lookup(in.device(), sender);
    if (neighbour == null && in.config().arpAccept != 0 && (reply || gratuitous)) {
      neighbour = stack.neighbours().lookupOrCreate(in.device(), sender);
    }
    if (neighbour == null) {
      return;
    }
    long now = stack.loop().nowNanos();
    long lock = stack.neighbours().config(in.device()).lockNanos;
    boolean override = now > neighbour.updatedNanos() + lock || gratuitous;
    boolean toUs = reply && frame.addressee == Frame.TO_HOST;
    neighbour.update(Arp.senderMac(data, at), toUs ? NudState.REACHABLE : NudState.STALE, override);
  }

  private static boolean isIgnored(Ipv4Interface in, int sender, int target) {
    return switch (in.arpIgnore()) {
      case 0 -> false;
      case 1 -> !in.has(target);
      case 2 -> !in.has(target) || !in.isOnLink(sender);
      case 8 -> true;
      default -> false;
    };
  }

  /// With arp_filter only the device answers by which packets to the asker leave (`arp_filter`).
  private boolean isFiltered(Ipv4Interface in, int sender) {
    if (!in.filtersArp()) {
      return false;
    }
    Route route = stack.fib().lookup(sender, null);
    return route == null || route.device() != in.device();
  }

  private void reply(NetDevice device, int own, int asker, long askerMac) {
    send(device, Arp.REPLY, askerMac, new Parties(own, device.mac(), asker, askerMac));
  }

  @Override
  public int etherType() {
    return Ethernet.IPV4;
  }

  /// Requests are broadcasts: there is nothing to listen to besides.
  @Override
  public void proxied(NetDevice device, IpAddress address, boolean now) {}

  @Override
  public void unreachable(Frame frame, NetDevice device) {
    stack.linkFailure(frame, device);
  }

  /// Asks for a next hop's MAC (`arp_solicit`).
  @Override
  public void solicit(Neighbour neighbour, @Nullable Frame waiting, long destination) {
    NetDevice device = neighbour.device();
    int sender = senderFor(neighbour, waiting);
    send(
        device,
        Arp.REQUEST,
        destination,
        new Parties(sender, device.mac(), neighbour.address(), 0));
  }

  private int senderFor(Neighbour neighbour, @Nullable Frame waiting) {
    Ipv4Interface in = stack.onDevice(neighbour.device());
    int announce = in == null ? 0 : in.arpAnnounce();
    int source = waiting == null ? 0 : Ipv4.source(waiting.data(), waiting.networkOffset);
    boolean own = source != 0 && stack.fib().addressType(source) == RouteType.LOCAL;
    boolean useOwn = own && (announce == 0 || (announce == 1 && in != null && in.isOnLink(source)));
    return useOwn
        ? source
        : stack.selectSource(neighbour.device(), neighbour.address(), Scope.LINK);
  }

  /// The four addresses of an ARP message.
  ///
  /// @param sender the sender's IPv4 address
  /// @param senderMac the sender's MAC
  /// @param target the target's IPv4 address
  /// @param targetMac the target's MAC, 0 when asked for
  public record Parties(int sender, long senderMac, int target, long targetMac) {}

  /// Sends an ARP message as it stands.
  ///
  /// @param operation [Arp#REQUEST] or [Arp#REPLY]
  /// @param destination the MAC the frame goes to
  public void send(NetDevice device, int operation, long destination, Parties parties) {
    Frame frame = stack.frames().take(Ethernet.HEADER_BYTES + Arp.BYTES);
    byte[] data = frame.data();
    int at = frame.offset();
    Ethernet.write(data, at, destination, device.mac(), Ethernet.ARP);
    int body = at + Ethernet.HEADER_BYTES;
    Arp.writeSender(data, body, operation, parties.senderMac, parties.sender);
    Arp.writeTarget(data, body, parties.targetMac, parties.target);
    device.transmit(frame);
  }
}
