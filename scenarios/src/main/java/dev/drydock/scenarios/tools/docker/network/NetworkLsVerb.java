package dev.drydock.scenarios.tools.docker.network;

import dev.drydock.drivers.engine.Timestamps;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.profile.InspectStyle;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Listing;
import dev.drydock.scenarios.tools.docker.show.NaturalOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `docker network ls`.
public final class NetworkLsVerb implements DockerVerb {
  private static final int SHORT_DIGITS = 12;

  /// docker/cli `network/formatter.go`.
  private static final Set<String> KEYS =
      Set.of("dangling", "driver", "id", "label", "name", "scope", "type");

  private static final Listing ROWS =
      new Listing("*network.networkContext", "ID Name Driver Scope")
          .plain("Name Driver Scope IPv4 IPv6 Internal Labels")
          .raw("network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n")
          .head("ID", "NETWORK ID")
          .head("CreatedAt", "CREATED AT");

  @Override
  public int run(DockerCall call) throws Failure {
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
    rows.sort(Comparator.comparing(row -> String.valueOf(row.get("Name")), NaturalOrder.OF_TEXTS));
    ROWS.print(call, given, rows, "ID");
    return 0;
  }

  private static Map<String, @Nullable Object> row(
      DockerCall call, Network network, boolean whole) {
    Map<String, @Nullable Object> row = Listing.row();
    row.put("ID", whole ? network.id() : network.id().substring(0, SHORT_DIGITS));
    row.put("Name", network.name());
    row.put("Driver", network.driver().type());
    row.put("Scope", network.driver().scope().word());
    row.put("Internal", Boolean.toString(network.config().flags().internal()));
    if (call.client().knowsNetworksWithoutIpv4()) {
      row.put("IPv4", Boolean.toString(network.config().flags().ipv4()));
    }
    row.put("IPv6", Boolean.toString(network.config().flags().ipv6()));
    row.put("CreatedAt", Timestamps.plain(network.createdNanos()));
    Listing.addLabels(row, network.config().labels());
    return row;
  }

  private static boolean passes(Network network, Filters filters) throws Failure {
    return filters.match("name", network.name())
        && filters.match("id", network.id())
        && filters.exact("driver", network.driver().type())
        && filters.labels("label", network.config().labels())
        && filters.exact("type", type(network, filters))
        && filters.exact("scope", network.driver().scope().word());
  }

  private static @Nullable Boolean wantsDangling(DockerCall call, Filters filters) throws Failure {
    boolean isOld = call.engine().profile().inspect() == InspectStyle.V20_10;
    if (isOld && filters.has("dangling") && !filters.last("dangling").matches("1|true|0|false")) {
      throw new Failure(
          "Error response from daemon: invalid value for filter 'dangling', must be \"true\" (or"
              + " \"1\"), or \"false\" (or \"0\")",
          1);
    }
    return filters.flag("dangling");
  }

  private static boolean isDangling(DockerCall call, Network network, Filters filters)
      throws Failure {
    Boolean wanted = wantsDangling(call, filters);
    boolean looks = call.engine().profile().looksWhichNetworksDangle();
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
