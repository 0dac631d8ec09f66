package dev.drydock.core.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The confirmed connections of a namespace, found by the tuple of either direction.
///
/// Open addressing with linear probing, at most half full. A slot holds a connection and some bits
/// of the hash of one of its tuples, so that hardly any other connection is looked at. A connection
/// whose time is over counts as absent; it is thrown out when its tuple is wanted, when the table
/// is about to grow, or when it is listed. All are linked by age.
public final class ConnectionTable {
  /// `net.netfilter.nf_conntrack_max` of a machine with some memory.
  public static final int CONNECTIONS_MAX = 262_144;

  private static final int INITIAL_SLOTS = 16;

  /// Slots that are looked through for a connection to drop when the table is full: eight buckets
  /// of the kernel's (`NF_CT_EVICTION_RANGE`), of about two tuples each.
  private static final int EVICTION_SLOTS = 32;

  /// The slot of a table that has none yet; nothing is ever put into it.
  private static final int[] NO_TAGS = {0};

  private static final @Nullable Connection[] NO_ENTRIES = {null};

  private int[] tags = NO_TAGS;
  private @Nullable Connection[] entries = NO_ENTRIES;
  private @Nullable Connection oldest;
  private @Nullable Connection youngest;
  private int connections;
  private int tuples;
  private int limit = CONNECTIONS_MAX;
  private @Nullable ConnectionWatch watch;
  private int droppedEarly;

  ConnectionTable() {}

  /// Who is told of connections that go; null for nobody.
  void watch(@Nullable ConnectionWatch by) {
    watch = by;
  }

  /// How many connections made room for others.
  int droppedEarly() {
    return droppedEarly;
  }

  /// How many connections are kept at most.
  int limit() {
    return limit;
  }

  /// How many there are, with those whose time is over and that nobody has thrown out yet.
  int connections() {
    return connections;
  }

  /// Sets how many connections are kept at most; those there are stay.
  void setLimit(int newLimit) {
    limit = newLimit;
  }

  /// The connection with this tuple in either direction.
  @Nullable Connection find(long addresses, long ports, long nowNanos) {
    Connection connection = entries[slotOf(addresses, ports)];
    return connection == null || connection.expiresNanos <= nowNanos ? null : connection;
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
    forget(connection.originalAddresses, connection.originalPorts);
    forget(connection.replyAddresses, connection.replyPorts);
    if (connections >= limit && !dropEarly(connection, nowNanos)) {
      return false;
    }
    if ((tuples + 2) * 2 > entries.length) {
      makeRoom(nowNanos);
    }
    link(connection);
    place(connection.originalAddresses, connection.originalPorts, connection);
    place(connection.replyAddresses, connection.replyPorts, connection);
    return true;
  }

  /// Throws out the connection, whose time is over, that still holds a tuple.
  private void forget(long addresses, long ports) {
    Connection found = entries[slotOf(addresses, ports)];
    if (found != null) {
      remove(found);
    }
  }

