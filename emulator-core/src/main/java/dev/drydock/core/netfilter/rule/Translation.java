package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.Nat;
import dev.drydock.core.netfilter.NatRange;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// The targets that translate addresses: DNAT, SNAT, MASQUERADE, REDIRECT.
///
/// @param name which of them
/// @param range what to choose from
/// @param flags the options behind it, as they are saved: ` --random-fully`
record Translation(String name, NatRange range, String flags) implements Target {
  private static final IpAddress LOOPBACK = IpAddress.v4(0x7f00_0001);
  private static final IpAddress LOOPBACK_6 = new IpAddress(0, 1, true);

  @Override
  public Verdict apply(Packet packet) {
    NatRange chosen = range;
    if (name.equals("MASQUERADE")) {
      IpAddress address = masqueradeAddress(packet);
      if (address == null) {
        return Verdict.DROP; // "eth0 ate my IP address"
      }
      Nat.bindToDevice(packet);
      chosen = range.withAddress(address);
    } else if (name.equals("REDIRECT")) {
      IpAddress address = redirectAddress(packet);
      if (address == null) {
        return Verdict.DROP;
      }
      chosen = range.withAddress(address);
    }
    return Nat.apply(packet, chosen) ? Verdict.ACCEPT : Verdict.DROP;
  }

  private static @Nullable IpAddress masqueradeAddress(Packet packet) {
    var out = packet.out;
    return out == null ? null : packet.netfilter().surroundings().sourceAddress(packet, out);
  }

  private static @Nullable IpAddress redirectAddress(Packet packet) {
    var in = packet.in;
    if (packet.hook == Hook.OUTPUT || in == null) {
      return packet.isV6() ? LOOPBACK_6 : LOOPBACK;
    }
    return packet.netfilter().surroundings().inboundAddress(packet, in);
  }

  /// Reads `ADDRESS[-ADDRESS][:PORT[-PORT]]`, each part optional; IPv6 addresses before ports stand
  /// in brackets.
  static NatRange parse(String text, Family family, boolean random) throws RuleException {
    String addresses = text;
    int colon = text.indexOf(':');
    if (family == Family.IPV6 && text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0) {
        throw RuleException.usage("Invalid address format");
      }
      addresses = text.substring(1, end);
      colon = text.indexOf(':', end);
    } else if (family == Family.IPV6 && colon != text.lastIndexOf(':')) {
      colon = -1; // more than one: all of it is an address
    } else if (colon >= 0) {
      addresses = text.substring(0, colon);
    }
    PortRange ports = new PortRange(0, 0);
    if (colon >= 0) {
      ports = Words.natPorts(text.substring(colon + 1));
    }
    if (addresses.isEmpty()) {
      return new NatRange(null, null, ports.first(), ports.last(), random);
    }
    String[] ends = addresses.split("-", 2);
    IpAddress first = address(ends[0], family);
    IpAddress last = address(ends[ends.length - 1], family);
    return new NatRange(first, last, ports.first(), ports.last(), random);
  }

  private static IpAddress address(String text, Family family) throws RuleException {
    IpAddress address = IpAddress.parseOrNull(text);
    if (address == null || address.isV6() != (family == Family.IPV6)) {
      throw RuleException.usage("Bad IP address \"" + text + "\"");
    }
    return address;
  }

  static NatRange ports(String text, boolean random) throws RuleException {
    PortRange ports = Words.natPorts(text);
    return new NatRange(null, null, ports.first(), ports.last(), random);
  }

  private String addressText() {
    IpAddress first = range.first();
    if (first == null) {
      return "";
    }
    return first.equals(range.last()) ? first.toString() : first + "-" + range.last();
  }

  /// Whether it names ports.
  boolean hasPorts() {
    return range.firstPort() != 0 || range.lastPort() != 0;
  }

  private String portText() {
    return range.lastPort() == 0
        ? ""
        : new PortRange(range.firstPort(), range.lastPort()).text('-');
  }

  private String rangeText() {
    String addresses = addressText();
    if (portText().isEmpty()) {
      return addresses;
    }
    return (addresses.contains(":") ? "[" + addresses + "]" : addresses) + ":" + portText();
  }

  @Override
  public String save() {
    String value =
        switch (name) {
          case "DNAT" -> " --to-destination " + rangeText();
          case "SNAT" -> " --to-source " + rangeText();
          default -> portText().isEmpty() ? "" : " --to-ports " + portText();
        };
    return value + flags;
  }

  @Override
  public String list() {
    String value =
        switch (name) {
          case "DNAT", "SNAT" -> "to:" + rangeText();
          case "REDIRECT" -> portText().isEmpty() ? "" : "redir ports " + portText();
          default -> portText().isEmpty() ? "" : "masq ports: " + portText();
        };
    return (value + flags.replace("--", "")).strip();
  }
}
