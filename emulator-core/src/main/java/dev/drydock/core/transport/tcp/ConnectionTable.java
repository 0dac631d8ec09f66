package dev.drydock.core.transport.tcp;

import org.jspecify.annotations.Nullable;

/// The connections of a namespace: found by their two ends (Linux `tcp_hashinfo.ehash`), and listed
/// in the order they were made, which does not depend on hashing.
final class ConnectionTable {
  private static final int FIRST_BUCKETS = 16;

  private @Nullable TcpConnection[] buckets = new @Nullable TcpConnection[FIRST_BUCKETS];
  private @Nullable TcpConnection first;
  private @Nullable TcpConnection last;
  private int size;

  /// The first connection made; the others hang on it by [TcpConnection#newer].
  @Nullable TcpConnection first() {
    return first;
  }

  @Nullable TcpConnection find(FourTuple ends) {
    TcpConnection entry = buckets[ends.hash() & (buckets.length - 1)];
    while (entry != null && !entry.ends.isSame(ends)) {
      entry = entry.nextInBucket;
    }
    return entry;
  }

  void add(TcpConnection connection) {
    if (size == buckets.length) {
      grow();
    }
    link(connection);
    connection.older = last;
    connection.newer = null;
    if (last == null) {
      first = connection;
    } else {
      last.newer = connection;
    }
    last = connection;
    size++;
  }

  private void link(TcpConnection connection) {
    int bucket = connection.ends.hash() & (buckets.length - 1);
    connection.nextInBucket = buckets[bucket];
    buckets[bucket] = connection;
  }

  private void grow() {
    buckets = new @Nullable TcpConnection[buckets.length * 2];
    for (TcpConnection entry = first; entry != null; entry = entry.newer) {
      link(entry);
    }
  }

  void remove(TcpConnection connection) {
    int bucket = connection.ends.hash() & (buckets.length - 1);
    TcpConnection entry = buckets[bucket];
    TcpConnection before = null;
    while (entry != null && entry != connection) {
      before = entry;
      entry = entry.nextInBucket;
    }
    if (entry == null) {
      return;
    }
    if (before == null) {
      buckets[bucket] = connection.nextInBucket;
    } else {
      before.nextInBucket = connection.nextInBucket;
    }
    if (connection.older == null) {
      first = connection.newer;
    } else {
      connection.older.newer = connection.newer;
    }
    if (connection.newer == null) {
      last = connection.older;
    } else {
      connection.newer.older = connection.older;
    }
    size--;
  }
}
