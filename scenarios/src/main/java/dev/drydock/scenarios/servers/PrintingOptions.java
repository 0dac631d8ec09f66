package dev.drydock.scenarios.servers;

import dev.drydock.scenarios.plan.ImagePlan;
import java.util.List;

/// Options with which a known server's program only prints something, or checks its configuration,
/// and ends: `nginx -v`, `redis-server --version`.
final class PrintingOptions {
  private PrintingOptions() {}

  /// Whether a command line has one; only of programs that are known to serve.
  ///
  /// @param words the command line; of an option alone the image's entry point makes one for its
  ///   server
  static boolean isOn(List<String> words, ImagePlan image) {
    if (words.isEmpty() || image.serve().isEmpty()) {
      return false;
    }
    boolean isBare = words.getFirst().startsWith("-");
    String program =
        isBare ? ServerCommands.serverOf(image) : words.getFirst().replaceFirst(".*/", "");
    boolean isBusybox = program.equals("httpd") && !ServerCommands.serverOf(image).equals("httpd");
    List<String> options = isBusybox ? List.of() : of(program);
    return words.stream().skip(isBare ? 0 : 1).anyMatch(options::contains);
  }

  private static List<String> of(String program) {
    return switch (program) {
      case "nginx" -> List.of("-v", "-V", "-t", "-T", "-h", "-?");
      case "httpd", "apache2" -> List.of("-v", "-V", "-t", "-l", "-L", "-S", "-h");
      case "redis", "redis-server", "valkey-server" ->
          List.of("-v", "--version", "-h", "--help", "--check-system");
      case "mysql", "mysqld", "mariadb", "mariadbd" -> List.of("-V", "--version", "-?", "--help");
      case "postgres" -> List.of("-V", "--version", "-?", "--help", "--describe-config");
      case "mongo", "mongod" -> List.of("--version", "--help", "-h");
      case "memcached" -> List.of("-V", "--version", "-h", "--help", "-i");
      case "iperf3" -> List.of("-v", "--version", "-h", "--help");
      default -> List.of();
    };
  }
}
