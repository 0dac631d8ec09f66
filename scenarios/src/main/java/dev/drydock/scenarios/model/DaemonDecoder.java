package dev.drydock.scenarios.model;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Keys;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a machine's `docker:`, the keys of `daemon.json`.
final class DaemonDecoder {

  private static final Set<String> FLAGS =
      Set.of(
          "allow-direct-routing",
          "debug",
          "experimental",
          "icc",
          "ip-forward",
          "ip-forward-no-drop",
          "ip-masq",
          "ip6tables",
          "iptables",
          "ipv6",
          "live-restore",
          "userland-proxy");

  private static final Set<String> PREFIXES = Set.of("bip", "bip6", "fixed-cidr", "fixed-cidr-v6");

  private static final Set<String> ADDRESSES =
      Set.of("default-gateway", "default-gateway-v6", "host-gateway-ip", "ip");

  private static final Set<String> NUMBERS = Set.of("mtu", "network-control-plane-mtu");

  private static final Set<String> WORDS =
      Set.of(
          "bridge",
          "bridge-accept-fwmark",
          "exec-root",
          "firewall-backend",
          "swarm-default-advertise-addr",
          "userland-proxy-path");

  private static final Set<String> ADDRESS_LISTS = Set.of("dns", "host-gateway-ips");

  private static final Set<String> WORD_LISTS =
      Set.of("dns-opts", "dns-search", "insecure-registries", "labels", "registry-mirrors");

  private static final Set<String> WITHOUT_NETWORK_EFFECT =
      Set.of(
          "authorization-plugins",
          "builder",
          "cdi-spec-dirs",
          "cgroup-parent",
          "containerd",
          "containerd-namespace",
          "containerd-plugin-namespace",
          "data-root",
          "default-cgroupns-mode",
          "default-ipc-mode",
          "default-runtime",
          "default-shm-size",
          "default-stop-timeout",
          "default-ulimits",
          "exec-opts",
          "features",
          "group",
          "hosts",
          "http-proxy",
          "https-proxy",
          "init",
          "init-path",
          "log-driver",
          "log-format",
          "log-level",
          "log-opts",
          "max-concurrent-downloads",
          "max-concurrent-uploads",
          "max-download-attempts",
          "metrics-addr",
          "min-api-version",
          "network-diagnostic-port",
          "no-new-privileges",
          "no-proxy",
          "node-generic-resources",
          "nri-opts",
          "oom-score-adjust",
          "pidfile",
          "proxies",
          "raw-logs",
          "runtimes",
          "seccomp-profile",
          "selinux-enabled",
          "shutdown-timeout",
          "storage-driver",
          "storage-opts",
          "tls",
          "tlscacert",
          "tlscert",
          "tlskey",
          "tlsverify",
          "userns-remap");

  private static final String POOLS = "default-address-pools";
  private static final String NETWORK_OPTIONS = "default-network-opts";

  private final Fields fields;
  private final Diagnostics diagnostics;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();

  DaemonDecoder(Fields machine, Diagnostics diagnostics) {
    this.fields = machine.freeFields("docker");
    this.diagnostics = diagnostics;
  }

  DaemonConfig config() {
    for (var key : fields.keys()) {
      read(key);
    }
    return new DaemonConfig(settings, lists, pools(), networkOptions());
  }

  private void read(Located<String> located) {
    var key = located.value();
    if (FLAGS.contains(key)) {
      setting(key, fields.flag(key));
    } else if (PREFIXES.contains(key)) {
      setting(key, fields.value(key, "an address with its prefix", IpPrefix::parseOrNull));
    } else if (ADDRESSES.contains(key)) {
      setting(key, fields.value(key, "an address", IpAddress::parseOrNull));
    } else if (NUMBERS.contains(key)) {
      setting(key, fields.number(key, 0, 65535));
    } else if (WORDS.contains(key)) {
      setting(key, fields.word(key));
    } else if (ADDRESS_LISTS.contains(key)) {
      list(key, fields.values(key, "an address", IpAddress::parseOrNull));
    } else if (WORD_LISTS.contains(key)) {
      list(key, fields.wordOrWords(key));
    } else if (!isKnown(key)) {
      diagnostics.error(
          located.place(),
          "the following directives don't match any configuration option: " + key,
          diagnostics.hint(key, known()));
    }
  }

  private void setting(String key, @Nullable Located<?> value) {
    if (value != null) {
      settings.put(key, String.valueOf(value.value()));
    }
  }

  private void list(String key, List<? extends Located<?>> values) {
    lists.put(key, values.stream().map(value -> String.valueOf(value.value())).toList());
  }

  /// The type that a key of `daemon.json` has in Go; empty for one that is not looked at here.
  static String goType(String key) {
    if (FLAGS.contains(key)) {
      return "bool";
    }
    if (NUMBERS.contains(key)) {
      return "number";
    }
    boolean isText = PREFIXES.contains(key) || ADDRESSES.contains(key) || WORDS.contains(key);
    boolean isList = ADDRESS_LISTS.contains(key) || WORD_LISTS.contains(key);
    return isText ? "string" : isList ? "[]string" : "";
  }

  private static boolean isKnown(String key) {
    return key.equals(POOLS)
        || key.equals(NETWORK_OPTIONS)
        || key.startsWith("x-")
        || WITHOUT_NETWORK_EFFECT.contains(key);
  }

  private static List<String> known() {
    var known = new ArrayList<String>(List.of(POOLS, NETWORK_OPTIONS));
    List.of(FLAGS, PREFIXES, ADDRESSES, NUMBERS, WORDS, ADDRESS_LISTS, WORD_LISTS)
        .forEach(known::addAll);
    known.addAll(WITHOUT_NETWORK_EFFECT);
    return known.stream().sorted().toList();
  }

  private List<DaemonConfig.Pool> pools() {
    var pools = new ArrayList<DaemonConfig.Pool>();
    for (var node : fields.list(POOLS)) {
      if (!(node instanceof Node.Mapping mapping)) {
        diagnostics.error(node.place(), POOLS + " must hold mappings, not " + node.describe());
        continue;
      }
      var entry = new Fields(mapping, fields.pathOf(POOLS), diagnostics);
      entry.checkKeys(Keys.of("base", "size"));
      var base = entry.value("base", "a subnet such as 10.10.0.0/16", IpPrefix::parseOrNull);
      var size = entry.number("size", 1, 128);
      if (base == null || size == null) {
        diagnostics.error(node.place(), "a pool needs base and size");
      } else if (size.value() < base.value().length()
          || size.value() > base.value().address().bits()) {
        diagnostics.error(
            size.place(), "invalid pool size " + size.value() + " for base " + base.value());
      } else {
        pools.add(new DaemonConfig.Pool(base.value(), size.value().intValue()));
      }
    }
    return pools;
  }

  private Map<String, Map<String, String>> networkOptions() {
    var options = new LinkedHashMap<String, Map<String, String>>();
    var drivers = fields.freeFields(NETWORK_OPTIONS);
    for (var driver : drivers.keys()) {
      var pairs = new LinkedHashMap<String, String>();
      drivers.pairs(driver.value()).forEach((name, value) -> pairs.put(name, value.value()));
      options.put(driver.value(), pairs);
    }
    return options;
  }
}
