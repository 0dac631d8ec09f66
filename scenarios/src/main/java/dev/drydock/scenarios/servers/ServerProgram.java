package dev.drydock.scenarios.servers;

import dev.drydock.scenarios.plan.ImagePlan;
import dev.drydock.scenarios.tools.ToolRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server whose image is known: how its containers are started (`ENTRYPOINT` and `CMD` of the
/// official images), and under which names commands start it.
///
/// @param server the name under which it serves
/// @param names none where a command that starts it is a tool of its own, or is not known
record ServerProgram(
    String server, List<String> entrypoint, List<String> command, List<String> names) {
  private static final List<String> SCRIPT = List.of("docker-entrypoint.sh");

  private static final ServerProgram NGINX =
      new ServerProgram(
          "nginx",
          List.of("/docker-entrypoint.sh"),
          List.of("nginx", "-g", "daemon off;"),
          List.of("nginx"));

  private static final ServerProgram HTTPD =
      new ServerProgram(
          "httpd",
          List.of(),
          List.of("httpd-foreground"),
          List.of("httpd", "httpd-foreground", "apachectl", "apache2-foreground"));

  private static final ServerProgram REDIS = scripted("redis", "redis-server");

  private static final List<ServerProgram> KNOWN =
      List.of(
          NGINX,
          HTTPD,
          REDIS,
          scripted("mysql", "mysqld"),
          scripted("mariadb", "mariadbd", "mysqld"),
          scripted("postgres", "postgres"),
          scripted("mongo", "mongod"),
          scripted("memcached", "memcached"),
          new ServerProgram("rabbitmq", SCRIPT, List.of("rabbitmq-server"), List.of()),
          new ServerProgram("whoami", List.of("/whoami"), List.of(), List.of("whoami")),
          new ServerProgram("iperf3", List.of("iperf3"), List.of("-s"), List.of()));

  /// One whose entry point is a script.
  ///
  /// @param names its program first
  private static ServerProgram scripted(String server, String... names) {
    return new ServerProgram(server, SCRIPT, List.of(names[0]), List.of(names));
  }

  /// The one that serves under this name; null for others.
  static @Nullable ServerProgram of(String server) {
    for (ServerProgram each : KNOWN) {
      if (each.server.equals(server)) {
        return each;
      }
    }
    return null;
  }

  /// The names under which commands start one.
  static List<String> all() {
    List<String> all = new ArrayList<>();
    for (ServerProgram each : KNOWN) {
      each.names.stream().filter(name -> !all.contains(name)).forEach(all::add);
    }
    return List.copyOf(all);
  }

  /// Whether a program is the one that serves in an image.
  ///
  /// @param program its name or path
  static boolean isOf(ImagePlan image, String program) {
    String name = ToolRegistry.baseName(program);
    for (ServerProgram each : KNOWN) {
      if (each.names.contains(name) && each.isOf(image)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOf(ImagePlan image) {
    return equals(REDIS)
        ? RedisOptions.isRedis(image)
        : server.equals(ServerCommands.serverOf(image));
  }

  /// Whether a command line lasts as long as its server: nginx goes into the background unless it
  /// is told not to.
  static boolean isInFront(ImagePlan image, List<String> words) {
    return !NGINX.isOf(image) || String.join(" ", words).contains("daemon off");
  }
}
