package dev.drydock.scenarios.servers;

import dev.drydock.core.app.perf.PerfServer;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.Protocol;
import dev.drydock.scenarios.model.Serve;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.ImagePlan;
import dev.drydock.scenarios.text.ListenPort;
import dev.drydock.scenarios.tools.ToolRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which servers a command line runs, and the command line of a server.
public final class ServerCommands {
  /// Programs that people start to have a container that does nothing.
  private static final List<String> IDLE =
      List.of("sleep", "sh", "bash", "ash", "tail", "cat", "true", "false", "top", "ping", "env");

  private ServerCommands() {}

  /// The command line of a server, as `ps` shows it.
  public static List<String> of(Serve serve) {
    return switch (serve) {
      case Serve.Http http ->
          http.server().equals("busybox-httpd")
              ? List.of("httpd", "-f", "-p", place(http), "-h", "/www")
              : List.of(http.server());
      case Serve.Dns dns -> List.of(dns.server());
      case Serve.Dhcp dhcp -> List.of("dnsmasq");
      case Serve.Advertise advertise -> List.of("radvd");
      case Serve.Listen listen ->
          listen.server().equals("iperf3")
              ? List.of("iperf3", "-s")
              : List.of(
                  listen.server().isEmpty() ? listen.protocol() + "-server" : listen.server());
    };
  }

  private static String place(Serve.Http http) {
    boolean all = http.address().equals(IpAddress.ANY_V6);
    return all ? Integer.toString(http.port()) : http.address() + ":" + http.port();
  }

  /// The entry point of an image.
  public static List<String> entrypoint(ImagePlan image) {
    ServerProgram program = ServerProgram.of(serverOf(image));
    return program == null ? clientEntry(image.name()) : program.entrypoint();
  }

  /// The entry point of an image whose program is a client (their Dockerfiles).
  private static List<String> clientEntry(String image) {
    return switch (image) {
      case "curlimages/curl" -> List.of("/entrypoint.sh");
      case "alpine/curl" -> List.of("curl");
      default -> List.of();
    };
  }

  /// The command of an image: that of its first server, else a shell.
  public static List<String> command(ImagePlan image) {
    String server = serverOf(image);
    if (server.isEmpty()) {
      return List.of(shell(image));
    }
    ServerProgram program = ServerProgram.of(server);
    return program == null ? of(image.serve().get(0)) : program.command();
  }

  /// `CMD` of the images that are systems or clients.
  private static String shell(ImagePlan image) {
    return switch (image.name()) {
      case "alpine" -> "/bin/sh";
      case "ubuntu", "centos", "fedora" -> "/bin/bash";
      case "debian" -> "bash";
      case "curlimages/curl" -> "curl";
      case "alpine/curl" -> "--help";
      default -> "sh";
    };
  }

  /// What runs once an entry point that is a script has done its work.
  static List<String> running(Container container) {
    List<String> words = container.commandLine();
    boolean isScript = words.size() > 1 && words.get(0).endsWith("docker-entrypoint.sh");
    return words.isEmpty() ? List.of("sh") : isScript ? words.subList(1, words.size()) : words;
  }

  /// What a program says whose port somebody else has, as far as it is known.
  static String inUse(List<String> words) {
    String program = words.getFirst();
    return program.endsWith("httpd") ? "httpd: bind: Address already in use\n" : "";
  }

  static String serverOf(ImagePlan image) {
    if (image.serve().isEmpty()) {
      return "";
    }
    return switch (image.serve().get(0)) {
      case Serve.Http http -> http.server();
      case Serve.Dns dns -> dns.server();
      case Serve.Dhcp dhcp -> "dnsmasq";
      case Serve.Advertise advertise -> "radvd";
      case Serve.Listen listen -> listen.server();
    };
  }

  /// The servers that a container runs: those of its image, unless its command is another program;
  /// of an image that nothing is known of, one on each port that it exposes or publishes. What
  /// `x-drydock.listen` names comes on top; with an address it says where a server listens.
  ///
  /// @param planned what the plan says of the container; null when it does not know it
  static List<Serve> of(ImagePlan image, @Nullable ContainerPlan planned, Container container) {
    List<Serve> servers = new ArrayList<>(ofCommand(image, container));
    if (planned != null) {
      planned.listen().forEach(port -> add(servers, port, image.name()));
    }
    return servers;
  }

