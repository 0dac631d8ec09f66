package dev.drydock.core.netfilter;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Connection tracking of one IP version in a namespace (Linux `net/netfilter/nf_conntrack_*`):
/// finds or makes the connection a packet belongs to, and says what the packet is to it.
public final class Conntrack {
  /// The packet may begin a connection.
  public static final int NEW = 1;

  /// The packet belongs to a connection that was answered, or answers one.
  public static final int ESTABLISHED = 2;

  /// The packet is an error about a connection.
  public static final int RELATED = 3;

  /// The packet fits no connection and may not begin one.
  public static final int INVALID = 4;

  /// The packet is not to be tracked.
  public static final int UNTRACKED = 5;

  /// Added to the above: the packet goes in the direction of the answers.
  public static final int REPLY = 8;

  private static final int STATE_MASK = 7;
  private static final long UDP_STREAM_AFTER_NANOS = 2 * Nanos.SECOND;

  private final EventLoop loop;
  private final Family family;
  private final IpTracking ip;
  private static final String TABLE_FULL =
      "nf_conntrack: nf_conntrack: table full, dropping packet";

  /// Ten lines in five seconds: `net_ratelimit`.
  private static final long SAY_AGAIN_NANOS = Nanos.SECOND / 2;

  private final ConnectionTable table = new ConnectionTable();
  private long fullSaidNanos;
  private final ConntrackTimeouts timeouts = new ConntrackTimeouts();
  private final TcpTracker tcp = new TcpTracker(timeouts);
  private final ConntrackCounters counters = new ConntrackCounters();
  private @Nullable ConnectionWatch watch;
  private boolean accounting;

  /// How long connections are remembered.
  public ConntrackTimeouts timeouts() {
    return timeouts;
  }

  Conntrack(EventLoop loop, Family family) {
    this.loop = loop;
    this.family = family;
    this.ip = family == Family.IPV6 ? new Ipv6Tracking() : new Ipv4Tracking();
  }

  /// Whose connections they are.
  public Family family() {
    return family;
  }

  /// The address that a half of a [Tuple]'s addresses stands for.
  public IpAddress address(int key) {
    return ip.address(key);
  }

  /// Whether the address that a half of a [Tuple]'s addresses stands for lies in a prefix.
  public boolean isIn(IpPrefix prefix, int key) {
    return ip.isIn(prefix, key);
  }

  /// The half of a [Tuple]'s addresses that stands for an address.
  public int key(IpAddress address) {
    return ip.key(address);
  }

  HeaderRewriter rewriter() {
    return ip.rewriter();
  }

  /// What a packet is to its connection: [#NEW] …, without [#REPLY]; 0 when nobody looked.
  public static int state(Frame frame) {
    return frame.flowState & STATE_MASK;
  }

  /// Whether a packet goes in the direction of the answers.
  public static boolean isReply(Frame frame) {
    return (frame.flowState & REPLY) != 0;
  }

  ConnectionTable table() {
    return table;
  }

  long nowNanos() {
    return loop.nowNanos();
  }

  /// The connections there are, oldest first.
  public List<Connection> connections() {
    return table.all(loop.nowNanos());
  }

  /// What was counted.
  public ConntrackCounters counters() {
    counters.earlyDrop = table.droppedEarly();
    return counters;
  }

  /// Whether packets and bytes of new connections are counted (`net.netfilter.nf_conntrack_acct`).
  public boolean isAccounting() {
    return accounting;
  }

  /// Sets whether they are.
  public void setAccounting(boolean on) {
    accounting = on;
  }

  /// A rule wants connections counted (`xt_connbytes_mt_check`): from their first packet, which may
  /// be this one.
  public void countFor(Packet packet) {
    accounting = true;
    Connection connection = packet.connection();
    boolean begins = connection != null && !connection.has(Connection.CONFIRMED);
    if (connection != null && begins && connection.account == null) {
      connection.account = new long[4];
      connection.count(false, packet.totalBytes());
    }
  }

