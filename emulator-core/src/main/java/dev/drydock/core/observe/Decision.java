package dev.drydock.core.observe;

/// What decided on a packet, as values; [#text] has it in words.
public sealed interface Decision {
  /// Nobody: what happened is the way of things.
  Decision NONE = new Nobody();

  /// In words; empty where nobody decided.
  String text();

  /// A chain of the firewall.
  ///
  /// @param table such as `filter`
  record ChainName(boolean isV6, String table, String chain) {}

  /// A rule.
  ///
  /// @param rule as `iptables-save` has it, without `-A CHAIN`
  /// @param owner whose it is; empty for whoever typed it
  record Rule(ChainName at, String rule, String owner) implements Decision {
    @Override
    public String text() {
      return at.table + ": -A " + at.chain + " " + rule;
    }
  }

  /// The policy of a chain.
  ///
  /// @param verdict what it says, such as `DROP`
  record Policy(ChainName at, String verdict) implements Decision {
    @Override
    public String text() {
      return at.table + ": policy " + at.chain + " " + verdict;
    }
  }

  /// A setting of the kernel.
  ///
  /// @param name such as `net.ipv4.conf.eth0.rp_filter`
  record Setting(String name, int value) implements Decision {
    @Override
    public String text() {
      return name + " is " + value;
    }
  }

  /// The MTU of the way of a packet, which its sender is told by an ICMP error.
  record Mtu(int bytes, boolean isV6) implements Decision {
    @Override
    public String text() {
      return "MTU is " + bytes;
    }
  }

  /// The MTU of a device, which a frame of the link exceeds: nobody tells its sender.
  record DeviceMtu(String device, int bytes) implements Decision {
    @Override
    public String text() {
      return "MTU of " + device + " is " + bytes;
    }
  }

  /// A link that somebody made lossy.
  record OfLink(String name) implements Decision {
    @Override
    public String text() {
      return "link " + name;
    }
  }

  /// Nobody in particular, see [#NONE].
  record Nobody() implements Decision {
    @Override
    public String text() {
      return "";
    }
  }
}
