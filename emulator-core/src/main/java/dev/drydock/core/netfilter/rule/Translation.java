package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Hook;
import dev.drydock.core.netfilter.Nat;
import dev.drydock.core.netfilter.NatRange;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.Ipv4Address;

/// The targets that translate addresses: DNAT, SNAT, MASQUERADE, REDIRECT.
///
/// @param name which of them
/// @param range what to choose from
/// @param flags the options behind it, as they are saved: ` --random-fully`
record Translation(String name, NatRange range, String flags) implements Target {
  private static final int LOOPBACK = 0x7f00_0001;

  @Override
  public Verdict apply(Packet packet) {
    NatRange chosen = range;
    if (name.equals("MASQUERADE")) {
      int address = masqueradeAddress(packet);
      if (address == 0) {
        return Verdict.DROP; // "eth0 ate my IP address"
      }
      Nat.bindToDevice(packet);
      chosen = range.withAddress(address);
    } else if (name.equals("REDIRECT")) {
      int address = redirectAddress(packet);
      if (address == 0) {
        return Verdict.DROP;
      }
      chosen = range.withAddress(address);
    }
    return Nat.apply(packet, chosen) ? Verdict.ACCEPT : Verdict.DROP;
  }

  private static int masqueradeAddress(Packet packet) {
    var out = packet.out;
    return out == null
        ? 0
        : packet.netfilter().surroundings().sourceAddress(out, packet.destination());
  }

  private static int redirectAddress(Packet packet) {
    var in = packet.in;
    if (packet.hook == Hook.OUTPUT || in == null) {
      return LOOPBACK;
    }
    return packet.netfilter().surroundings().sourceAddress(in, 0);
  }

  /// Reads `ADDRESS[-ADDRESS][:PORT[-PORT]]`, each part optional.
  static NatRange parse(String text, boolean random) throws RuleException {
    int colon = text.indexOf(':');
    String addresses = colon < 0 ? text : text.substring(0, colon);
    PortRange ports = new PortRange(0, 0);
    if (colon >= 0) {
      ports = Words.portRange(text.substring(colon + 1), '-');
    }
    if (addresses.isEmpty()) {
      return new NatRange(0, 0, ports.first(), ports.last(), random);
    }
    String[] ends = addresses.split("-", 2);
    for (String end : ends) {
      if (!Ipv4Address.isValid(end)) {
        throw RuleException.usage("Bad IP address \"" + end + "\"");
      }
    }
    int first = Ipv4Address.parse(ends[0]);
    int last = Ipv4Address.parse(ends[ends.length - 1]);
    return new NatRange(first, last, ports.first(), ports.last(), random);
  }

  static NatRange ports(String text, boolean random) throws RuleException {
    PortRange ports = Words.portRange(text, '-');
    return new NatRange(0, 0, ports.first(), ports.last(), random);
  }

  private String addressText() {
    StringBuilder text = new StringBuilder();
    if (range.firstAddress() != 0 || range.lastAddress() != 0) {
      text.append(Ipv4Address.format(range.firstAddress()));
      if (range.lastAddress() != range.firstAddress()) {
        text.append('-').append(Ipv4Address.format(range.lastAddress()));
      }
    }
    return text.toString();
  }

  private String portText() {
    return range.lastPort() == 0
        ? ""
        : new PortRange(range.firstPort(), range.lastPort()).text('-');
  }

  private String rangeText() {
    return addressText() + (portText().isEmpty() ? "" : ":" + portText());
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