  /// Has somebody told of changes.
  public void listen(ConnectionListener listener) {
    if (watch == null) {
      watch = new ConnectionWatch(loop, table);
    }
    watch.add(listener);
  }

  /// Ends what [#listen] began.
  public void unlisten(ConnectionListener listener) {
    if (watch != null) {
      watch.remove(listener);
    }
  }

  /// Sets the mark of a connection by hand, of which listeners are told.
  public void mark(Connection connection, int mark) {
    connection.setMark(mark);
    if (watch != null) {
      watch.passed(connection);
    }
  }

  /// Forgets the connections that fit: `conntrack -D`, `-F`.
  ///
  /// @return how many there were
  public int removeIf(Predicate<Connection> fits) {
    return table.removeIf(fits, loop.nowNanos());
  }

  /// Finds the connection of a packet (`nf_conntrack_in`). What a packet has already, as on
  /// loopback, it keeps.
  ///
  /// @return false when the packet must be dropped
  boolean track(Packet packet) {
    Frame frame = packet.frame;
    if (frame.flowState != 0) {
      return true;
    }
    if (ip.isOutside(packet)) {
      frame.flowState = UNTRACKED;
      return true;
    }
    if (ip.isError(packet)) {
      relate(packet);
      return true;
    }
    long ports = ip.ports(packet);
    if (ports == -1) {
      counters.invalid++;
      frame.flowState = INVALID;
      return true;
    }
    long addresses = ip.addresses(packet, table);
    Connection connection = table.find(addresses, ports, loop.nowNanos());
    boolean reply = connection != null && !isOriginal(connection, addresses, ports);
    if (connection == null) {
      connection = begin(packet, addresses, ports);
      if (connection == null) {
        counters.invalid++;
        frame.flowState = INVALID;
        return true;
      }
    }
    frame.flow = connection;
    frame.flowState = reply ? ESTABLISHED | REPLY : connection.hasSeenReply() ? ESTABLISHED : NEW;
    if (!advance(packet, connection, reply)) {
      counters.invalid++;
      frame.flow = null;
      frame.flowState = INVALID;
      return true;
    }
    connection.count(reply, packet.totalBytes());
    if (reply) {
      connection.status |= Connection.SEEN_REPLY;
    }
    return true;
  }

  private static boolean isOriginal(Connection connection, long addresses, long ports) {
    return connection.originalAddresses == addresses && connection.originalPorts == ports;
  }

  /// Makes an entry for a packet that may begin a connection; it is not in the table yet.
  private @Nullable Connection begin(Packet packet, long addresses, long ports) {
    int protocol = packet.protocol();
    if (!ip.mayBegin(packet)) {
      return null;
    }
    Connection connection = new Connection(protocol);
    connection.originalAddresses = addresses;
    connection.originalPorts = ports;
    connection.replyAddresses = Tuple.invertAddresses(addresses);
    connection.replyPorts = Tuple.invertPorts(ports);
    connection.createdNanos = loop.nowNanos();
    if (accounting) {
      connection.account = new long[4];
    }
    if (protocol == Ipv4.TCP && !tcp.begin(packet, connection)) {
      return null;
    }
    return connection;
  }

  /// Lets the protocol look at the packet and prolongs the connection's life.
  ///
  /// @return false when the packet is invalid
  private boolean advance(Packet packet, Connection connection, boolean reply) {
    long now = loop.nowNanos();
    switch (packet.protocol()) {
      case Ipv4.TCP -> {
        if (!tcp.advance(packet, connection, reply, now)) {
          return false;
        }
      }
      case Ipv4.UDP -> {
        boolean answered = connection.hasSeenReply();
        boolean stream = answered && now > connection.createdNanos + UDP_STREAM_AFTER_NANOS;
        if (stream) {
          connection.status |= Connection.ASSURED;
        }
        int life = stream ? ConntrackTimeouts.UDP_STREAM : ConntrackTimeouts.UDP;
        connection.expiresNanos = now + timeouts.nanos(life);
      }
      case Ipv4.ICMP -> connection.expiresNanos = now + timeouts.nanos(ConntrackTimeouts.ICMP);
      case Ipv6.ICMP -> connection.expiresNanos = now + timeouts.nanos(ConntrackTimeouts.ICMPV6);
      default -> connection.expiresNanos = now + timeouts.nanos(ConntrackTimeouts.GENERIC);
    }
    if (connection.isBalanced()) {
      VirtualServices.limit(connection, now);
    }
    return true;
  }

