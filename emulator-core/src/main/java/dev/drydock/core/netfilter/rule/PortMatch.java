package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Tcp;
import java.util.ArrayList;
import java.util.List;

/// `-m tcp` and `-m udp`: ports, and for TCP flags.
///
/// @param module `tcp`, `udp`, `sctp`
/// @param source source ports
/// @param destination destination ports
/// @param flags conditions on TCP flags
record PortMatch(String module, Side source, Side destination, Flags flags) implements Match {
  /// A condition on one of the ports.
  record Side(PortRange range, boolean negated) {
    static final Side ANY = new Side(PortRange.ANY, false);

    boolean isAny() {
      return range.isAny() && !negated;
    }

    boolean matches(int port) {
      return range.contains(port) != negated;
    }

    void save(StringBuilder text, String option) {
      if (!range.isAny()) {
        text.append(negated ? " !" : "").append(option).append(range.text(':'));
      }
    }

    void list(StringBuilder text, String word, boolean numeric) {
      if (range.isAny()) {
        return;
      }
      boolean single = range.first() == range.last();
      text.append(' ').append(word).append(single ? ":" : "s:").append(negated ? "!" : "");
      text.append(numeric ? range.text(':') : range.named(':'));
    }
  }

  /// Flags that are looked at, and those of them that must be set; an option that TCP must have,
  /// or, less than 0, must not have.
  record Flags(int mask, int set, boolean negated, int option) {
    static final Flags ANY = new Flags(0, 0, false, 0);

    Flags withOption(int newOption) {
      return new Flags(mask, set, negated, newOption);
    }

    private boolean fitsOption(byte[] data, int at, int length) {
      return option == 0
          || (Tcp.isValid(data, at, length)
              && (Tcp.option(data, at, Math.abs(option)) >= 0) == (option > 0));
    }

    boolean matches(int flags) {
      return mask == 0 || ((flags & mask) == set) != negated;
    }
  }

  private static final String[] FLAG_NAMES = {"FIN", "SYN", "RST", "PSH", "ACK", "URG"};

  @Override
  public boolean matches(Packet packet) {
    if (packet.isLaterFragment() || packet.transportBytes() < 8) {
      return false;
    }
    byte[] data = packet.data();
    int at = packet.transportAt();
    return source.matches(Bytes.u16(data, at))
        && destination.matches(Bytes.u16(data, at + 2))
        && (flags.mask == 0 || flags.matches(Tcp.flags(data, at)))
        && flags.fitsOption(data, at, packet.transportBytes());
  }

  @Override
  public String save() {
    StringBuilder text = new StringBuilder("-m " + module);
    source.save(text, " --sport ");
    destination.save(text, " --dport ");
    if (flags.option != 0) {
      text.append(flags.option < 0 ? " !" : "").append(" --tcp-option ");
      text.append(Math.abs(flags.option));
    }
    if (flags.mask != 0) {
      text.append(flags.negated ? " !" : "").append(" --tcp-flags ");
      text.append(names(flags.mask)).append(' ').append(names(flags.set));
    }
    return text.toString();
  }

  private static String names(int flags) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < FLAG_NAMES.length; i++) {
      if ((flags & (1 << i)) != 0) {
        names.add(FLAG_NAMES[i]);
      }
    }
    return names.isEmpty() ? "NONE" : String.join(",", names);
  }

  static int flagsOf(String names) throws RuleException {
    int flags = 0;
    for (String name : names.split(",", -1)) {
      boolean known = name.equals("ALL") || name.equals("NONE");
      flags |= name.equals("ALL") ? 0x3f : 0;
      for (int i = 0; i < FLAG_NAMES.length; i++) {
        if (FLAG_NAMES[i].equals(name)) {
          flags |= 1 << i;
          known = true;
        }
      }
      if (!known) {
        throw RuleException.usage("Unknown TCP flag `" + name + "'");
      }
    }
    return flags;
  }

  @Override
  public String list(boolean numeric) {
    StringBuilder text = new StringBuilder(module);
    source.list(text, "spt", numeric);
    destination.list(text, "dpt", numeric);
    if (flags.option != 0) {
      text.append(" option=").append(flags.option < 0 ? "!" : "").append(Math.abs(flags.option));
    }
    if (flags.mask != 0) {
      text.append(flags.negated ? " flags:!" : " flags:");
      boolean isNamed = !numeric;
      text.append(
          isNamed
              ? names(flags.mask) + "/" + names(flags.set)
              : String.format("0x%02X/0x%02X", flags.mask, flags.set));
    }
    return text.toString();
  }
}
