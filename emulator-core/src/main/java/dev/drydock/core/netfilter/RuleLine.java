package dev.drydock.core.netfilter;

/// A rule in the words of `iptables-save`, without `-A CHAIN`.
public final class RuleLine {
  private RuleLine() {}

  /// The fields in iptables' order: addresses, interfaces, protocol, fragment, matches, target
  /// (`iptables/nft-shared.c`).
  public static String of(Rule rule) {
    RuleHeader header = rule.header();
    StringBuilder line = new StringBuilder();
    address(line, "-s", header.source());
    address(line, "-d", header.destination());
    device(line, "-i", header.in());
    device(line, "-o", header.out());
    if (header.protocol().number() != 0) {
      word(line, header.protocol().negated(), "-p " + Protocols.name(header.protocol().number()));
    }
    if (header.fragments() != RuleHeader.Fragments.ANY) {
      word(line, header.fragments() == RuleHeader.Fragments.NOT_LATER, "-f");
    }
    for (Match match : rule.matches()) {
      word(line, false, match.save());
    }
    Target target = rule.target();
    if (target != null) {
      word(line, false, (rule.isGoto() ? "-g " : "-j ") + target.name() + target.save());
    }
    return line.toString();
  }

  private static void address(StringBuilder line, String option, RuleHeader.Address address) {
    if (!address.isAny()) {
      word(line, address.negated(), option + " " + address.text());
    }
  }

  private static void device(StringBuilder line, String option, RuleHeader.Interface device) {
    if (!device.name().isEmpty()) {
      word(line, device.negated(), option + " " + device.name());
    }
  }

  private static void word(StringBuilder line, boolean negated, String word) {
    if (word.isEmpty()) {
      return;
    }
    line.append(line.isEmpty() ? "" : " ").append(negated ? "! " : "").append(word);
  }
}
