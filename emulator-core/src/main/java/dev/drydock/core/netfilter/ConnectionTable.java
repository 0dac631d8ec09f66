package dev.drydock.core.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The confirmed connections of a namespace, found by the tuple of either direction.
///
/// Open addressing with linear probing, at most a third full, so that hardly any other connection
/// is looked at. A slot holds nothing but a connection: each array more is a line of memory that is
/// not in the cache. A connection whose time is over counts as absent; it is thrown out when its
/// tuple is wanted, when the table is about to grow, or when it is listed. All are linked by age.
final class ConnectionTable {
  /// `net.netfilter.nf_conntrack_max` of a machine with some memory.
  public static final int CONNECTIONS_MAX = 262_144;

  private static final int INITIAL_SLOTS = 16;

  /// Slots for each tuple, at least.
  private static final int SPACE = 3;

  /// Slots that are looked through for a connection to drop when the table is full: eight buckets
  /// of the kernel's (`NF_CT_EVICTION_RANGE`), of about two tuples each.
  private static final int EVICTION_SLOTS = 48;

  /// The slot of a table that has none yet; nothing is ever put into it.
  private static final @Nullable Connection[] NO_ENTRIES = {null};

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

  /// How many slots are taken.
  int tuples() {
    return tuples;
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
    if ((tuples + 2) * SPACE > entries.length) {
      makeRoom(nowNanos);
    }
    link(connection);
    place(connection);
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

  /// Throws out what is over; where that leaves the table more than half as full as it may be, it
  /// grows.
  private void makeRoom(long nowNanos) {
    sweep(nowNanos);
    if ((tuples + 2) * 2 * SPACE <= entries.length) {
      return;
    }
    entries = new @Nullable Connection[Math.max(INITIAL_SLOTS, 2 * entries.length)];
    tuples = 0;
    for (Connection each = oldest; each != null; each = each.younger) {
      place(each);
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
    takeOut(connection);
    if (watch != null) {
      watch.gone(connection);
    }
  }

  private void place(Connection connection) {
    place(slotOf(connection.originalAddresses, connection.originalPorts), connection);
    place(slotOf(connection.replyAddresses, connection.replyPorts), connection);
  }

  private void place(int slot, Connection connection) {
    if (entries[slot] == null) {
      entries[slot] = connection;
      tuples++;
    }
  }

  /// Empties both slots of a connection, which are one if its tuples are the same.
  private void takeOut(Connection connection) {
    int original = slotOf(connection.originalAddresses, connection.originalPorts);
    int reply = slotOf(connection.replyAddresses, connection.replyPorts);
    entries[original] = null;
    entries[reply] = null;
    tuples -= original == reply ? 1 : 2;
    closeGap(original);
    closeGap(reply);
  }

  /// Takes out those behind an empty slot, which might not be found over it, and puts them in
  /// again. A connection whose other tuple is out of reach at that time is put in twice, until the
  /// turn of that slot comes.
  private void closeGap(int slot) {
    int mask = entries.length - 1;
    int next = (slot + 1) & mask;
    for (Connection moved = entries[next]; moved != null; moved = entries[next]) {
      entries[next] = null;
      tuples--;
      place(moved);
      next = (next + 1) & mask;
    }
  }

  /// The slot that holds a tuple, else the free one where it belongs.
  private int slotOf(long addresses, long ports) {
    int mask = entries.length - 1;
    int slot = hash(addresses, ports) & mask;
    Connection found = entries[slot];
    if (found == null || has(found, addresses, ports)) {
      return slot;
    }
    do {
      slot = (slot + 1) & mask;
      found = entries[slot];
    } while (found != null && !has(found, addresses, ports));
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
