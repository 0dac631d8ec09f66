package dev.drydock.core.netfilter;

import dev.drydock.core.observe.DropListener;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Tcp;
import org.jspecify.annotations.Nullable;

/// Network address translation on tracked connections (Linux `nf_nat_core.c`, RFC 3022). A rule is
/// asked once, for a connection's first packet; the reply tuple then tells what is done to every
/// packet.
public final class Nat {
  private static final int PORT_TRIES = 128;
  private static final int PORT_MAX = 65_535;

  private final Conntrack conntrack;
  private final RandomStream random;
  private final HeaderRewriter rewriter;
  private final Change change = new Change();

  Nat(Conntrack conntrack, RandomStream random) {
    this.conntrack = conntrack;
    this.rewriter = conntrack.rewriter();
    this.random = random;
  }

  /// Which side of a packet is translated.
  enum Side {
    SOURCE,
    DESTINATION
  }

  private static Side sideAt(Hook hook) {
    return hook == Hook.POSTROUTING || hook == Hook.INPUT ? Side.SOURCE : Side.DESTINATION;
  }

  /// Translates a packet at a hook, and sets a new connection's translation up, by the rules of the
  /// table when there is one (`nf_nat_inet_fn`).
  ///
  /// @return false when the packet must be dropped
  boolean run(Packet packet, @Nullable Table table) {
    Connection connection = packet.connection();
    if (connection == null) {
      return true;
    }
    Side side = sideAt(packet.hook);
    boolean reply = Conntrack.isReply(packet.frame);
    int state = Conntrack.state(packet.frame);
    boolean isRelated = state == Conntrack.RELATED;
    if (isRelated && Tuple.isIcmp(packet.protocol())) {
      return translateError(packet, connection, reply, side);
    }
    // A reset that answers a rejected packet may be the first that gets as far as POSTROUTING.
    if ((isRelated || state == Conntrack.NEW) && !connection.has(doneBit(side))) {
      if (table != null && table.run(packet) == Verdict.DROP) {
        return false;
      }
      if (!connection.has(doneBit(side)) && !setUp(connection, NatRange.NONE, side)) {
        return false;
      }
    }
    if (side == Side.SOURCE && hasMoved(packet, connection)) {
      conntrack.removeIf(other -> other == connection);
      return false;
    }
    translate(packet, connection, reply, side);
    return true;
  }

  /// A masqueraded connection whose packets leave by another device than at first is over
  /// (`nf_nat_oif_changed`).
  private static boolean hasMoved(Packet packet, Connection connection) {
    return packet.hook == Hook.POSTROUTING
        && connection.masqueradeIndex != 0
        && !Conntrack.isReply(packet.frame)
        && packet.out != null
        && packet.out.index() != connection.masqueradeIndex;
  }

  private static int doneBit(Side side) {
    return side == Side.SOURCE ? Connection.SOURCE_DONE : Connection.DESTINATION_DONE;
  }

  /// Chooses a connection's translation on one side (`nf_nat_setup_info`, `get_unique_tuple`).
  ///
  /// @return false when no tuple is free
  boolean setUp(Connection connection, NatRange range, Side side) {
    long addresses = Tuple.invertAddresses(connection.replyAddresses);
    long ports = Tuple.invertPorts(connection.replyPorts);
    long newAddresses = chooseAddress(addresses, range, side);
    long newPorts = choosePort(connection, newAddresses, ports, new Choice(range, side));
    if (newPorts == -1) {
      return false;
    }
    if (newAddresses != addresses || newPorts != ports) {
      connection.replyAddresses = Tuple.invertAddresses(newAddresses);
      connection.replyPorts = Tuple.invertPorts(newPorts);
      connection.status |= side == Side.SOURCE ? Connection.SOURCE_NAT : Connection.DESTINATION_NAT;
    }
    connection.status |= doneBit(side);
    return true;
  }

