package dev.drydock.core.netfilter;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.KernelOption;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.DropListener;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Tcp;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What runs at the five hooks of one IP version in a namespace, in the kernel's order
/// (`include/uapi/linux/netfilter_ipv4.h`):
///
/// ```
///   PREROUTING   raw  conntrack  mangle  nat (destination)
///   INPUT        mangle  filter  security  balance  nat (source)  confirm
///   FORWARD      mangle  filter  security
///   OUTPUT       raw  conntrack  mangle  nat (destination)  filter  security
///   POSTROUTING  mangle  nat (source)  confirm
/// ```
///
/// A namespace without tables passes everything at no cost.
public final class Netfilter {
  private static final int DEPTH_MAX = 8; // a rejected packet's answer passes the hooks itself

  private static final @Nullable Packet[] NO_PACKETS = {};

  private final Softnet softnet;
  private final Family family;
  private final Surroundings surroundings;
  private final Tables tables;
  private final RandomStream random;
  private @Nullable RandomStream chance;
  private @Nullable RecentLists recentLists;
  private @Nullable PacketTraces traces;
  private @Nullable Conntrack conntrack;
  private @Nullable Nat nat;
  private @Nullable VirtualServices virtualServices;
  private @Nullable Packet[] packets = NO_PACKETS;
  private int depth;
  private @Nullable NetDevice physicalIn;
  private @Nullable NetDevice physicalOut;
  private Decision decision = Decision.NONE;

  /// A namespace's netfilter without tables.
  public Netfilter(Softnet softnet, Family family, Surroundings surroundings, RandomStream random) {
    this.softnet = softnet;
    this.family = family;
    this.tables = new Tables(family, !softnet.kernel().has(KernelOption.NF_TABLES));
    this.surroundings = surroundings;
    this.random = random;
  }

  /// Whose hooks they are.
  public Family family() {
    return family;
  }

  /// The tables.
  public Tables tables() {
    return tables;
  }

  /// Connection tracking.
  public Conntrack conntrack() {
    if (conntrack == null) {
      conntrack = new Conntrack(softnet.loop(), family);
    }
    return conntrack;
  }

  /// The load balancer.
  public VirtualServices virtualServices() {
    if (virtualServices == null) {
      virtualServices = new VirtualServices();
    }
    return virtualServices;
  }

  /// What the namespace tells rules.
  public Surroundings surroundings() {
    return surroundings;
  }

  /// The addresses seen lately, for rules.
  public RecentLists recentLists() {
    if (recentLists == null) {
      recentLists = new RecentLists();
    }
    return recentLists;
  }

  /// What is told of packets that are traced.
  public PacketTraces traces() {
    if (traces == null) {
      traces = new PacketTraces(tables.isLegacy(), random.stream("trace"));
    }
    return traces;
  }

  /// The chance that rules take.
  public RandomStream chance() {
    if (chance == null) {
      chance = random.stream("statistic");
    }
    return chance;
  }

  /// The machine's CPU.
  public Softnet softnet() {
    return softnet;
  }

  Nat nat() {
    if (nat == null) {
      nat = new Nat(conntrack(), random);
    }
    return nat;
  }

  /// A device went down or lost its addresses: its masqueraded connections are over.
  public void deviceGone(NetDevice device) {
    if (nat != null) {
      nat.forget(device.index());
    }
  }

  /// Whether nothing runs at any hook.
  public boolean isIdle() {
    return tables.isEmpty();
  }

  /// Whether packets are tracked, and so fragments put together before the first hook: connection
  /// tracking sees whole packets only.
  public boolean collectsFragments() {
    return tables.needConnections() || virtualServices != null;
  }

  /// Lets a packet pass a hook. A packet that does not pass is lost, and released here.
  ///
  /// @return whether it passed
  public boolean pass(Hook hook, Frame frame, @Nullable NetDevice in, @Nullable NetDevice out) {
    if (tables.isEmpty() || depth == DEPTH_MAX) {
      return true;
    }
    if (hook == Hook.FORWARD && !tables.seeForwarded()) {
      return true; // as on a router that only translates
    }
    if (depth >= packets.length) {
      packets = Arrays.copyOf(packets, DEPTH_MAX);
    }
    Packet packet = packets[depth];
    if (packet == null) {
      packet = new Packet(this, frame);
      packets[depth] = packet;
    }
    depth++;
    packet.frame = frame;
    if (family == Family.IPV6) {
      packet.findTransport();
    }
    packet.hook = hook;
    packet.in = in;
    packet.out = out;
    packet.physicalIn = physicalIn;
    packet.physicalOut = physicalOut;
    physicalIn = null;
    physicalOut = null;
    decision = Decision.NONE;
    boolean passed = run(hook, packet);
    depth--;
    if (!passed) {
      NetDevice where = out != null ? out : in;
      if (where == null) {
        frame.release();
      } else {
        softnet.drop(frame, DropReason.NETFILTER_DROP, where, decision);
      }
    }
    return passed;
  }

