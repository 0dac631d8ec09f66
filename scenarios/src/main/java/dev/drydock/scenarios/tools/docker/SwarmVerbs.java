package dev.drydock.scenarios.tools.docker;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Vxlan;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.ipam.DefaultPools;
import dev.drydock.drivers.swarm.Availability;
import dev.drydock.drivers.swarm.JoinAttempt;
import dev.drydock.drivers.swarm.NodeOptions;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `docker swarm init`, `join`, `join-token`, `leave`.
final class SwarmVerbs implements DockerTool.Verb {
  private static final int PORT = 2377;
  private static final int DATA_PORT_FIRST = 1024;
  private static final int DATA_PORT_LAST = 49_151;
  private static final int POOL_MASK_LENGTH = 24;

  private final String verb;

  SwarmVerbs(String verb) {
    this.verb = verb;
  }

  /// The node a command runs on.
  static SwarmNode node(DockerTool.Call call) {
    SwarmNode node = call.invocation().place().box().swarm();
    if (node == null) {
      throw new EngineException("This node is not part of a swarm");
    }
    return node;
  }

  @Override
  public int run(DockerTool.Call call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .values("advertise-addr", "listen-addr", "data-path-addr", "data-path-port", "token")
            .values("default-addr-pool", "default-addr-pool-mask-length", "availability")
            .values("cert-expiry", "dispatcher-heartbeat", "external-ca", "task-history-limit")
            .switches("autolock", "force-new-cluster", "f|force", "q|quiet", "rotate")
            .read(call.arguments());
    SwarmNode node = node(call);
    return switch (verb) {
      case "init" -> init(call, node, given);
      case "join" -> join(call, node, given);
      case "join-token" -> token(call, node, given);
      default -> {
        node.leave(given.has("force"));
        call.out("Node left the swarm.");
        yield 0;
      }
    };
  }

  private static int init(DockerTool.Call call, SwarmNode node, Flags.Given given) throws Failure {
    Swarm swarm = node.init(options(call, given));
    swarm.change(SwarmUpdateVerb.settings(swarm.settings(), given));
    awaitReady(call, node);
    setAvailability(node, given);
    call.out("Swarm initialized: current node (" + node.id() + ") is now a manager.");
    call.out("");
    call.out("To add a worker to this swarm, run the following command:");
    call.out("");
    call.out("    docker swarm join --token " + swarm.workerToken() + " " + end(node));
    call.out("");
    call.out(
        "To add a manager to this swarm, run 'docker swarm join-token manager' and follow the"
            + " instructions.");
    call.out("");
    SwarmUpdateVerb.tellKey(call, swarm);
    return 0;
  }

  private static void awaitReady(DockerTool.Call call, SwarmNode node) {
    long now = call.engine().machine().loop().nowNanos();
    call.invocation().shell().await(node::isReady, now + JoinAttempt.WAIT_NANOS);
  }

  /// Where a manager listens.
  static String end(SwarmNode node) {
    return node.address() + ":" + PORT;
  }

  private static int join(DockerTool.Call call, SwarmNode node, Flags.Given given) throws Failure {
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    String remote = given.words().get(0);
    NodeOptions options = options(call, given);
    int colon = remote.indexOf(':');
    IpAddress manager = IpAddress.parseOrNull(colon < 0 ? remote : remote.substring(0, colon));
    String port = colon < 0 ? "" + PORT : remote.substring(colon + 1);
    if (node.isActive() || manager == null || !port.matches("\\d{1,5}")) {
      node.join(given.last("token", ""), remote, options); // says why not
    } else {
      JoinAttempt attempt =
          new JoinAttempt(call.engine().machine(), manager, Integer.parseInt(port));
      long now = call.engine().machine().loop().nowNanos();
      call.invocation().shell().await(attempt::isDone, now + JoinAttempt.WAIT_NANOS);
      attempt.check();
      node.joinFound(given.last("token", ""), remote, options);
      awaitReady(call, node);
    }
    setAvailability(node, given);
    String role = node.isManager() ? "manager" : "worker";
    call.out("This node joined a swarm as a " + role + ".");
    return 0;
  }

  private static int token(DockerTool.Call call, SwarmNode node, Flags.Given given) throws Failure {
    List<String> words = given.words();
    if (words.size() != 1 || !List.of("worker", "manager").contains(words.get(0))) {
      throw call.needs("exactly 1 argument");
    }
    Swarm swarm = node.managed();
    String role = words.get(0);
    if (given.has("rotate")) {
      swarm.rotate(role.equals("manager"));
    }
    String token = role.equals("worker") ? swarm.workerToken() : swarm.managerToken();
    if (given.has("quiet")) {
      call.out(token);
      return 0;
    }
    if (given.has("rotate")) {
      call.out("Successfully rotated " + role + " join token.");
      call.out("");
    }
    call.out("To add a " + role + " to this swarm, run the following command:");
    call.out("");
    call.out("    docker swarm join --token " + token + " " + end(node));
    call.out("");
    return 0;
  }

  private static void setAvailability(SwarmNode node, Flags.Given given) throws Failure {
    String word = given.last("availability", "active");
    Availability wanted = NodeVerbs.availability(word);
    if (wanted == null) {
      throw new Failure(
          "invalid availability \"" + word + "\", only active, pause and drain are supported", 1);
    }
    node.setAvailability(wanted);
  }

  private static NodeOptions options(DockerTool.Call call, Flags.Given given) throws Failure {
    String port = given.last("data-path-port", Integer.toString(Vxlan.PORT));
    int dataPort = port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    if (dataPort < DATA_PORT_FIRST || dataPort > DATA_PORT_LAST) {
      throw new EngineException(
          "VXLAN UDP port number is not in valid range (%d-%d): %s"
              .formatted(DATA_PORT_FIRST, DATA_PORT_LAST, port));
    }
    return new NodeOptions(
        address(call, given.last("advertise-addr", "")),
        address(call, given.last("data-path-addr", "")),
        dataPort,
        pools(given));
  }

  /// An address, with or without a port, or the first one of an interface.
  private static @Nullable IpAddress address(DockerTool.Call call, String text) {
    if (text.isEmpty()) {
      return null;
    }
    int colon = text.indexOf(':');
    IpAddress address = IpAddress.parseOrNull(colon < 0 ? text : text.substring(0, colon));
    if (address != null) {
      return address;
    }
    Netns root = call.engine().machine().root();
    var device = root.device(text);
    var addresses = device == null ? List.of() : root.ipv4().interfaces().of(device).addresses();
    if (device == null || addresses.isEmpty()) {
      throw new EngineException(
          "advertise address must be a non-zero IP address or network interface (with optional port"
              + " number)");
    }
    return IpAddress.v4(
        root.ipv4().interfaces().of(device).addresses().getFirst().prefix().address());
  }

  private static DefaultPools pools(Flags.Given given) throws Failure {
    if (given.all("default-addr-pool").isEmpty()) {
      return DefaultPools.GLOBAL;
    }
    String length = given.last("default-addr-pool-mask-length", "" + POOL_MASK_LENGTH);
    if (!length.matches("\\d{1,2}")) {
      throw Failure.usage("invalid mask length: " + length, "swarm init");
    }
    List<DefaultPools.Block> blocks = new ArrayList<>();
    for (String text : given.all("default-addr-pool")) {
      IpPrefix base = IpPrefix.parseOrNull(text);
      if (base == null) {
        throw Failure.usage("invalid CIDR address: " + text, "swarm init");
      }
      blocks.add(new DefaultPools.Block(base, Integer.parseInt(length)));
    }
    return new DefaultPools(blocks);
  }
}
