package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker network ls`.
final class NetworkLsVerb implements DockerTool.Verb {
  private static final int SHORT_DIGITS = 12;

  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("q|quiet", "no-trunc")
            .values("f|filter", "format")
            .read(call.arguments());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Network network : call.engine().networks().list()) {
      if (passes(network, given.all("filter"))) {
        rows.add(row(network, given.has("no-trunc")));
      }
    }
    if (given.has("quiet")) {
      rows.forEach(row -> call.out(String.valueOf(row.get("ID"))));
    } else if (!given.last("format", "").isEmpty()) {
      Formatted.print(call, given.last("format", ""), rows);
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

  private static Map<String, @Nullable Object> row(Network network, boolean whole) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("ID", whole ? network.id() : network.id().substring(0, SHORT_DIGITS));
    row.put("Name", network.name());
    row.put("Driver", network.config().driver());
    row.put("Scope", network.driver().scope().word());
    row.put("Internal", Boolean.toString(network.config().flags().internal()));
    row.put("IPv6", "false");
    row.put("Labels", "");
    return row;
  }

  private static boolean passes(Network network, List<String> filters) throws Failure {
    for (String filter : filters) {
      int cut = filter.indexOf('=');
      String key = cut < 0 ? filter : filter.substring(0, cut);
      String value = cut < 0 ? "" : filter.substring(cut + 1);
      boolean fits =
          switch (key) {
            case "name" -> network.name().contains(value);
            case "id" -> network.id().startsWith(value);
            case "driver" -> network.config().driver().equals(value);
            case "type" -> value.equals(network.isPredefined() ? "builtin" : "custom");
            case "scope" -> network.driver().scope().word().equals(value);
            default ->
                throw new Failure("Error response from daemon: invalid filter '" + key + "'", 1);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
