package dev.drydock.core.device.vxlan;

/// Entries of a table that are made when they are first asked for: whoever adds very many of which
/// few are ever used keeps them itself until then.
public interface LateEntries {
  /// Makes the entries of one key: a MAC, or an IPv4 address in the low 32 bits.
  void make(long key);

  /// Makes all that are left, before somebody looks through the table.
  void makeAll();
}
