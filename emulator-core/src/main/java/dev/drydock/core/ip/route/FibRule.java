package dev.drydock.core.ip.route;

import dev.drydock.core.wire.Ipv4Prefix;

/// A rule that says which routing table is asked for which packets (`ip rule`, Linux
/// `net/ipv4/fib_rules.c`).
///
/// @param priority the smaller, the earlier
/// @param inverted takes what does not fit
/// @param source the source addresses it takes
/// @param destination the destination addresses it takes
/// @param marks the firewall marks it takes
/// @param tos the type of service it takes, 0 for any
/// @param in the name of the device packets come in by, `lo` for our own; empty for any
/// @param out the name of the device a program insists on; empty for any
/// @param verdict what is done with them
public record FibRule(
    int priority,
    boolean inverted,
    Ipv4Prefix source,
    Ipv4Prefix destination,
    Marks marks,
    int tos,
    String in,
    String out,
    Verdict verdict) {
  private static final Ipv4Prefix ANY = new Ipv4Prefix(0, 0);

  /// The priority of the rule for table main.
  static final int MAIN_PRIORITY = 32_766;

  /// Which firewall marks: those that are `mark` under `mask`; a mask of 0 takes all.
  public record Marks(int mark, int mask) {
    /// Any mark.
    public static final Marks ANY = new Marks(0, 0);
  }

  /// What is done: a table is asked, or packets are refused.
  ///
  /// @param type [RouteType#UNICAST] to ask the table, else how it refuses
  /// @param table the table
  /// @param suppressLength routes of a prefix this long or shorter do not count; -1 when all do
  public record Verdict(RouteType type, int table, int suppressLength) {}

  /// The rule for everything at a priority.
  static FibRule all(int priority, int table) {
    Verdict verdict = new Verdict(RouteType.UNICAST, table, -1);
    return new FibRule(priority, false, ANY, ANY, Marks.ANY, 0, "", "", verdict);
  }

  /// Whether it takes a packet (`fib_rule_match`, `fib4_rule_match`).
  boolean takes(FibQuery query) {
    boolean fits =
        source.contains(query.source)
            && destination.contains(query.destination)
            && (query.mark & marks.mask) == marks.mark
            && (tos == 0 || tos == (query.tos & 0x1e))
            && (in.isEmpty() || in.equals(query.inName))
            && (out.isEmpty() || (query.out != null && out.equals(query.out.name())));
    return fits != inverted;
  }
}
