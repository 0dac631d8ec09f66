package dev.drydock.core.netfilter;

/// Who is told what becomes of tracked connections (Linux `nf_conntrack_ecache.c`).
public interface ConnectionListener {
  /// What happened.
  enum Change {
    /// A connection is in the table now.
    NEW,
    /// It was answered, is kept, has another state or another mark.
    UPDATE,
    /// It is in the table no more.
    DESTROY
  }

  /// Something happened to a connection, which is as it is now.
  void happened(Change change, Connection connection);
}
