package dev.drydock.scenarios.lint;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.compose.PortSpec;
import dev.drydock.scenarios.plan.AttachmentPlan;
import dev.drydock.scenarios.plan.ImageReference;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.plan.NetworkPlan;
import dev.drydock.scenarios.text.Located;
import java.util.List;
import java.util.Set;

/// Published ports.
final class PortRules {
  /// The last parts of the names of images that hold people's data and ask for no password, or for
  /// one that is in the manual.
  private static final Set<String> DATABASES =
      Set.of(
          "cassandra",
          "clickhouse-server",
          "cockroach",
          "couchdb",
          "elasticsearch",
          "influxdb",
          "mariadb",
          "memcached",
          "mongo",
          "mongodb",
          "mssql-server",
          "mysql",
          "mysql-server",
          "neo4j",
          "opensearch",
          "postgis",
          "postgres",
          "postgresql",
          "redis",
          "redis-stack",
          "timescaledb",
          "valkey");

  private final Subject subject;

  private PortRules(Subject subject) {
    this.subject = subject;
  }

  static void check(Subject subject) {
    PortRules rules = new PortRules(subject);
    for (Subject.Started service : subject.services()) {
      for (Located<PortSpec> port : service.service().joins().ports()) {
        rules.check(service, port);
      }
    }
  }

  private void check(Subject.Started service, Located<PortSpec> port) {
    NetworkMode mode = service.plan().mode();
    if (mode instanceof NetworkMode.Host || mode instanceof NetworkMode.None) {
      add(
          Trap.PORTS_WITHOUT_EFFECT,
          port,
          "ports of %s are discarded with network_mode: %s".formatted(service.name(), mode),
          "leave them out, or leave out network_mode");
      return;
    }
    List<NetworkPlan> networks =
        service.attachments().stream()
            .map(AttachmentPlan::network)
            .map(subject::network)
            .filter(network -> network != null)
            .toList();
    if (!networks.isEmpty() && networks.stream().allMatch(PortRules::isOnTheWire)) {
      add(
          Trap.PORTS_WITHOUT_EFFECT,
          port,
          "%s has its own address on the LAN: nothing is published with macvlan and ipvlan"
              .formatted(service.name()),
          "leave the ports out, and ask for the container's address");
    } else if (!networks.isEmpty() && networks.stream().allMatch(n -> n.flags().internal())) {
      add(
          Trap.INTERNAL_PORTS,
          port,
          "%s is on internal networks only: nobody reaches its ports from outside"
              .formatted(service.name()),
          "join it to another network as well");
    } else {
      address(service, port);
    }
  }

  private static boolean isOnTheWire(NetworkPlan network) {
    return network.driver().equals("macvlan") || network.driver().equals("ipvlan");
  }

  private void address(Subject.Started service, Located<PortSpec> port) {
    IpAddress on = port.value().hostIp();
    if (on != null && on.isLoopback()) {
      if (!on.isV6() && subject.engine().isBefore(28, 0)) {
        add(
            Trap.LOOPBACK_PUBLISHED,
            port,
            "Docker %s lets neighbours on the LAN reach ports of %s"
                .formatted(subject.plan().engine(), on),
            "Docker 28, or a rule: iptables -t raw -A PREROUTING -d 127.0.0.0/8 ! -i lo -j DROP");
      }
    } else if ((on == null || on.isAny()) && isDatabase(service.plan().workload().image())) {
      add(
          Trap.DATABASE_PUBLISHED,
          port,
          "%s is open to everybody who reaches the host, whatever ufw says"
              .formatted(service.name()),
          "publish it on 127.0.0.1, or not at all: other services reach it by its name");
    }
  }

  private static boolean isDatabase(String image) {
    String path = ImageReference.repositoryOf(image);
    return DATABASES.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  private void add(Trap trap, Located<PortSpec> port, String message, String hint) {
    subject.add(new Finding(trap, port.place(), message, hint));
  }
}
