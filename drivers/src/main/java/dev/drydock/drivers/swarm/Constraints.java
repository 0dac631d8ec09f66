package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.EngineException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a service asks of the nodes of its tasks, such as `node.labels.rack==one` (swarmkit
/// `manager/constraint`). Upper and lower case are the same.
final class Constraints {
  private static final String NODE_LABELS = "node.labels.";
  private static final Pattern VALUE = Pattern.compile("(?i)[a-z0-9:\\-_\\s.*()?+\\[\\]\\\\^$|/]+");

  private Constraints() {}

  /// Refuses what is none.
  static void check(List<String> constraints) {
    for (String each : constraints) {
      if (!each.contains("==") && !each.contains("!=")) {
        throw new EngineException(
            "rpc error: code = Unknown desc = constraint expected one operator from ==, !=");
      }
      String key = sides(each)[0].strip();
      if (!key.matches("(?i)[a-z_][a-z0-9\\-_.]+")) {
        throw new EngineException("rpc error: code = Unknown desc = key '" + key + "' is invalid");
      }
      String value = sides(each)[1].strip();
      if (!VALUE.matcher(value).matches()) {
        throw new EngineException(
            "rpc error: code = Unknown desc = value '" + value + "' is invalid");
      }
    }
  }

  /// Whether a node has all that is asked for.
  static boolean allow(SwarmNode node, List<String> constraints) {
    for (String each : constraints) {
      if (!fits(node, each)) {
        return false;
      }
    }
    return true;
  }

  private static String[] sides(String constraint) {
    return constraint.split(constraint.contains("==") ? "==" : "!=", 2);
  }

  private static boolean fits(SwarmNode node, String constraint) {
    String[] sides = sides(constraint);
    if (sides.length != 2) {
      return false;
    }
    String key = sides[0].strip();
    String wanted = sides[1].strip();
    boolean differs = !constraint.contains("==");
    boolean equal =
        switch (key.toLowerCase(Locale.ROOT)) {
          case "node.id" -> node.id().equalsIgnoreCase(wanted);
          case "node.hostname" -> node.hostname().equalsIgnoreCase(wanted);
          case "node.ip" -> isAt(node.seenAddress(), wanted);
          case "node.role" -> wanted.equalsIgnoreCase(node.isManager() ? "manager" : "worker");
          case "node.platform.os" -> wanted.equalsIgnoreCase("linux");
          case "node.platform.arch" -> wanted.equalsIgnoreCase("x86_64");
          default -> {
            boolean isLabel = key.regionMatches(true, 0, NODE_LABELS, 0, NODE_LABELS.length());
            if (!isLabel && !key.toLowerCase(Locale.ROOT).startsWith("engine.labels.")) {
              yield differs; // nothing of the kind is known: no node has it
            }
            yield label(node, key).equalsIgnoreCase(wanted);
          }
        };
    return equal != differs;
  }

  /// What a node has for `node.labels.…`; empty when it has none. Engines have no labels.
  static String label(SwarmNode node, String key) {
    boolean isLabel = key.regionMatches(true, 0, NODE_LABELS, 0, NODE_LABELS.length());
    return isLabel ? node.labels().getOrDefault(key.substring(NODE_LABELS.length()), "") : "";
  }

  private static boolean isAt(IpAddress address, String wanted) {
    IpPrefix prefix = IpPrefix.parseOrNull(wanted);
    return prefix != null ? prefix.contains(address) : address.toString().equals(wanted);
  }
}
