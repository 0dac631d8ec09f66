package dev.drydock.scenarios.plan;

import static dev.drydock.scenarios.text.Protocol.TCP;

import dev.drydock.scenarios.model.Serve;
import dev.drydock.scenarios.text.ExposedPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The images that are known without being declared, by repository. Ports are those of the images'
/// own `EXPOSE` on Docker Hub.
final class ImageCatalogue {
  /// BusyBox with its default options; a declared `busybox` alone is Debian's static one.
  static final String DEFCONFIG = "busybox-defconfig";

  private static final List<String> DEBIAN_CLIENTS =
      List.of(
          "iputils",
          "iproute2",
          "curl",
          "dig",
          "traceroute",
          "arping",
          "nc",
          "tcpdump",
          "ss",
          "dnsutils",
          "net-tools",
          "procps",
          "getent");

  private static final List<String> NETSHOOT_MORE =
      List.of("ethtool", "iperf3", "iptables", "conntrack", "ipvsadm", "nmap");

  private static final List<String> TROUBLESHOOTERS =
      Stream.concat(DEBIAN_CLIENTS.stream(), NETSHOOT_MORE.stream()).toList();

  private static final Map<String, ImagePlan> BY_REPOSITORY =
      Map.ofEntries(
          client("busybox", List.of("busybox", DEFCONFIG)),
          client("alpine", List.of("busybox", DEFCONFIG, "musl")),
          client("ubuntu", DEBIAN_CLIENTS),
          client("debian", DEBIAN_CLIENTS),
          client("centos", DEBIAN_CLIENTS),
          client("fedora", DEBIAN_CLIENTS),
          client("nicolaka/netshoot", TROUBLESHOOTERS),
          perf("networkstatic/iperf3"),
          perf("mlabbe/iperf3"),
          web("nginx", "nginx", "curl", "getent"), // curl: the image's Dockerfile
          web("httpd", "httpd"),
          web("caddy", "caddy"),
          web("traefik/whoami", "whoami"),
          web("containous/whoami", "whoami"),
          web("traefik", "traefik"),
          web("wordpress", "httpd"),
          server("mysql", 3306, 33060),
          server("mariadb", 3306),
          server("postgres", 5432),
          server("redis", 6379),
          server("valkey/valkey", 6379),
          server("mongo", 27017),
          server("memcached", 11211),
          server("rabbitmq", 5672, 15672),
          server("elasticsearch", 9200, 9300),
          server("registry", 5000),
          server("nats", 4222, 6222, 8222),
          server("influxdb", 8086),
          server("grafana/grafana", 3000),
          server("prom/prometheus", 9090),
          server("adminer", 8080),
          server("tomcat", 8080));

  private ImageCatalogue() {}

  /// See `Plan.image`.
  static ImagePlan find(List<ImagePlan> declared, String reference) {
    var repository = ImageReference.repositoryOf(reference);
    var exact = named(declared, reference);
    if (exact != null) {
      return exact;
    }
    for (var image : declared) {
      if (ImageReference.repositoryOf(image.name()).equals(repository)
          && ImageReference.tagOf(image.name()).isEmpty()) {
        return image;
      }
    }
    var known = BY_REPOSITORY.get(repository);
    return known != null ? known : new ImagePlan(repository, List.of(), List.of(), List.of());
  }

  /// See `Plan.isPublicImage`.
  static boolean isPublic(String reference) {
    return BY_REPOSITORY.containsKey(ImageReference.repositoryOf(reference));
  }

  private static @Nullable ImagePlan named(List<ImagePlan> images, String name) {
    return images.stream().filter(image -> image.name().equals(name)).findFirst().orElse(null);
  }

  private static Map.Entry<String, ImagePlan> client(String name, List<String> tools) {
    return Map.entry(name, new ImagePlan(name, tools, List.of(), List.of()));
  }

  /// Images whose entry point is `iperf3`.
  private static Map.Entry<String, ImagePlan> perf(String name) {
    var serve = new Serve.Listen(5201, TCP, "iperf3");
    return Map.entry(
        name,
        new ImagePlan(
            name, List.of("iperf3"), List.of(new ExposedPort(5201, TCP)), List.of(serve)));
  }

  private static Map.Entry<String, ImagePlan> web(String name, String server, String... tools) {
    var http = new Serve.Http(80, server, Map.of());
    return Map.entry(
        name,
        new ImagePlan(name, List.of(tools), List.of(new ExposedPort(80, TCP)), List.of(http)));
  }

  private static Map.Entry<String, ImagePlan> server(String name, int... ports) {
    var expose = new ArrayList<ExposedPort>();
    var serve = new ArrayList<Serve>();
    for (var port : ports) {
      expose.add(new ExposedPort(port, TCP));
      serve.add(new Serve.Listen(port, TCP, name));
    }
    return Map.entry(name, new ImagePlan(name, List.of(), expose, serve));
  }
}
