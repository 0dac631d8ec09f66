package dev.drydock.drivers.network;

import dev.drydock.core.netns.Netns;
import dev.drydock.drivers.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Settings of one interface that an endpoint asks for:
/// `com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.log_martians=1` (moby
/// `libnetwork/osl/interface_linux.go`, `setSysctls`).
public final class EndpointSysctls {
  private static final String OPTION = "com.docker.network.endpoint.sysctls";

  private EndpointSysctls() {}

  private static List<String> of(Map<String, String> options) {
    String text = options.get(OPTION);
    return text == null ? List.of() : List.of(text.split(",", -1));
  }

  /// What is wrong with those of some options, a line each.
  public static List<String> problems(Map<String, String> options) {
    List<String> problems = new ArrayList<>();
    for (String line : of(options)) {
      String[] parts = line.split("\\.", 5);
      boolean isGood =
          parts.length == 5
              && parts[1].matches("ipv4|ipv6|mpls")
              && parts[3].matches("IFNAME|ifname");
      if (!isGood) {
        problems.add(
            "unrecognised network interface sysctl '"
                + line
                + "'; represent 'net.X.Y.ethN.Z=V' as 'net.X.Y.IFNAME.Z=V', 'X' must be 'ipv4',"
                + " 'ipv6' or 'mpls'");
      }
    }
    return problems;
  }

  /// Sets them for an interface.
  static void apply(Map<String, String> options, Netns namespace, String name) {
    for (String line : of(options)) {
      int cut = line.indexOf('=');
      if (cut < 0) {
        throw new EngineException("expected sysctl '" + line + "' to have format name=value");
      }
      String[] parts = line.substring(0, cut).split("\\.", 5);
      String path = String.join(".", parts[0], parts[1], parts[2], name, parts[4]);
      if (namespace.sysctls().get(path) == null
          || !namespace.sysctls().set(path, line.substring(cut + 1))) {
        String file = String.join("/", parts[0], parts[1], parts[2], name, parts[4]);
        throw new EngineException("/proc/sys/" + file + " is not a sysctl file");
      }
    }
  }
}
