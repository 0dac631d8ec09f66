package dev.drydock.scenarios.servers;

import dev.drydock.drivers.engine.Container;
import dev.drydock.scenarios.plan.ImagePlan;
import java.util.List;

/// What the program of a container does with a signal. The first process of a pid namespace is
/// shielded from all that it has no handler for (pid_namespaces(7), Linux `kernel/signal.c`,
/// `sig_task_ignored`); behind `--init` a signal has its usual effect.
///
/// Handlers are those of nginx (`src/os/unix/ngx_process.c`), Apache (`server/mpm_unix.c`),
/// PostgreSQL (`postmaster.c`), MySQL, Redis, MongoDB, memcached, RabbitMQ, Caddy, Traefik,
/// dnsmasq, tcpdump, iperf3 (`main.c`), dockerd, PHP-FPM and the JVM. Go programs without one end
/// with 2 where the signal itself does not end them (`runtime/signal_unix.go`, `dieFromSignal`).
/// BusyBox's programs, shells, interpreters and most clients have none.
public final class SignalManners {
  /// The signal is lost.
  static final int NOTHING = -1;

  private static final int HUP = 1;
  private static final int INT = 2;
  private static final int QUIT = 3;
  private static final int TERM = 15;
  private static final int WINCH = 28;

  /// Signals that end no process by themselves: stops, and those that are ignored.
  private static final List<Integer> HARMLESS = List.of(0, 17, 18, 19, 20, 21, 22, 23, WINCH);

  /// Programs without a handler for what asks them to end.
  private static final List<String> DEAF =
      List.of("sleep", "tail", "cat", "top", "python", "python3", "node", "perl", "ruby");

  private final Container container;
  private final ImagePlan image;

  SignalManners(Container container, ImagePlan image) {
    this.container = container;
    this.image = image;
  }

  /// `STOPSIGNAL` of an image, as in its Dockerfile; empty where there is none.
  public static String stopSignal(ImagePlan image) {
    return switch (ServerCommands.serverOf(image)) {
      case "nginx" -> "SIGQUIT";
      case "httpd" -> "SIGWINCH";
      case "postgres", "adminer" -> "SIGINT";
      case "wordpress", "nextcloud", "drupal", "joomla", "matomo", "phpmyadmin" -> "SIGQUIT";
      default -> "";
    };
  }

  /// The exit status of the container after a signal, or [#NOTHING].
  int statusAfter(int signal) {
    String program = ProgramOf.name(ServerCommands.running(container), image);
    int handled = handled(program, signal);
    if (handled != NOTHING || isShielded() || HARMLESS.contains(signal)) {
      return handled;
    }
    boolean isTyped = ProgramOf.SHELLS.contains(program) && container.spec().flags().tty();
    return isTyped && signal == TERM ? NOTHING : 128 + signal;
  }

  private int handled(String program, int signal) {
    return switch (program) {
      case "nginx", "postgres", "php-fpm", "kibana", "wordpress", "nextcloud", "drupal", "joomla" ->
          ends(signal, 0, TERM, INT, QUIT);
      case "httpd-foreground", "apache2-foreground", "apache2" -> ends(signal, 0, TERM, INT, WINCH);
      case "httpd" -> isBusybox() ? NOTHING : ends(signal, 0, TERM, INT, WINCH);
      case "caddy" -> signal == QUIT ? 2 : ends(signal, 0, TERM, INT);
      case "whoami" -> isShielded() ? ends(signal, 2, TERM, INT, HUP, QUIT) : NOTHING;
      case "java", "elasticsearch", "jenkins", "tomcat" ->
          ends(signal, 128 + signal, TERM, INT, HUP);
      case "nats" -> signal == TERM ? 1 : ends(signal, 0, INT);
      case "iperf3" -> ends(signal, 1, TERM, INT, HUP);
      case "adminer", "php" -> ends(signal, 0, INT);
      case "mysqld", "mariadbd" -> ends(signal, 0, TERM, QUIT);
      default -> isDeaf(program) ? NOTHING : ends(signal, 0, TERM, INT);
    };
  }

  private boolean isShielded() {
    return !container.spec().ending().init();
  }

  private boolean isBusybox() {
    return image.tools().contains("busybox");
  }

  /// Tools of an image have no handlers, but for those that serve or clean up. What runs in an
  /// image that nobody knows is taken for a server that ends well.
  private boolean isDeaf(String program) {
    boolean isScript = ProgramOf.SHELLS.contains(program) || program.endsWith(".sh");
    boolean isUnknown = image.tools().isEmpty() && image.serve().isEmpty();
    if (isScript) {
      return !isUnknown || !isImagesOwn();
    }
    boolean isTool = !image.tools().isEmpty() && image.serve().isEmpty();
    return DEAF.contains(program)
        || (isTool && !List.of("dockerd", "dnsmasq", "tcpdump", "radvd").contains(program));
  }

  private boolean isImagesOwn() {
    var workload = container.spec().workload();
    return workload.entrypoint() == null && workload.command().isEmpty();
  }

  private static int ends(int signal, int status, int... signals) {
    for (int each : signals) {
      if (each == signal) {
        return status;
      }
    }
    return NOTHING;
  }
}