  /// Lets a bridged packet pass a hook: the bridge is the interface it comes in and goes out by,
  /// the ports are the physical ones.
  ///
  /// @param to null while that is not decided
  /// @return whether it passed
  public boolean passBridged(Hook hook, Frame frame, BridgePort from, @Nullable BridgePort to) {
    Bridge bridge = from.bridge();
    physicalIn = from.device();
    physicalOut = to == null ? null : to.device();
    boolean postrouting = hook == Hook.POSTROUTING;
    boolean passed = pass(hook, frame, postrouting ? null : bridge, to == null ? null : bridge);
    physicalIn = null;
    physicalOut = null;
    return passed;
  }

  /// A chain of comparisons, the most frequent first, as a switch over an enumeration looks its
  /// ordinal up in a table.
  private boolean run(Hook hook, Packet packet) {
    if (hook == Hook.PREROUTING) {
      return passes(Table.Kind.RAW, packet) && track(packet) && change(packet);
    }
    if (hook == Hook.POSTROUTING) {
      return passes(Table.Kind.MANGLE, packet) && translate(packet) && conntrack().confirm(packet);
    }
    if (hook == Hook.FORWARD) {
      return passes(Table.Kind.MANGLE, packet) && filter(packet);
    }
    return hook == Hook.INPUT ? input(packet) : output(packet);
  }

  private boolean input(Packet packet) {
    if (!passes(Table.Kind.MANGLE, packet) || !filter(packet)) {
      return false;
    }
    return isVirtual(packet) ? balance(packet) : translate(packet) && conntrack().confirm(packet);
  }

  private boolean output(Packet packet) {
    return passes(Table.Kind.RAW, packet) && track(packet) && change(packet) && filter(packet);
  }

  /// Whether the load balancer has to do with a packet: a new connection, by its mark. Echo
  /// requests are left to the namespace itself.
  private boolean isVirtual(Packet packet) {
    if (virtualServices == null || virtualServices.isEmpty()) {
      return false;
    }
    boolean isNew = Conntrack.state(packet.frame) == Conntrack.NEW;
    if (!isNew || packet.connection() == null || packet.protocol() == Ipv4.ICMP) {
      return false;
    }
    if (packet.protocol() == Ipv4.TCP && !beginsTcp(packet)) {
      return false; // the middle of a connection nobody knows (tcp_conn_schedule)
    }
    return virtualServices.handles(packet.frame.mark);
  }

  private static boolean beginsTcp(Packet packet) {
    return packet.transportBytes() >= Tcp.HEADER_BYTES
        && (Tcp.flags(packet.data(), packet.transportAt()) & (Tcp.SYN | Tcp.ACK | Tcp.RST))
            == Tcp.SYN;
  }

  /// Sends a new connection on to a server (`ip_vs_in`). Who handed the packet in sees that its
  /// destination is another.
  private boolean balance(Packet packet) {
    Connection connection = packet.connection();
    int server = virtualServices().choose(packet.frame.mark);
    if (server == 0 || connection == null) {
      surroundings.reject(packet.frame, (Icmp.UNREACHABLE << 8) | Icmp.PORT);
      return false;
    }
    virtualServices().count(server, Ipv4.totalBytes(packet.data(), packet.at()), false);
    return nat().redirect(packet, connection, server);
  }

  private boolean change(Packet packet) {
    return passes(Table.Kind.MANGLE, packet) && translate(packet);
  }

  private boolean filter(Packet packet) {
    return passes(Table.Kind.FILTER, packet) && passes(Table.Kind.SECURITY, packet);
  }

  private boolean passes(Table.Kind kind, Packet packet) {
    Table table = tables.find(kind);
    if (table == null) {
      return true;
    }
    return table.run(packet) == Verdict.ACCEPT;
  }

  private boolean track(Packet packet) {
    if (!collectsFragments()) {
      return true;
    }
    softnet.charge(softnet.costs().conntrackNanos());
    boolean passed = conntrack().track(packet);
    Connection connection = virtualServices == null ? null : packet.connection();
    if (connection != null && connection.isBalanced() && packet.hook == Hook.PREROUTING) {
      int server = Tuple.source(connection.replyAddresses);
      int bytes = Ipv4.totalBytes(packet.data(), packet.at());
      virtualServices().count(server, bytes, packet.source() == server);
    }
    return passed;
  }

  private boolean translate(Packet packet) {
    Connection connection = packet.connection();
    if (connection != null && (connection.hasSourceNat() || connection.hasDestinationNat())) {
      softnet.charge(softnet.costs().natNanos());
    }
    return nat().run(packet, tables.find(Table.Kind.NAT));
  }

  /// Whether anybody wants to know why a packet passes or is lost.
  boolean wantsDecision(Verdict verdict) {
    DropListener listener = softnet.dropListener();
    return listener != null && (verdict == Verdict.DROP || listener.followsRules());
  }

  /// Notes what decided on a packet: a rule or a policy.
  void decided(Packet packet, Verdict verdict, Decision by) {
    if (verdict == Verdict.DROP) {
      decision = by;
    }
    DropListener listener = softnet.dropListener();
    NetDevice where = packet.out != null ? packet.out : packet.in;
    if (listener != null && listener.followsRules() && where != null) {
      listener.decided(packet.frame, where.path() + " " + packet.hook, by);
    }
  }
}
