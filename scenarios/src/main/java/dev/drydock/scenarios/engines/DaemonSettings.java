package dev.drydock.scenarios.engines;

import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.scenarios.model.DaemonFile;
import dev.drydock.scenarios.plan.DockerPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How an engine is configured: by a plan's `docker:` map and by flags of `dockerd`.
final class DaemonSettings {
  /// Flags of dockerd that may come several times, and their keys in `daemon.json`.
  private static final Map<String, String> LISTS =
      Map.of("dns", "dns", "dns-opt", "dns-opts", "dns-search", "dns-search");

  private DaemonSettings() {}

  static DaemonConfig of(DockerPlan plan) {
    List<DaemonConfig.AddressPool> pools = new ArrayList<>();
    for (DockerPlan.AddressPool pool : plan.addressPools()) {
      pools.add(new DaemonConfig.AddressPool(pool.base(), pool.size()));
    }
    return new DaemonConfig(plan.settings(), plan.lists(), pools, plan.networkOptions());
  }

  /// What a file says, with flags on top.
  static DaemonConfig of(
      dev.drydock.scenarios.model.DaemonConfig file, @Nullable List<String> flags) {
    List<DaemonConfig.AddressPool> pools = new ArrayList<>();
    for (var pool : file.addressPools()) {
      pools.add(new DaemonConfig.AddressPool(pool.base(), pool.size()));
    }
    DaemonConfig config =
        new DaemonConfig(file.settings(), file.lists(), pools, file.networkOptions());
    return flags == null ? config : with(config, flags);
  }

  /// The text of `daemon.json` that says what a plan says.
  static String text(DockerPlan plan) {
    var pools =
        plan.addressPools().stream()
            .map(
                each -> new dev.drydock.scenarios.model.DaemonConfig.Pool(each.base(), each.size()))
            .toList();
    return DaemonFile.text(
        new dev.drydock.scenarios.model.DaemonConfig(
            plan.settings(), plan.lists(), pools, plan.networkOptions()));
  }

  /// A configuration in one line, as the daemon writes it to its log: keys in order.
  static String json(DaemonConfig config) {
    var keys = new TreeMap<String, String>();
    config
        .settings()
        .forEach((key, value) -> {
          boolean isBare = value.matches("true|false|\\d+");
          keys.put(key, isBare ? value : "\"" + value + "\"");
        });
    config
        .lists()
        .forEach((key, values) -> {
          var quoted = values.stream().map(each -> "\"" + each + "\"").toList();
          keys.put(key, "[" + String.join(",", quoted) + "]");
        });
    return "{"
        + keys.entrySet().stream()
            .map(each -> "\"" + each.getKey() + "\":" + each.getValue())
            .collect(Collectors.joining(","))
        + "}";
  }

  /// A configuration with flags on top: `--icc=false`, `--bip 10.1.0.1/16`.
  static DaemonConfig with(DaemonConfig config, List<String> flags) {
    Map<String, String> settings = new LinkedHashMap<>(config.settings());
    Map<String, List<String>> lists = new LinkedHashMap<>(config.lists());
    List<DaemonConfig.AddressPool> pools = new ArrayList<>(config.addressPools());
    for (int i = 0; i < flags.size(); i++) {
      String flag = flags.get(i);
      if (!flag.startsWith("--")) {
        continue;
      }
      int cut = flag.indexOf('=');
      String name = cut < 0 ? flag.substring(2) : flag.substring(2, cut);
      String value = cut < 0 ? "true" : flag.substring(cut + 1);
      boolean apart = cut < 0 && i + 1 < flags.size() && !flags.get(i + 1).startsWith("-");
      if (apart) {
        value = flags.get(++i);
      }
      String list = LISTS.get(name);
      if (name.equals("default-address-pool")) {
        pools.add(pool(value));
      } else if (list == null) {
        settings.put(name, value);
      } else {
        List<String> values = new ArrayList<>(lists.getOrDefault(list, List.of()));
        values.add(value);
        lists.put(list, values);
      }
    }
    return new DaemonConfig(settings, lists, pools, config.networkOptions());
  }

  /// `base=10.50.0.0/16,size=26`.
  private static DaemonConfig.AddressPool pool(String text) {
    IpPrefix base = null;
    int size = 0;
    for (String part : text.split(",", -1)) {
      String value = part.substring(part.indexOf('=') + 1);
      if (part.startsWith("base=")) {
        base = IpPrefix.parseOrNull(value);
      } else if (part.startsWith("size=") && value.matches("\\d{1,3}")) {
        size = Integer.parseInt(value);
      }
    }
    if (base == null || size == 0) {
      throw new IllegalArgumentException(
          "no address pool: " + text + " (write base=10.50.0.0/16,size=26)");
    }
    return new DaemonConfig.AddressPool(base, size);
  }
}
