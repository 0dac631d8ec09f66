package dev.drydock.scenarios.plan;

import static dev.drydock.scenarios.text.Protocol.TCP;
import static dev.drydock.scenarios.text.Protocol.UDP;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.model.Serve;
import dev.drydock.scenarios.text.ExposedPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The images that are known without being declared, by repository. Ports are those of the images'
/// own `EXPOSE` on Docker Hub.
final class ImageCatalogue {
  /// BusyBox with its default options; a declared `busybox` alone is Debian's static one.
  static final String DEFCONFIG = "busybox-defconfig";

  /// The entry point of curl's own image.
  private static final String CURL_ENTRY = "curl-entrypoint";

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
          client("jonlabelle/network-tools", TROUBLESHOOTERS),
          client("curlimages/curl", List.of("busybox", DEFCONFIG, "musl", "curl", CURL_ENTRY)),
          client("alpine/curl", List.of("busybox", DEFCONFIG, "musl", "curl")),
          perf("networkstatic/iperf3"),
          perf("mlabbe/iperf3"),
          web("nginx", "nginx", "curl", "getent"), // curl: the image's Dockerfile
          web("httpd", "httpd"),
          caddy(),
          web("traefik/whoami", "whoami"),
          web("containous/whoami", "whoami"),
          web("traefik", "traefik"),
          web("wordpress", "httpd"),
          web("nextcloud", "httpd"),
          web("phpmyadmin", "httpd"),
          web("drupal", "httpd"),
          web("joomla", "httpd"),
          web("matomo", "httpd"),
          server("mysql", 3306, 33060),
          server("mariadb", 3306),
          server("postgres", 5432),
          server("redis", 6379),
          server("valkey/valkey", 6379),
          mongo(),
          server("memcached", 11211),
          rabbitmq(),
          server("elasticsearch", 9200, 9300),
          server("kibana", 5601),
          server("registry", 5000),
          server("nats", 4222, 6222, 8222),
          server("influxdb", 8086),
          server("grafana/grafana", 3000),
          server("prom/prometheus", 9090),
          server("ghost", 2368),
          server("jenkins/jenkins", 8080, 50000),
          server("adminer", 8080),
          server("tomcat", 8080));

  /// Before 1.19 its default site listened on IPv4 alone.
  private static final Pattern OLD_NGINX = Pattern.compile("1\\.(\\d|1[0-8])(\\..*|-.*)?");

  private static final Pattern FPM = Pattern.compile("\\bfpm\\b");

  private ImageCatalogue() {}

  /// See `Plan.image`.
  static ImagePlan find(List<ImagePlan> declared, String reference) {
    var found = declared(declared, reference);
    if (found != null) {
      return found;
    }
    var repository = ImageReference.repositoryOf(reference);
    var known = BY_REPOSITORY.get(repository);
    var tag = ImageReference.tagOf(reference);
    var image =
        known != null
            ? tagged(known, tag)
            : new ImagePlan(repository, List.of(), List.of(), List.of());
    return BaseImages.with(image, tag);
  }

  private static @Nullable ImagePlan declared(List<ImagePlan> declared, String reference) {
    var exact = named(declared, reference);
    if (exact != null) {
      return exact;
    }
    var repository = ImageReference.repositoryOf(reference);
    for (var image : declared) {
      if (ImageReference.repositoryOf(image.name()).equals(repository)
          && ImageReference.tagOf(image.name()).isEmpty()) {
        return image;
      }
    }
    return null;
  }

  /// Whether the file declares an image; by a digest only if it does so itself.
  static boolean isDeclared(List<ImagePlan> declared, String reference) {
    return named(declared, reference) != null
        || (!reference.contains("@") && declared(declared, reference) != null);
  }

  /// What a tag changes.
  private static ImagePlan tagged(ImagePlan known, String tag) {
    if (known.name().equals("nginx") && OLD_NGINX.matcher(tag).matches()) {
      var serve = List.of(new Serve.Http(IpAddress.ANY_V4, 80, "nginx", Map.of()));
      return new ImagePlan(known.name(), known.tools(), known.expose(), List.copyOf(serve));
    }
    if (known.name().equals("rabbitmq") && tag.contains("management")) {
      var expose = new ArrayList<>(known.expose());
      expose.add(new ExposedPort(15671, TCP));
      expose.add(new ExposedPort(15672, TCP));
      var serve = new ArrayList<>(known.serve());
      serve.add(new Serve.Listen(15672, TCP, known.name()));
      return new ImagePlan(known.name(), known.tools(), expose, serve);
    }
    if (FPM.matcher(tag).find()) {
      return server(known.name(), 9000).getValue(); // PHP without Apache
    }
    return known;
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

  /// Beside its sites it takes commands on its loopback.
  private static Map.Entry<String, ImagePlan> caddy() {
    var expose =
        List.of(
            new ExposedPort(80, TCP),
            new ExposedPort(443, TCP),
            new ExposedPort(443, UDP),
            new ExposedPort(2019, TCP));
    var serve =
        List.<Serve>of(
            new Serve.Http(80, "caddy", Map.of()),
            new Serve.Listen(IpAddress.parse("127.0.0.1"), 2019, TCP, "caddy"));
    return Map.entry("caddy", new ImagePlan("caddy", List.of(), expose, serve));
  }

  /// `--bind_ip_all` leaves IPv6 out unless `net.ipv6` is set.
  private static Map.Entry<String, ImagePlan> mongo() {
    var serve = new Serve.Listen(IpAddress.ANY_V4, 27017, TCP, "mongo");
    var expose = List.of(new ExposedPort(27017, TCP));
    return Map.entry("mongo", new ImagePlan("mongo", List.of(), expose, List.of(serve)));
  }

  /// AMQP, metrics, Erlang's port mapper and, for IPv4 alone, its distribution; 5671 and 15691 wait
  /// for certificates.
  private static Map.Entry<String, ImagePlan> rabbitmq() {
    var expose = new ArrayList<ExposedPort>();
    for (var port : new int[] {4369, 5671, 5672, 15691, 15692, 25672}) {
      expose.add(new ExposedPort(port, TCP));
    }
    var serve =
        List.<Serve>of(
            new Serve.Listen(5672, TCP, "rabbitmq"),
            new Serve.Listen(15692, TCP, "rabbitmq"),
            new Serve.Listen(4369, TCP, "rabbitmq"),
            new Serve.Listen(IpAddress.ANY_V4, 25672, TCP, "rabbitmq"));
    return Map.entry("rabbitmq", new ImagePlan("rabbitmq", List.of(), expose, serve));
  }
}