  /// Makes room for a connection by dropping one near its place that nobody answered
  /// (`early_drop`).
  private boolean dropEarly(Connection forWhom, long nowNanos) {
    int mask = entries.length - 1;
    int start = hash(forWhom.originalAddresses, forWhom.originalPorts);
    for (int i = 0; i < Math.min(EVICTION_SLOTS, entries.length); i++) {
      Connection found = entries[(start + i) & mask];
      if (found != null && (!found.isAssured() || found.expiresNanos <= nowNanos)) {
        found.status |= Connection.DYING;
        found.expiresNanos = nowNanos;
        droppedEarly++;
        remove(found);
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
    Connection connection = oldest;
    while (connection != null) {
      Connection next = connection.younger;
      if (connection.expiresNanos > nowNanos && fits.test(connection)) {
        connection.status |= Connection.DYING;
        remove(connection);
        connection.expiresNanos = Long.MIN_VALUE;
        count++;
      }
      connection = next;
    }
    return count;
  }

  /// The connections that live, oldest first.
  List<Connection> all(long nowNanos) {
    sweep(nowNanos);
    List<Connection> all = new ArrayList<>(connections);
    for (Connection each = oldest; each != null; each = each.younger) {
      all.add(each);
    }
    return all;
  }

  /// Names every address of every connection.
  void forEachAddress(IntConsumer consumer) {
    for (Connection each = oldest; each != null; each = each.younger) {
      consumer.accept(Tuple.source(each.originalAddresses));
      consumer.accept(Tuple.destination(each.originalAddresses));
      consumer.accept(Tuple.source(each.replyAddresses));
      consumer.accept(Tuple.destination(each.replyAddresses));
    }
  }

  private void sweep(long nowNanos) {
    Connection connection = oldest;
    while (connection != null) {
      Connection next = connection.younger;
      if (connection.expiresNanos <= nowNanos) {
        remove(connection);
      }
      connection = next;
    }
  }

  /// Throws out what is over; where that leaves the table more than a quarter full, it grows.
  private void makeRoom(long nowNanos) {
    sweep(nowNanos);
    if ((tuples + 2) * 4 <= entries.length) {
      return;
    }
    tags = new int[Math.max(INITIAL_SLOTS, 2 * entries.length)];
    entries = new @Nullable Connection[tags.length];
    tuples = 0;
    for (Connection each = oldest; each != null; each = each.younger) {
      place(each.originalAddresses, each.originalPorts, each);
      place(each.replyAddresses, each.replyPorts, each);
    }
  }

  private void link(Connection connection) {
    connection.older = youngest;
    connection.younger = null;
    if (youngest == null) {
      oldest = connection;
    } else {
      youngest.younger = connection;
    }
    youngest = connection;
    connections++;
  }

  private void remove(Connection connection) {
    Connection before = connection.older;
    Connection behind = connection.younger;
    if (before == null) {
      oldest = behind;
    } else {
      before.younger = behind;
    }
    if (behind == null) {
      youngest = before;
    } else {
      behind.older = before;
    }
    connection.older = null;
    connection.younger = null;
    connections--;
    clear(slotOf(connection.originalAddresses, connection.originalPorts));
    clear(slotOf(connection.replyAddresses, connection.replyPorts));
    if (watch != null) {
      watch.gone(connection);
    }
  }

  private void place(long addresses, long ports, Connection connection) {
    int slot = slotOf(addresses, ports);
    if (entries[slot] == null) {
      tuples++;
    }
    tags[slot] = hash(addresses, ports);
    entries[slot] = connection;
  }

  /// Empties a slot, and moves those behind it up that would not be found over the gap.
  private void clear(int slot) {
    if (entries[slot] == null) {
      return; // both tuples of the connection were the same
    }
    int mask = entries.length - 1;
    int gap = slot;
    for (int i = (slot + 1) & mask; entries[i] != null; i = (i + 1) & mask) {
      int distance = (i - tags[i]) & mask;
      if (distance >= ((i - gap) & mask)) {
        tags[gap] = tags[i];
        entries[gap] = entries[i];
        gap = i;
      }
    }
    entries[gap] = null;
    tuples--;
  }

  /// The slot that holds a tuple, else the free one where it belongs.
  private int slotOf(long addresses, long ports) {
    int tag = hash(addresses, ports);
    int mask = entries.length - 1;
    int slot = tag & mask;
    Connection found = entries[slot];
    while (found != null && (tags[slot] != tag || !has(found, addresses, ports))) {
      slot = (slot + 1) & mask;
      found = entries[slot];
    }
    return slot;
  }

  private static boolean has(Connection connection, long addresses, long ports) {
    return (connection.originalAddresses == addresses && connection.originalPorts == ports)
        || (connection.replyAddresses == addresses && connection.replyPorts == ports);
  }

  private static int hash(long addresses, long ports) {
    long mixed = (addresses * 0x9E3779B97F4A7C15L) ^ (ports * 0xC2B2AE3D27D4EB4FL);
    return (int) (mixed ^ (mixed >>> 32));
  }
}
