package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.NatRange;
import dev.drydock.core.netfilter.Target;
import java.util.LinkedHashSet;
import java.util.Set;

/// The options of DNAT, SNAT, MASQUERADE and REDIRECT.
final class TranslationOptions implements Targets.Options {
  private final String name;
  private final Family family;
  private final Set<String> flags = new LinkedHashSet<>();
  private String addresses = "";
  private String ports = "";

  TranslationOptions(String name, Family family) {
    this.name = name;
    this.family = family;
  }

  private String addressOption() {
    return switch (name) {
      case "DNAT" -> "--to-destination";
      case "SNAT" -> "--to-source";
      default -> "";
    };
  }

  @Override
  public boolean option(String option, boolean negated, Words words) throws RuleException {
    boolean hasAddress = !addressOption().isEmpty();
    if (hasAddress && option.equals(addressOption())) {
      addresses = words.value();
      return true;
    }
    switch (option) {
      case "--to-ports", "--to-port" -> {
        if (!hasAddress) {
          ports = words.value();
        }
        return !hasAddress;
      }
      case "--random", "--random-fully" -> flags.add(option);
      case "--persistent" -> {
        if (!hasAddress) {
          return false;
        }
        flags.add(option);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public Target build() throws RuleException {
    boolean random = flags.contains("--random") || flags.contains("--random-fully");
    StringBuilder options = new StringBuilder();
    flags.forEach(flag -> options.append(' ').append(flag));
    if (addressOption().isEmpty()) {
      NatRange range = ports.isEmpty() ? new NatRange(null, null, 0, 0, random) : range(random);
      return new Translation(name, range, options.toString());
    }
    if (addresses.isEmpty()) {
      throw Guided.missing(name, addressOption());
    }
    return new Translation(name, Translation.parse(addresses, family, random), options.toString());
  }

  private NatRange range(boolean random) throws RuleException {
    return Translation.ports(ports, random);
  }
}
