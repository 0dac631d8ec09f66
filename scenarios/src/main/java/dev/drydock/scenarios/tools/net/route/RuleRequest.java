package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.ip.route.FibRule;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import org.jspecify.annotations.Nullable;

/// A rule as it stands behind `ip rule add` and `del` (`iprule_modify`). What is not said stays
/// unsaid, which matters for `del`.
final class RuleRequest {
  private static final Ipv4Prefix ANY = new Ipv4Prefix(0, 0);

  private final IpContext context;
  private @Nullable Ipv4Prefix source;
  private @Nullable Ipv4Prefix destination;
  private FibRule.@Nullable Marks marks;
  private @Nullable RouteType type;
  private boolean inverted;
  private boolean v6;
  private int priority = -1;
  private int table = -1;
  private int tos = -1;
  private int suppress = -1;
  private String in = "";
  private String out = "";

  private RuleRequest(IpContext context) {
    this.context = context;
  }

  static RuleRequest read(IpContext context, Words words) throws ToolFailure {
    RuleRequest request = new RuleRequest(context);
    request.v6 = context.family == IpContext.INET6;
    while (!words.isEmpty()) {
      request.readOne(words);
    }
    return request;
  }

  private void readOne(Words words) throws ToolFailure {
    String word = words.next();
    switch (word) {
      case "not" -> inverted = true;
      case "from" -> source = prefix(words.next());
      case "to" -> destination = prefix(words.next());
      case "pref", "preference", "priority", "order" -> priority = words.number("preference");
      case "tos", "dsfield" -> tos = words.number("TOS");
      case "fwmark" -> marks = marks(words.next());
      case "iif", "dev" -> in = words.next();
      case "oif" -> out = words.next();
      case "table", "lookup" -> table = table(words.next());
      case "suppress_prefixlength", "sup_pl" -> suppress = words.number("suppress_prefixlength");
      default -> {
        type = word.equals("type") ? RouteRequest.typeOf(words.next()) : typeOf(word);
        if (type == null) {
          throw Words.wrong(word, "Failed to parse rule type");
        }
      }
    }
  }

  private static int table(String word) throws ToolFailure {
    try {
      return RouteRequest.table(word);
    } catch (ToolFailure _) {
      throw Words.wrong(word, "invalid table ID\n");
    }
  }

  private static @Nullable RouteType typeOf(String word) {
    return RouteRequest.typeOf(word);
  }

  private Ipv4Prefix prefix(String text) throws ToolFailure {
    IpPrefix read = RouteRequest.prefix(text, context.family);
    v6 |= read.address().isV6();
    return v6 ? ANY : new Ipv4Prefix(read.address().v4(), read.length()).masked();
  }

  /// `MARK[/MASK]`.
  private static FibRule.Marks marks(String text) throws ToolFailure {
    int slash = text.indexOf('/');
    try {
      int mark = (int) (long) Long.decode(slash < 0 ? text : text.substring(0, slash));
      int mask = slash < 0 ? -1 : (int) (long) Long.decode(text.substring(slash + 1));
      return new FibRule.Marks(mark, mask);
    } catch (NumberFormatException e) {
      throw Words.wrong(text, "fwmark value is invalid\n");
    }
  }

  /// Whether it is about IPv6.
  boolean isV6() {
    return v6;
  }

  /// The rule to add.
  ///
  /// @param defaultPriority where none is said
  FibRule rule(int defaultPriority) {
    return new FibRule(
        priority < 0 ? defaultPriority : priority,
        inverted,
        source == null ? ANY : source,
        destination == null ? ANY : destination,
        marks == null ? FibRule.Marks.ANY : marks,
        Math.max(0, tos),
        in,
        out,
        new FibRule.Verdict(
            type == null ? RouteType.UNICAST : type,
            table < 0 ? Route.MAIN_TABLE : table,
            suppress));
  }

  /// Whether a rule is one to show.
  boolean shows(FibRule rule) {
    return fits(rule, rule.inverted());
  }

  /// Whether a rule is one to delete.
  boolean fits(FibRule rule) {
    return fits(rule, inverted);
  }

  private boolean fits(FibRule rule, boolean isInverted) {
    return (priority < 0 || priority == rule.priority())
        && isInverted == rule.inverted()
        && (source == null || source.equals(rule.source()))
        && (destination == null || destination.equals(rule.destination()))
        && (marks == null || marks.equals(rule.marks()))
        && (tos < 0 || tos == rule.tos())
        && (in.isEmpty() || in.equals(rule.in()))
        && (out.isEmpty() || out.equals(rule.out()))
        && (type == null || type == rule.verdict().type())
        && (table < 0 || table == rule.verdict().table());
  }
}