  /// Sends a new connection's packet to another address than it was for, as the load balancer does.
  ///
  /// @return false when no tuple is free
  boolean redirect(Packet packet, Connection connection, int address) {
    NatRange range = NatRange.address(IpAddress.v4(address));
    if (!setUp(connection, range, Side.DESTINATION)) {
      return false;
    }
    connection.status |= Connection.BALANCED;
    translate(packet, connection, false, Side.DESTINATION);
    return true;
  }

  private record Choice(NatRange range, Side side) {}

  private long chooseAddress(long addresses, NatRange range, Side side) {
    IpAddress first = range.first();
    IpAddress last = range.last();
    if (first == null || last == null) {
      return addresses;
    }
    int source = Tuple.source(addresses);
    int destination = Tuple.destination(addresses);
    IpAddress now = conntrack.address(side == Side.SOURCE ? source : destination);
    if (now.compareTo(first) >= 0 && now.compareTo(last) <= 0) {
      return addresses;
    }
    int chosen = conntrack.key(first.equals(last) ? first : oneOf(first, last, addresses));
    return side == Side.SOURCE
        ? Tuple.addresses(chosen, destination)
        : Tuple.addresses(source, chosen);
  }

  /// Of several addresses the same pair of hosts always gets the same one.
  private static IpAddress oneOf(IpAddress first, IpAddress last, long addresses) {
    long count = last.low() - first.low() + 1;
    long hash = (addresses * 0x9E3779B97F4A7C15L) >>> 33;
    long low = first.low() + (count <= 0 ? hash : hash % count);
    return new IpAddress(first.high(), low, first.isV6());
  }

  /// Keeps the port when it may and is free, else searches (`nf_nat_l4proto_unique_tuple`).
  private long choosePort(Connection connection, long addresses, long ports, Choice choice) {
    NatRange range = choice.range;
    boolean onSource = choice.side == Side.SOURCE || Tuple.isIcmp(Tuple.protocol(ports));
    int port = onSource ? Tuple.sourcePort(ports) : Tuple.destinationPort(ports);
    if (!range.random() && range.containsPort(port) && isFree(connection, addresses, ports)) {
      return ports;
    }
    if (!hasSearchablePort(ports)) {
      return ports;
    }
    if (!range.hasPorts() && choice.side == Side.DESTINATION) {
      return ports; // a destination port is never searched for
    }
    int first = range.hasPorts() ? range.firstPort() : lowest(port, ports);
    int last = range.hasPorts() ? range.lastPort() : highest(port, ports);
    return search(connection, addresses, ports, new Ports(first, last, onSource, choice));
  }

  private static boolean hasSearchablePort(long ports) {
    return Tuple.hasPorts(Tuple.protocol(ports)) || Tuple.isIcmp(Tuple.protocol(ports));
  }

  private static int lowest(int port, long ports) {
    if (Tuple.isIcmp(Tuple.protocol(ports))) {
      return 0;
    }
    return port < 512 ? 1 : port < 1024 ? 600 : 1024;
  }

  private static int highest(int port, long ports) {
    if (Tuple.isIcmp(Tuple.protocol(ports))) {
      return PORT_MAX;
    }
    return port < 512 ? 511 : port < 1024 ? 1023 : PORT_MAX;
  }

  private record Ports(int first, int last, boolean onSource, Choice choice) {}

  private long search(Connection connection, long addresses, long ports, Ports span) {
    int size = span.last - span.first + 1;
    NatRange range = span.choice.range;
    boolean fromStart = range.hasPorts() && span.choice.side == Side.DESTINATION && !range.random();
    int tries = Math.min(PORT_TRIES, size);
    int start = fromStart ? 0 : random.nextInt(size);
    while (true) {
      for (int i = 0; i < tries; i++) {
        long tried = withPort(ports, span.first + ((start + i) % size), span.onSource);
        if (isFree(connection, addresses, tried)) {
          return tried;
        }
      }
      if (tries >= size || tries < 16) {
        return -1;
      }
      tries /= 2;
      start = random.nextInt(size);
    }
  }

