package dev.drydock.core.netfilter;

/// A condition of a rule beyond its addresses, interfaces and protocol: `-m NAME ...`.
public interface Match {
  /// Whether a packet meets it.
  boolean matches(Packet packet);

  /// The options as `iptables-save` prints them, `-m NAME` included: `-m tcp --dport 80`.
  String save();

  /// A number that is the same for the same condition, as long as the rule stands.
  default int conditionHash() {
    return save().hashCode();
  }

  /// The text at the end of a line of `iptables -L`: `tcp dpt:80`; empty for nothing.
  ///
  /// @param numeric whether `-n` was given
  String list(boolean numeric);
}
