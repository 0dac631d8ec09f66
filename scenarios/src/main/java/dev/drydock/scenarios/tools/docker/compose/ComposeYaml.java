package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.GoDuration;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.plan.AttachmentPlan;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.plan.NetworkPlan;
import dev.drydock.scenarios.plan.PublishedPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The text of `docker compose config`, in the order of compose 2.40.3: what a project asks of the
/// network and of its containers. Keys without effect here are left out.
final class ComposeYaml {
  /// The container's own name and that of the service, which compose adds.
  private static final int OWN_ALIASES = 2;

  private final ComposeProject project;
  private final List<String> lines = new ArrayList<>();

  /// Whether commands and IPAM are told even where there are none.
  private final boolean isFull;

  private ComposeYaml(ComposeProject project, boolean isFull) {
    this.project = project;
    this.isFull = isFull;
  }

  static List<String> of(ComposeProject project) {
    return of(project, false);
  }

  /// What `--format json` is made from.
  static List<String> full(ComposeProject project) {
    return of(project, true);
  }

  private static List<String> of(ComposeProject project, boolean isFull) {
    var yaml = new ComposeYaml(project, isFull);
    yaml.project();
    return yaml.lines;
  }

  private void project() {
    line(0, "name: " + project.name());
    line(0, "services:");
    var services = new TreeMap<String, List<ContainerPlan>>();
    for (ContainerPlan plan : project.containers()) {
      services.computeIfAbsent(plan.origin().service(), name -> new ArrayList<>()).add(plan);
    }
    services.forEach((name, plans) -> {
      line(1, name + ":");
      service(plans.getFirst(), plans.size());
    });
    if (!project.networks().isEmpty()) {
      line(0, "networks:");
      var networks = new TreeMap<String, NetworkPlan>();
      project.networks().forEach(plan -> networks.put(plan.key(), plan));
      networks.values().forEach(this::network);
    }
    new ComposeVolumeYaml(project.volumes()).ofProject().forEach(lines::add);
  }

  private void service(ContainerPlan plan, int count) {
    list(2, "cap_add", plan.workload().capAdd());
    list(2, "cap_drop", plan.workload().capDrop());
    words("command", plan.workload().command());
    var numbered = "-" + plan.origin().service() + "-" + plan.origin().number();
    if (!plan.name().equals(project.name() + numbered)) {
      line(2, "container_name: " + plan.name());
    }
    if (!plan.dependencies().isEmpty()) {
      line(2, "depends_on:");
      for (var each : plan.dependencies()) {
        line(3, each.service() + ":");
        line(4, "condition: " + each.condition());
        line(4, "required: " + each.isRequired());
      }
    }
    if (count > 1) {
      line(2, "deploy:");
      line(3, "replicas: " + count);
    }
    list(2, "dns", plan.names().dns());
    list(2, "dns_opt", plan.names().dnsOptions());
    list(2, "dns_search", plan.names().dnsSearch());
    words("entrypoint", plan.workload().entrypoint());
    map(2, "environment", pairs(plan.workload().environment()));
    list(2, "expose", plan.workload().told().expose().stream().map(ComposeYaml::number).toList());
    list(
        2,
        "extra_hosts",
        plan.names().extraHosts().stream().map(h -> h.host() + "=" + h.address()).toList());
    if (plan.names().hostname() != null) {
      line(2, "hostname: " + plan.names().hostname());
    }
    line(2, "image: " + plan.workload().image());
    Service.Stop stop = plan.workload().stop();
    if (stop.init()) {
      line(2, "init: true");
    }
    map(2, "labels", ownLabels(plan.labels()));
    mode(plan.mode());
    ports(plan.ports());
    if (plan.workload().privileged()) {
      line(2, "privileged: true");
    }
    if (plan.workload().told().readOnly()) {
      line(2, "read_only: true");
    }
    if (!plan.workload().restart().isEmpty()) {
      line(2, "restart: " + plain(plan.workload().restart()));
    }
    list(2, "security_opt", plan.workload().told().securityOpt());
    Long grace = stop.graceNanos();
    if (grace != null) {
      line(2, "stop_grace_period: " + GoDuration.text(grace));
    }
    if (!stop.signal().isEmpty()) {
      line(2, "stop_signal: " + stop.signal());
    }
    map(2, "sysctls", plan.sysctls());
    list(2, "tmpfs", plan.workload().told().tmpfs());
    if (!plan.workload().told().user().isEmpty()) {
      line(2, "user: " + number(plan.workload().told().user()));
    }
    new ComposeVolumeYaml(project.volumes())
        .ofService(plan.workload().told().volumes())
        .forEach(lines::add);
    if (!plan.workload().told().folder().isEmpty()) {
      line(2, "working_dir: " + plan.workload().told().folder());
    }
  }

  /// `NAME=value` as a mapping; dollars are doubled, as in the file they would be variables.
  private static Map<String, String> pairs(List<String> environment) {
    var pairs = new TreeMap<String, String>();
    for (String each : environment) {
      int cut = each.indexOf('=');
      pairs.put(cut < 0 ? each : each.substring(0, cut), cut < 0 ? "" : each.substring(cut + 1));
    }
    return pairs;
  }