  private static long withPort(long ports, int port, boolean onSource) {
    return onSource
        ? Tuple.ports(Tuple.protocol(ports), port, Tuple.destinationPort(ports))
        : Tuple.ports(Tuple.protocol(ports), Tuple.sourcePort(ports), port);
  }

  private boolean isFree(Connection connection, long addresses, long ports) {
    return !conntrack
        .table()
        .isTaken(
            Tuple.invertAddresses(addresses),
            Tuple.invertPorts(ports),
            connection,
            conntrack.nowNanos());
  }

  /// Rewrites one side of a packet to what its connection says (`nf_nat_packet`).
  private void translate(Packet packet, Connection connection, boolean reply, Side side) {
    if (!isTranslated(connection, reply, side)) {
      return;
    }
    long addresses = Tuple.invertAddresses(connection.addresses(!reply));
    long ports = Tuple.invertPorts(connection.ports(!reply));
    DropListener listener = packet.netfilter().softnet().dropListener();
    String before = listener == null ? "" : describe(packet);
    rewriter.rewrite(packet, change.set(addresses, ports, side == Side.SOURCE));
    if (listener != null) {
      String verb = side == Side.SOURCE ? "SNAT " : "DNAT ";
      listener.rewritten(packet.frame, verb + before + " -> " + describe(packet));
    }
  }

  private static boolean isTranslated(Connection connection, boolean reply, Side side) {
    boolean source = (side == Side.SOURCE) != reply;
    return connection.has(source ? Connection.SOURCE_NAT : Connection.DESTINATION_NAT);
  }

  private static String describe(Packet packet) {
    byte[] data = packet.data();
    int at = packet.transportAt();
    boolean shown = Tuple.hasPorts(packet.protocol()) && !packet.isLaterFragment();
    return end(packet, packet.sourceText(), shown ? Tcp.sourcePort(data, at) : -1)
        + ">"
        + end(packet, packet.destinationText(), shown ? Tcp.destinationPort(data, at) : -1);
  }

  private static String end(Packet packet, String address, int port) {
    if (port < 0) {
      return address;
    }
    return (packet.isV6() ? "[" + address + "]" : address) + ":" + port;
  }

  /// An error about a translated packet: the packet it quotes is translated back, and the error
  /// itself goes to whom it concerns.
  private boolean translateError(Packet packet, Connection connection, boolean reply, Side side) {
    if (rewriter.isRedirect(packet) && !isPlain(connection)) {
      return false;
    }
    if (!isTranslated(connection, reply, side)) {
      return true;
    }
    long addresses = connection.addresses(!reply);
    long ports = connection.ports(!reply);
    change.set(addresses, ports, side == Side.DESTINATION);
    rewriter.rewriteError(packet, change, Tuple.invertAddresses(addresses));
    return true;
  }

  /// A redirect passes only where nothing is translated, which is known once both sides are done:
  /// else hosts would talk to each other past the translation.
  private static boolean isPlain(Connection connection) {
    return connection.has(Connection.SOURCE_DONE)
        && connection.has(Connection.DESTINATION_DONE)
        && !connection.hasSourceNat()
        && !connection.hasDestinationNat();
  }

  /// The connection of a packet a rule wants to translate, and sets its translation up.
  ///
  /// @return false when the packet must be dropped
  public static boolean apply(Packet packet, NatRange range) {
    Connection connection = packet.connection();
    if (connection == null) {
      return true;
    }
    Side side = sideAt(packet.hook);
    return packet.netfilter().nat().setUp(connection, range, side);
  }

  /// Remembers by which device a masqueraded connection leaves.
  public static void bindToDevice(Packet packet) {
    Connection connection = packet.connection();
    if (connection != null && packet.out != null) {
      connection.masqueradeIndex = packet.out.index();
    }
  }

  /// Forgets the masqueraded connections of a device that went down or lost its address.
  void forget(int deviceIndex) {
    conntrack.removeIf(connection -> connection.masqueradeIndex == deviceIndex);
  }
}
