package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.engine.Timestamps;
import dev.drydock.drivers.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `docker network ls`.
final class NetworkLsVerb implements DockerTool.Verb {
  private static final int SHORT_DIGITS = 12;

  /// docker/cli `network/formatter.go`.
  private static final Formatted.Kind KIND =
      new Formatted.Kind(
          "network.networkContext",
          Set.of(
              "ID",
              "Name",
              "Driver",
              "Scope",
              "IPv4",
              "IPv6",
              "Internal",
              "Labels",
              "Label",
              "CreatedAt"));

  private static final Set<String> KEYS =
      Set.of("dangling", "driver", "id", "label", "name", "scope", "type");

  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("q|quiet", "no-trunc")
            .values("f|filter", "format")
            .read(call.arguments());
    Filters filters = Filters.of(call, given, KEYS);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Network network : call.engine().networks().list()) {
      if (passes(network, filters) && isDangling(call, network, filters)) {
        rows.add(row(call, network, given.has("no-trunc")));
      }
    }
    if (given.has("quiet")) {
      rows.forEach(row -> call.out(String.valueOf(row.get("ID"))));
    } else if (!given.last("format", "").isEmpty()) {
      Formatted.print(call, given.last("format", ""), KIND, rows);
    } else {
      TextTable table = new TextTable();
      table.row(List.of("NETWORK ID", "NAME", "DRIVER", "SCOPE"));
      for (Map<String, @Nullable Object> row : rows) {
        List<String> cells = new ArrayList<>();
        for (String key : List.of("ID", "Name", "Driver", "Scope")) {
          cells.add(String.valueOf(row.get(key)));
        }
        table.row(cells);
      }
      table.lines().forEach(call::out);
    }
    return 0;
  }

  private static String labels(Map<String, String> labels) {
    List<String> texts = new ArrayList<>();
    labels.forEach((key, value) -> texts.add(key + "=" + value));
    return String.join(",", texts);
  }

  private static Map<String, @Nullable Object> row(
      DockerTool.Call call, Network network, boolean whole) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("CreatedAt", Timestamps.plain(network.createdNanos()));
    row.put("ID", whole ? network.id() : network.id().substring(0, SHORT_DIGITS));
    row.put("Name", network.name());
    row.put("Driver", network.config().driver());
    row.put("Scope", network.driver().scope().word());
    row.put("Internal", Boolean.toString(network.config().flags().internal()));
    if (call.words() == CliWords.FROM_28) {
      row.put("IPv4", Boolean.toString(network.config().flags().ipv4()));
    }
    row.put("IPv6", Boolean.toString(network.config().flags().ipv6()));
    row.put("Labels", labels(network.config().labels()));
    return row;
  }

  private static boolean passes(Network network, Filters filters) throws Failure {
    return filters.match("name", network.name())
        && filters.match("id", network.id())
        && filters.exact("driver", network.config().driver())
        && filters.labels("label", network.config().labels())
        && filters.exact("type", type(network, filters))
        && filters.exact("scope", network.driver().scope().word());
  }

  /// The engine of 20.10 asks before it has looked which containers there are, so that every
  /// network of a user's is unused to it (`daemon/network.go`, `GetNetworks`).
  private static boolean isDangling(DockerTool.Call call, Network network, Filters filters)
      throws Failure {
    Boolean wanted = filters.flag("dangling");
    boolean looks = call.words() != CliWords.OF_20_10;
    boolean isEmpty = !looks || network.endpoints().isEmpty();
    return wanted == null || wanted == (isEmpty && !network.isPredefined());
  }

  private static String type(Network network, Filters filters) throws Failure {
    String wanted = filters.last("type");
    if (filters.has("type") && !wanted.equals("builtin") && !wanted.equals("custom")) {
      throw new Failure("Error response from daemon: invalid filter: 'type'='" + wanted + "'", 1);
    }
    return network.isPredefined() ? "builtin" : "custom";
  }
}
