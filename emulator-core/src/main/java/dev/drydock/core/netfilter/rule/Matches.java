package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Match;
import dev.drydock.core.netfilter.Protocols;
import dev.drydock.core.netfilter.RuleHeader;
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
      case "length" -> new HeaderMatches.LengthReader();
      case "dscp" -> new HeaderMatches.DscpReader();
      case "tos" -> new HeaderMatches.TosReader();
      case "ecn" -> new CongestionRules.EcnReader();
      case "tcpmss" -> new HeaderMatches.TcpMssReader();
      case "mac" -> new StationMatches.SourceMacReader();
      case "pkttype" -> new StationMatches.PacketTypeReader();
      case "owner" -> new StationMatches.OwnerReader();
      case "statistic" -> new StatisticMatch.Reader();
      case "connmark" -> new ConnectionMarks.Reader();
      case "recent" -> new RecentMatch.Reader(isV6);
      case "iprange" -> new StationMatches.IpRangeReader(isV6);
      case "hashlimit" -> new HashLimitMatch.Reader(isV6);
      case "connlimit" -> new ConnectionLimits.CountReader(isV6);
      case "connbytes" -> new ConnectionLimits.CarriedReader();
      case "string" -> new TextMatch.Reader();
      case "rpfilter" -> new PathMatches.ReversePathReader();
      case "u32", "policy" -> new TunnelMatches.Reading(module);
      case "quota" -> new PathMatches.QuotaReader();
      case "esp", "ah" -> new HeaderMatches6.SecurityIndexReader(module, isV6);
      default -> isV6 ? ofIpv6(module) : ofIpv4(module);
    };
  }

  private static @Nullable Reader ofIpv6(String module) {
    return switch (module) {
      case "hl" -> new HopMatch.HopLimitReader();
      case "frag" -> new HeaderMatches6.FragmentReader();
      case "rt" -> new HeaderMatches6.RoutingReader();
      case "eui64" -> new HeaderMatches6.MacInsideReader();
      default -> null;
    };
  }

  private static @Nullable Reader ofIpv4(String module) {
    return switch (module) {
      case "ttl" -> new HopMatch.TtlReader();
      default -> null;
    };
  }

  private static final class PortReader implements Reader {
    private final String module;
    private PortMatch.Side source = PortMatch.Side.ANY;
    private PortMatch.Side destination = PortMatch.Side.ANY;
    private PortMatch.Flags flags = PortMatch.Flags.ANY;
    private int tcpOption;

    PortReader(String module) {
      this.module = module;
    }

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--sport", "--source-port" -> {
          only(source, "--source-port");
          source = side(words, negated);
        }
        case "--dport", "--destination-port" -> {
          only(destination, "--destination-port");
          destination = side(words, negated);
        }
        case "--tcp-flags" -> {
          int mask = PortMatch.flagsOf(words.value());
          flags = new PortMatch.Flags(mask, PortMatch.flagsOf(words.value()), negated, 0);
        }
        case "--tcp-option" ->
            tcpOption = Guided.number("tcp", option, words.value(), 255) * (negated ? -1 : 1);
        case "--syn" -> {
          int mask = Tcp.SYN | Tcp.RST | Tcp.ACK | Tcp.FIN;
          flags = new PortMatch.Flags(mask, Tcp.SYN, negated, 0);
        }
        default -> {
          return false;
        }
      }
      return !option.startsWith("--tcp") || module.equals("tcp");
    }

    @Override
    public Match build() {
      return new PortMatch(module, source, destination, flags.withOption(tcpOption));
    }

    private static void only(PortMatch.Side side, String option) throws RuleException {
      if (!side.isAny()) {
        throw RuleException.usage("Only one `" + option + "' allowed");
      }
    }

    private static PortMatch.Side side(Words words, boolean negated) throws RuleException {
      return new PortMatch.Side(Words.portRange(words.value(), ':'), negated);
    }
  }

  private static final class IcmpReader implements Reader {
    private @Nullable Match match;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--icmp-type")) {
        return false;
      }
      String value = words.value();
      String[] parts = IcmpNames.valueOf(value).split("/", 2);
      for (String part : parts) {
        if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
          throw RuleException.usage("Unknown ICMP type `" + value + "'");
        }
      }
      int type = Integer.parseInt(parts[0]);
      int first = parts.length == 2 ? Integer.parseInt(parts[1]) : 0;
      int last = parts.length == 2 ? first : 255;
      match = new SimpleMatches.IcmpType(type, first, last, negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(match, Guided.absent("icmp", "--icmp-type"));
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
    private @Nullable String text;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      if (!option.equals("--comment")) {
        return false;
      }
      text = words.value();
      return true;
    }

    @Override
    public Match build() throws RuleException {
      if (text == null) {
        throw Guided.missing("comment", "--comment");
      }
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
      return Guided.required(match, Guided.absent("mark", "--mark"));
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
      int ports = 0;
      for (PortRange range : ranges) {
        ports += range.first() == range.last() ? 1 : 2;
      }
      if (ports > 15) {
        throw RuleException.usage("too many ports specified");
      }
      match = new SimpleMatches.Multiport(full, ranges, negated);
      return true;
    }

    @Override
    public Match build() throws RuleException {
      return Guided.required(match, "multiport expection an option");
    }
  }

  private static final class PhysicalDeviceReader implements Reader {
    private RuleHeader.Interface in = RuleHeader.Interface.ANY;
    private RuleHeader.Interface out = RuleHeader.Interface.ANY;
    private int isIn;
    private int isOut;
    private int bridged;

    @Override
    public boolean option(String option, boolean negated, Words words) throws RuleException {
      switch (option) {
        case "--physdev-in" -> in = new RuleHeader.Interface(words.value(), negated);
        case "--physdev-out" -> out = new RuleHeader.Interface(words.value(), negated);
        case "--physdev-is-in" -> isIn = negated ? -1 : 1;
        case "--physdev-is-out" -> isOut = negated ? -1 : 1;
        case "--physdev-is-bridged" -> bridged = negated ? -1 : 1;
        default -> {
          return false;
        }
      }
      return true;
    }

    @Override
    public Match build() {
      var has = new SimpleMatches.PhysicalDevice.Has(isIn, isOut, bridged);
      return new SimpleMatches.PhysicalDevice(in, out, has);
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