  /// Those of the file, not those that compose puts on.
  private static Map<String, String> ownLabels(Map<String, String> labels) {
    var own = new TreeMap<String, String>(labels);
    own.keySet().removeIf(key -> key.startsWith("com.docker.compose."));
    return own;
  }

  private void mode(NetworkMode mode) {
    switch (mode) {
      case NetworkMode.Networks networks -> {
        line(2, "networks:");
        networks.attachments().forEach(this::attachment);
      }
      case NetworkMode.DefaultBridge bridge -> line(2, "network_mode: bridge");
      case NetworkMode.Host host -> line(2, "network_mode: host");
      case NetworkMode.None none -> line(2, "network_mode: none");
      case NetworkMode.Shared shared -> line(2, "network_mode: container:" + shared.container());
    }
  }

  private void attachment(AttachmentPlan plan) {
    var key =
        project.networks().stream()
            .filter(each -> each.name().equals(plan.network()))
            .map(NetworkPlan::key)
            .findFirst()
            .orElse(plan.network());
    var aliases = plan.aliases();
    var own = aliases.size() > OWN_ALIASES ? aliases.subList(OWN_ALIASES, aliases.size()) : null;
    if (own == null && plan.ipv4() == null && plan.ipv6() == null) {
      line(3, key + ": null");
      return;
    }
    line(3, key + ":");
    list(4, "aliases", own == null ? List.of() : own);
    if (plan.ipv4() != null) {
      line(4, "ipv4_address: " + plan.ipv4());
    }
    if (plan.ipv6() != null) {
      line(4, "ipv6_address: " + plan.ipv6());
    }
  }

  private void ports(List<PublishedPort> ports) {
    if (ports.isEmpty()) {
      return;
    }
    line(2, "ports:");
    for (PublishedPort port : ports) {
      line(3, "- mode: ingress");
      if (port.hostIp() != null) {
        line(4, "host_ip: " + port.hostIp());
      }
      line(4, "target: " + port.containerPort());
      if (port.hostPort() != 0) {
        var range = port.hostPortLast() > port.hostPort() ? "-" + port.hostPortLast() : "";
        line(4, "published: " + quoted(port.hostPort() + range));
      }
      line(4, "protocol: " + port.protocol().toString().toLowerCase(Locale.ROOT));
    }
  }

  private void network(NetworkPlan plan) {
    line(1, plan.key() + ":");
    line(2, "name: " + plan.name());
    if (plan.flags().external()) {
      line(2, "external: true");
      return;
    }
    if (!plan.driver().equals("bridge")) {
      line(2, "driver: " + plan.driver());
    }
    map(2, "driver_opts", plan.options());
    if (plan.pools().isEmpty() && isFull) {
      line(2, "ipam: {}");
    }
    if (!plan.pools().isEmpty()) {
      line(2, "ipam:");
      line(3, "config:");
      for (NetworkPlan.Pool pool : plan.pools()) {
        var parts = new ArrayList<String>();
        if (pool.subnet() != null) {
          parts.add("subnet: " + pool.subnet());
        }
        if (pool.gateway() != null) {
          parts.add("gateway: " + pool.gateway());
        }
        if (pool.ipRange() != null) {
          parts.add("ip_range: " + pool.ipRange());
        }
        for (int i = 0; i < parts.size(); i++) {
          line(4, (i == 0 ? "- " : "  ") + parts.get(i));
        }
      }
    }
    if (plan.flags().internal()) {
      line(2, "internal: true");
    }
    if (plan.flags().attachable()) {
      line(2, "attachable: true");
    }
    if (plan.flags().ipv6()) {
      line(2, "enable_ipv6: true");
    }
  }

  private void words(String key, List<String> values) {
    if (values.isEmpty() && isFull) {
      line(2, key + ": null");
    }
    list(2, key, values.stream().map(ComposeYaml::plain).toList());
  }

  private void list(int depth, String key, List<String> values) {
    if (!values.isEmpty()) {
      line(depth, key + ":");
      values.forEach(value -> line(depth + 1, "- " + value));
    }
  }

  private void map(int depth, String key, Map<String, String> values) {
    if (!values.isEmpty()) {
      line(depth, key + ":");
      new TreeMap<>(values).forEach((name, value) -> line(depth + 1, name + ": " + plain(value)));
    }
  }

  /// As it is where YAML takes that for a text, else quoted. A dollar is doubled: alone it would
  /// begin a variable.
  static String plain(String text) {
    String told = text.replace("$", "$$");
    boolean isText = told.matches("[A-Za-z/$][^:#\\n\"]*") && told.equals(told.strip());
    return isText && !told.matches("(?i)true|false|null|yes|no|on|off|y|n") ? told : quoted(told);
  }

  /// Quoted where YAML would take it for a number.
  private static String number(String text) {
    return text.matches("\\d+") ? quoted(text) : text;
  }

  private static String quoted(String text) {
    return text.chars()
        .mapToObj(c -> c == '"' || c == '\\' ? "\\" + (char) c : c == '\n' ? "\\n" : "" + (char) c)
        .collect(Collectors.joining("", "\"", "\""));
  }

  private void line(int depth, String text) {
    lines.add("  ".repeat(depth) + text);
  }
}
