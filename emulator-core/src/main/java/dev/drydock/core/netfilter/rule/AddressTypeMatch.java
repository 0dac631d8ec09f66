package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.AddressType;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `-m addrtype`: what the routing tables say of the addresses.
record AddressTypeMatch(Types source, Types destination, Limit limit) implements Match {
  /// A set of types; empty for any.
  record Types(Set<AddressType> set, boolean negated) {
    static final Types ANY = new Types(EnumSet.noneOf(AddressType.class), false);

    static Types parse(String text, boolean negated) throws RuleException {
      EnumSet<AddressType> set = EnumSet.noneOf(AddressType.class);
      for (String word : text.split(",", -1)) {
        try {
          set.add(AddressType.valueOf(word.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
          throw RuleException.usage("addrtype: bad type \"" + word + "\"");
        }
      }
      return new Types(set, negated);
    }

    boolean isAny() {
      return set.isEmpty();
    }

    String names() {
      List<String> names = new ArrayList<>();
      for (AddressType type : AddressType.values()) {
        if (set.contains(type)) {
          names.add(type.name());
        }
      }
      return String.join(",", names);
    }
  }

  /// Whether only the addresses of one interface count.
  enum Limit {
    NONE,
    IN,
    OUT
  }

  @Override
  public boolean matches(Packet packet) {
    return fits(source, packet, true) && fits(destination, packet, false);
  }

  private boolean fits(Types types, Packet packet, boolean isSource) {
    if (types.isAny()) {
      return true;
    }
    var device = limit == Limit.IN ? packet.in : limit == Limit.OUT ? packet.out : null;
    var surroundings = packet.netfilter().surroundings();
    AddressType type = surroundings.addressType(packet, isSource, device);
    boolean fits = types.set.contains(type);
    if (packet.isV6() && type == AddressType.LOCAL) {
      fits |= types.set.contains(AddressType.UNICAST); // an own address is a unicast one too
    }
    return fits != types.negated;
  }

  @Override
  public String save() {
    StringBuilder text = new StringBuilder("-m addrtype");
    if (!source.isAny()) {
      text.append(source.negated ? " !" : "").append(" --src-type ").append(source.names());
    }
    if (!destination.isAny()) {
      text.append(destination.negated ? " !" : "").append(" --dst-type ");
      text.append(destination.names());
    }
    text.append(limit == Limit.IN ? " --limit-iface-in" : "");
    text.append(limit == Limit.OUT ? " --limit-iface-out" : "");
    return text.toString();
  }

  @Override
  public String list(boolean numeric) {
    StringBuilder text = new StringBuilder("ADDRTYPE match");
    if (!source.isAny()) {
      text.append(" src-type ").append(source.negated ? "!" : "").append(source.names());
    }
    if (!destination.isAny()) {
      text.append(" dst-type ").append(destination.negated ? "!" : "");
      text.append(destination.names());
    }
    text.append(limit == Limit.IN ? " limit-in" : limit == Limit.OUT ? " limit-out" : "");
    return text.toString();
  }
}