  private static List<Serve> ofCommand(ImagePlan image, Container container) {
    List<String> words = running(container);
    String program = words.isEmpty() ? "" : ToolRegistry.baseName(words.getFirst());
    boolean isDefault = container.commandLine().equals(defaultWords(image));
    if (PrintingOptions.isOn(words, image)) {
      return List.of();
    }
    if (isDefault && image.serve().size() > 1) {
      return image.serve();
    }
    if (program.equals("httpd") && image.tools().contains("busybox")) {
      return httpd(image, words);
    }
    if (program.equals("iperf3") && image.tools().contains("iperf3")) {
      return iperf(words);
    }
    if (PythonOptions.isServer(words)) {
      return PythonOptions.listening(words);
    }
    if (serverOf(image).equals(WhoamiOptions.SERVER) && program.matches("-.*|whoami")) {
      return WhoamiOptions.listening(words);
    }
    if (RedisOptions.isRedis(image) && (program.startsWith("-") || program.endsWith("-server"))) {
      return RedisOptions.listening(image, words);
    }
    if (!image.serve().isEmpty()) {
      return isDefault || !IDLE.contains(program) ? image.serve() : List.of();
    }
    if (!image.tools().isEmpty() || (!isDefault && IDLE.contains(program))) {
      return List.of();
    }
    List<Serve> servers = new ArrayList<>();
    for (ContainerPort port : container.exposedPorts()) {
      servers.add(new Serve.Listen(port.port(), protocol(port.protocol()), image.name()));
    }
    return servers;
  }

  /// The command line of an image: its entry point, then its command.
  static List<String> defaultWords(ImagePlan image) {
    List<String> words = new ArrayList<>(entrypoint(image));
    words.addAll(command(image));
    return words;
  }

  /// BusyBox's `httpd -f [-p PORT] [-h HOME]`, with the files of the image if it has any.
  static List<Serve> httpd(ImagePlan image, List<String> words) {
    int port = 80;
    IpAddress address = IpAddress.ANY_V6;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      String value = word.startsWith("-p") && word.length() > 2 ? word.substring(2) : "";
      if (word.equals("-p") && i + 1 < words.size()) {
        value = words.get(i + 1);
      }
      String digits = value.replaceFirst(".*:", "");
      port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : port;
      IpAddress given = IpAddress.parseOrNull(value.replaceFirst(":?[^:]*$", ""));
      address = given == null ? address : given;
    }
    Map<String, Serve.Content> files = Map.of();
    for (Serve serve : image.serve()) {
      files = serve instanceof Serve.Http http ? http.files() : files;
    }
    boolean isDefaultBuild = image.tools().contains("busybox-defconfig");
    String server = isDefaultBuild ? Sites.BUSYBOX_WITH_CGI : "busybox-httpd";
    return List.of(new Serve.Http(address, port, server, files));
  }

  /// `iperf3 -s [-p PORT]`; a client is no server.
  private static List<Serve> iperf(List<String> words) {
    if (!words.contains("-s") && !words.contains("--server")) {
      return List.of();
    }
    int port = PerfServer.PORT;
    for (int i = 1; i + 1 < words.size(); i++) {
      boolean isPort = words.get(i).equals("-p") || words.get(i).equals("--port");
      if (isPort && words.get(i + 1).matches("\\d{1,5}")) {
        port = Integer.parseInt(words.get(i + 1));
      }
    }
    return List.of(new Serve.Listen(port, dev.drydock.scenarios.text.Protocol.TCP, "iperf3"));
  }

  private static void add(List<Serve> servers, ListenPort wanted, String server) {
    boolean udp = wanted.protocol() == dev.drydock.scenarios.text.Protocol.UDP;
    for (int i = 0; i < servers.size(); i++) {
      if (servers.get(i).port() == wanted.port() && isUdp(servers.get(i)) == udp) {
        servers.set(i, servers.get(i).on(wanted.address()));
        return;
      }
    }
    servers.add(new Serve.Listen(wanted.address(), wanted.port(), wanted.protocol(), server));
  }

  private static boolean isUdp(Serve serve) {
    return serve instanceof Serve.Listen listen
        && listen.protocol() == dev.drydock.scenarios.text.Protocol.UDP;
  }

  private static dev.drydock.scenarios.text.Protocol protocol(Protocol protocol) {
    return switch (protocol) {
      case TCP -> dev.drydock.scenarios.text.Protocol.TCP;
      case UDP -> dev.drydock.scenarios.text.Protocol.UDP;
      case SCTP -> dev.drydock.scenarios.text.Protocol.SCTP;
    };
  }
}
