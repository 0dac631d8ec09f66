package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Protocols;
import dev.drydock.core.netfilter.RuleHeader;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Tcp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the options of the match modules.
final class Matches {
  private Matches() {}

  /// A module while its options are read.
  interface Reader {
    /// Reads one option and its values.
    ///
    /// @return false when the module has no such option
    boolean option(String option, boolean negated, Words words) throws RuleException;

    /// The match that was read.
    Match build() throws RuleException;
  }

  /// The reader of a module.
  ///
  /// @return null when there is no such module for this IP version
  static @Nullable Reader of(String module, Family family) {
    boolean isV6 = family == Family.IPV6;
    return switch (module) {
      case "tcp", "udp", "sctp", "udplite" -> new PortReader(module);
      case "icmp" -> isV6 ? null : new IcmpReader();
      case "icmp6" -> isV6 ? new Icmpv6Match.Reader() : null;
      case "conntrack", "state" -> new ConntrackReader(module, family);
      case "addrtype" -> new AddressTypeReader();
      case "comment" -> new CommentReader();
      case "mark" -> new MarkReader();
      case "ipvs" -> new VirtualServerReader();
      case "multiport" -> new MultiportReader();
      case "physdev" -> new PhysicalDeviceReader();
      case "limit" -> new LimitReader();
      default -> null;
    };
  }

  private static final class PortReader implements Reader {
    private final String module;
    private PortMatch.Side source = PortMatch.Side.ANY;
    private PortMatch.Side destination = PortMatch.Side.ANY;
    private PortMatch.Flags flags = PortMatch.Flags.ANY;

