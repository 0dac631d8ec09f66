package dev.drydock.core.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The confirmed connections of a namespace, found by the tuple of either direction.
///
/// Open addressing with linear probing; the words of a tuple stand beside each other. A connection
/// whose time is over counts as absent and is swept out when the table grows or is listed.
public final class ConnectionTable {
  /// `net.netfilter.nf_conntrack_max` of a machine with some memory.
  public static final int CONNECTIONS_MAX = 262_144;

  private static final int INITIAL_SLOTS = 16;

  private long[] keys = new long[2 * INITIAL_SLOTS];
  private @Nullable Connection[] entries = new @Nullable Connection[INITIAL_SLOTS];
  private final List<Connection> order = new ArrayList<>();
  private int used;

  ConnectionTable() {}

  /// The connection with this tuple in either direction.
  @Nullable Connection find(long addresses, long ports, long nowNanos) {
    int slot = slotOf(addresses, ports);
    Connection connection = entries[slot];
    if (connection == null || connection.expiresNanos <= nowNanos) {
      return null;
    }
    return connection;
  }

  /// Whether a tuple belongs to somebody else.
  boolean isTaken(long addresses, long ports, @Nullable Connection self, long nowNanos) {
    Connection found = find(addresses, ports, nowNanos);
    return found != null && found != self;
  }

  /// Makes a connection known under both its tuples.
  ///
  /// @return false when a tuple is taken or the table is full
  boolean insert(Connection connection, long nowNanos) {
    if (isTaken(connection.originalAddresses, connection.originalPorts, null, nowNanos)
        || isTaken(connection.replyAddresses, connection.replyPorts, null, nowNanos)) {
      return false;
    }
    if ((used + 2) * 2 > entries.length) {
      sweep(nowNanos);
      if (order.size() >= CONNECTIONS_MAX && !dropEarly(nowNanos)) {
        return false;
      }
    }
    order.add(connection);
    place(connection.originalAddresses, connection.originalPorts, connection);
    place(connection.replyAddresses, connection.replyPorts, connection);
    return true;
  }

  /// Makes room by forgetting the oldest connection that nobody answered (`early_drop`).
  private boolean dropEarly(long nowNanos) {
    for (Connection connection : order) {
      if (!connection.isAssured()) {
        connection.status |= Connection.DYING;
        connection.expiresNanos = nowNanos;
        sweep(nowNanos);
        return true;
      }
    }
    return false;
  }

  /// Forgets the connections that fit.
  ///
  /// @return how many there were
  int removeIf(Predicate<Connection> fits, long nowNanos) {
    int count = 0;
    for (Connection connection : order) {
      if (connection.expiresNanos > nowNanos && fits.test(connection)) {
        connection.status |= Connection.DYING;
        connection.expiresNanos = Long.MIN_VALUE;
        count++;
      }
    }
    sweep(nowNanos);
    return count;
  }

  /// The connections that live, oldest first.
  List<Connection> all(long nowNanos) {
    sweep(nowNanos);
    return List.copyOf(order);
  }

  /// Throws out what is over, and lays the table out anew, at most a quarter full.
  private void sweep(long nowNanos) {
    order.removeIf(connection -> connection.expiresNanos <= nowNanos);
    int slots = INITIAL_SLOTS;
    while (slots < order.size() * 8) {
      slots *= 2;
    }
    keys = new long[2 * slots];
    entries = new @Nullable Connection[slots];
    used = 0;
    for (Connection connection : order) {
      place(connection.originalAddresses, connection.originalPorts, connection);
      place(connection.replyAddresses, connection.replyPorts, connection);
    }
  }

  private void place(long addresses, long ports, Connection connection) {
    int slot = slotOf(addresses, ports);
    if (entries[slot] == null) {
      used++;
    }
    keys[2 * slot] = addresses;
    keys[2 * slot + 1] = ports;
    entries[slot] = connection;
  }

  private int slotOf(long addresses, long ports) {
    int mask = entries.length - 1;
    long mixed = (addresses * 0x9E3779B97F4A7C15L) ^ (ports * 0xC2B2AE3D27D4EB4FL);
    int slot = (int) (mixed ^ (mixed >>> 32)) & mask;
    while (entries[slot] != null && (keys[2 * slot] != addresses || keys[2 * slot + 1] != ports)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
