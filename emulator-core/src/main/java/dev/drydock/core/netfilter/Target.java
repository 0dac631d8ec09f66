package dev.drydock.core.netfilter;

/// What a rule does with packets that match: `-j NAME ...`.
public interface Target {
  /// Does it.
  Verdict apply(Packet packet);

  /// The name: `ACCEPT`, `DNAT`, a user chain.
  String name();

  /// The name in a list, where it is another: that of what the kernel has.
  default String listName() {
    return name();
  }

  /// The options as `iptables-save` prints them after the name, with a space in front; empty for
  /// none.
  String save();

  /// The text at the end of a line of `iptables -L`: `to:172.17.0.2:80`; empty for nothing.
  default String list() {
    return "";
  }

  /// The same text without `-n`.
  default String listNamed() {
    return list();
  }
}