    PortReader(String module) {
      this.module = module;
    }

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--sport", "--source-port" -> source = side(words, negated);
        case "--dport", "--destination-port" -> destination = side(words, negated);
        case "--tcp-flags" -> {
          int mask = PortMatch.flagsOf(words.value());
          flags = new PortMatch.Flags(mask, PortMatch.flagsOf(words.value()), negated);
        }
        case "--syn" -> {
          int mask = Tcp.SYN | Tcp.RST | Tcp.ACK | Tcp.FIN;
          flags = new PortMatch.Flags(mask, Tcp.SYN, negated);
        }
        default -> {
          return false;
        }
      }
      return !option.startsWith("--tcp") || module.equals("tcp");
    }

    @Override
    public Match build() {
      return new PortMatch(module, source, destination, flags);
    }

    private static PortMatch.Side side(Words words, boolean negated) throws RuleException {
      return new PortMatch.Side(Words.portRange(words.value(), ':'), negated);
    }
  }

  private static int icmpType(String name) {
    return switch (name) {
      case "echo-reply", "pong" -> Icmp.ECHO_REPLY;
      case "echo-request", "ping" -> Icmp.ECHO;
      case "destination-unreachable" -> Icmp.UNREACHABLE;
      case "redirect" -> Icmp.REDIRECT;
      case "time-exceeded" -> Icmp.TIME_EXCEEDED;
      case "parameter-problem" -> Icmp.PARAMETER_PROBLEM;
      default -> -1;
    };
  }

  private static final class IcmpReader implements Reader {
    private Match match = new SimpleMatches.IcmpType(255, 0, 255, false);

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--icmp-type")) {
        return false;
      }
      String value = words.value();
      String[] parts = value.split("/", 2);
      boolean any = value.equals("any");
      int type = any ? 255 : icmpType(parts[0]);
      if (type < 0) {
        if (!parts[0].matches("\\d{1,3}")) {
          throw RuleException.usage("Invalid ICMP type `" + value + "'");
        }
        type = (int) Words.number(parts[0]);
      }
      int first = parts.length == 2 ? (int) Words.number(parts[1]) : 0;
      int last = parts.length == 2 ? first : 255;
      match = new SimpleMatches.IcmpType(type, first, last, negated);
      return true;
    }

    @Override
    public Match build() {
      return match;
    }
  }

  private static final class ConntrackReader implements Reader {
    private final String module;
    private final Family family;
    private final List<ConntrackMatch.Condition> conditions = new ArrayList<>();

    ConntrackReader(String module, Family family) {
      this.module = module;
      this.family = family;
    }

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (module.equals("state") != option.equals("--state")) {
        return false;
      }
      switch (option) {
        case "--ctstate", "--state" ->
            conditions.add(
                new ConntrackMatch.State(
                    option, ConntrackMatch.State.parse(words.value()), negated));
        case "--ctstatus" ->
            conditions.add(
                new ConntrackMatch.Status(ConntrackMatch.Status.parse(words.value()), negated));
        case "--ctdir" ->
            conditions.add(new ConntrackMatch.Direction(words.value().equals("REPLY")));
        case "--ctproto" -> conditions.add(protocol(words.value(), negated));
        case "--ctorigsrc", "--ctorigdst", "--ctreplsrc", "--ctrepldst" ->
            conditions.add(
                new ConntrackMatch.Address(option, Words.prefix(words.value(), family), negated));
        case "--ctorigsrcport", "--ctorigdstport", "--ctreplsrcport", "--ctrepldstport" ->
            conditions.add(
                new ConntrackMatch.Port(option, Words.portRange(words.value(), ':'), negated));
        default -> {
          return false;
        }
      }
      return true;
    }

    private static ConntrackMatch.Condition protocol(String text, boolean negated)
        throws RuleException {
      int number = Protocols.number(text);
      if (number < 0) {
        throw RuleException.usage("unknown protocol \"" + text + "\" specified");
      }
      return new ConntrackMatch.Protocol(number, negated);
    }

    @Override
    public Match build() throws RuleException {
      if (conditions.isEmpty()) {
        throw RuleException.usage(module + ": At least one option is required");
      }
      return new ConntrackMatch(module, conditions);
    }
  }

  private static final class AddressTypeReader implements Reader {
    private AddressTypeMatch.Types source = AddressTypeMatch.Types.ANY;
    private AddressTypeMatch.Types destination = AddressTypeMatch.Types.ANY;
    private AddressTypeMatch.Limit limit = AddressTypeMatch.Limit.NONE;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--src-type" -> source = AddressTypeMatch.Types.parse(words.value(), negated);
        case "--dst-type" -> destination = AddressTypeMatch.Types.parse(words.value(), negated);
        case "--limit-iface-in" -> limit = AddressTypeMatch.Limit.IN;
        case "--limit-iface-out" -> limit = AddressTypeMatch.Limit.OUT;
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Match build() throws RuleException {
      if (source.isAny() && destination.isAny()) {
        throw RuleException.usage("addrtype: you must specify --src-type or --dst-type");
      }
      return new AddressTypeMatch(source, destination, limit);
    }
  }

  private static final class CommentReader implements Reader {
    private String text = "";

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--comment")) {
        return false;
      }
      text = words.value();
      return true;
    }

    @Override
    public Match build() {
      return new SimpleMatches.Comment(text);
    }
  }

  private static final class MarkReader implements Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--mark")) {
        return false;
      }
      String[] parts = words.value().split("/", 2);
      int value = (int) Words.number(parts[0]);
      int mask = parts.length == 2 ? (int) Words.number(parts[1]) : -1;
      match = new SimpleMatches.Mark(value, mask, negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      if (match == null) {
        throw RuleException.usage("mark: option \"--mark\" must be specified");
      }
      return match;
    }
  }

  private static final class VirtualServerReader implements Reader {
    private boolean negated;

    @Override
    public boolean option(String option, boolean isNegated, Words words) {
      negated = isNegated;
      return option.equals("--ipvs");
    }

    @Override
    public Match build() {
      return new SimpleMatches.VirtualServer(negated);
    }
  }

  private static final class MultiportReader implements Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      String full =
          switch (option) {
            case "--dports", "--destination-ports" -> "--dports";
            case "--sports", "--source-ports" -> "--sports";
            case "--ports" -> "--ports";
            default -> "";
          };
      if (full.isEmpty()) {
        return false;
      }
      List<PortRange> ranges = new ArrayList<>();
      for (String part : words.value().split(",", -1)) {
        ranges.add(Words.portRange(part, ':'));
      }
      if (ranges.size() > 15) {
        throw RuleException.usage("too many ports specified");
      }
      match = new SimpleMatches.Multiport(full, ranges, negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      if (match == null) {
        throw RuleException.usage("multiport expection an option");
      }
      return match;
    }
  }

  private static final class PhysicalDeviceReader implements Reader {
    private RuleHeader.Interface in = RuleHeader.Interface.ANY;
    private RuleHeader.Interface out = RuleHeader.Interface.ANY;
    private boolean bridged;
    private boolean notBridged;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--physdev-in" -> in = new RuleHeader.Interface(words.value(), negated);
        case "--physdev-out" -> out = new RuleHeader.Interface(words.value(), negated);
        case "--physdev-is-bridged" -> {
          bridged = !negated;
          notBridged = negated;
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Match build() {
      return new SimpleMatches.PhysicalDevice(in, out, bridged, notBridged);
    }
  }

  private static final class LimitReader implements Reader {
    private String rate = "3/hour";
    private long burst = LimitMatch.defaultBurst();

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--limit" -> rate = words.value();
        case "--limit-burst" -> burst = Words.number(words.value());
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return LimitMatch.parse(rate, burst);
    }
  }
}