  /// An ICMP error is related to the connection whose packet it quotes (`nf_conntrack_inet_error`).
  private void relate(Packet packet) {
    Frame frame = packet.frame;
    frame.flowState = INVALID;
    long ports = ip.quotedPorts(packet);
    long addresses = ports == -1 ? -1 : ip.quotedAddresses(packet);
    if (ports == -1 || (addresses == -1 && family == Family.IPV6)) {
      return;
    }
    // The quoted packet went the other way: its inverse is a tuple of the connection.
    long inverse = Tuple.invertAddresses(addresses);
    Connection connection = table.find(inverse, Tuple.invertPorts(ports), loop.nowNanos());
    if (connection == null) {
      return;
    }
    boolean reply = !isOriginal(connection, inverse, Tuple.invertPorts(ports));
    int destination = Tuple.destination(ip.addresses(packet, table));
    if (destination != Tuple.destination(connection.addresses(reply))) {
      return; // the error goes elsewhere than the connection's own packets
    }
    frame.flow = connection;
    frame.flowState = RELATED | (reply ? REPLY : 0);
  }

  /// Puts a new connection into the table when its first packet has passed everything
  /// (`nf_conntrack_confirm`).
  ///
  /// @return false when the packet must be dropped: somebody else has the tuple
  boolean confirm(Packet packet) {
    Connection connection = packet.connection();
    if (connection == null) {
      return true;
    }
    if (connection.has(Connection.CONFIRMED)) {
      told(connection);
      return true;
    }
    if (isReply(packet.frame) || state(packet.frame) == RELATED) {
      return true;
    }
    if (!table.insert(connection, loop.nowNanos())) {
      sayIfFull(packet);
      boolean joined = joinOther(packet, connection);
      counters.insertFailed += joined ? 0 : 1;
      counters.drop += joined ? 0 : 1;
      counters.clashResolve += joined ? 1 : 0;
      return joined;
    }
    connection.status |= Connection.CONFIRMED;
    told(connection);
    return true;
  }

  private void told(Connection connection) {
    if (watch != null && !connection.has(Connection.DYING)) {
      watch.passed(connection);
    }
  }

  /// A packet is lost because the table is full: the kernel's log says so, now and then.
  private void sayIfFull(Packet packet) {
    long now = loop.nowNanos();
    boolean quiet = fullSaidNanos != 0 && now < fullSaidNanos + SAY_AGAIN_NANOS;
    if (table.connections() >= table.limit() && !quiet) {
      fullSaidNanos = now;
      packet.netfilter().softnet().log().add(now, TABLE_FULL);
    }
  }

  /// How many connections are kept at most: `net.netfilter.nf_conntrack_max`.
  public int limit() {
    return table.limit();
  }

  /// Sets how many connections are kept at most; those there are stay.
  public void setLimit(int newLimit) {
    table.setLimit(newLimit);
  }

  /// Two packets of one flow were new at the same time: the second joins the first when neither is
  /// translated differently (`nf_ct_resolve_clash`).
  private boolean joinOther(Packet packet, Connection loser) {
    Connection winner = table.find(loser.originalAddresses, loser.originalPorts, loop.nowNanos());
    boolean same =
        winner != null
            && isOriginal(winner, loser.originalAddresses, loser.originalPorts)
            && winner.replyAddresses == loser.replyAddresses
            && winner.replyPorts == loser.replyPorts;
    if (same) {
      packet.frame.flow = winner;
    }
    return same;
  }

  /// How many seconds an entry still lives.
  public long secondsLeft(Connection connection) {
    return Math.max(0, (connection.expiresNanos - loop.nowNanos()) / Nanos.SECOND);
  }
}
