package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.swarm.Availability;
import dev.drydock.drivers.swarm.JoinAttempt;
import dev.drydock.drivers.swarm.NodeOptions;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.SwarmSettings;
import dev.drydock.drivers.swarm.SwarmTexts;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.dns.DnsTools;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `docker swarm init`, `join`, `join-token`, `leave`.
public final class SwarmVerbs implements DockerVerb {
  private static final int PORT = 2377;

  /// What a daemon needs to clear away a swarm's networks, beside its farewell: 0.3 s on 20.10.24.
  private static final long CLEARING_NANOS = 300_000_000L;

  /// Five tries, two seconds after each, until a node gives up (swarmkit `ca/certificates.go`).
  private static final long REFUSAL_NANOS = 10_000_000_000L;

  private static final Pattern SERVER = Pattern.compile("(?m)^nameserver\\s+(\\S+)");

  private final String verb;

  public SwarmVerbs(String verb) {
    this.verb = verb;
  }

  /// The node a command runs on.
  static SwarmNode node(DockerCall call) {
    SwarmNode node = call.invocation().place().box().swarm();
    if (node == null) {
      throw new EngineException("This node is not part of a swarm");
    }
    return node;
  }

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given = flags(call.verb()).read(call.arguments());
    SwarmNode node = node(call);
    return switch (verb) {
      case "init" -> init(call, node, given);
      case "join" -> join(call, node, given);
      case "join-token" -> token(call, node, given);
      default -> {
        leave(call, node, given.has("force"));
        call.out("Node left the swarm.");
        yield 0;
      }
    };
  }

  private static void leave(DockerCall call, SwarmNode node, boolean force) throws Failure {
    AtomicBoolean hasLeft = new AtomicBoolean();
    node.leave(force, () -> hasLeft.set(true));
    await(call, hasLeft::get, JoinAttempt.WAIT_NANOS);
    await(call, () -> false, CLEARING_NANOS);
  }

  private Flags flags(String name) {
    Flags flags = new Flags(name);
    return switch (verb) {
      case "init" ->
          SwarmUpdateVerb.withSettings(flags)
              .values("advertise-addr", "listen-addr", "data-path-addr", "data-path-port")
              .values("default-addr-pool", "default-addr-pool-mask-length", "availability")
              .switches("autolock", "force-new-cluster");
      case "join" ->
          flags.values("advertise-addr", "listen-addr", "data-path-addr", "availability", "token");
      case "join-token" -> flags.switches("q|quiet", "rotate");
      default -> flags.switches("f|force");
    };
  }

  private static int init(DockerCall call, SwarmNode node, Flags.Given given) throws Failure {
    SwarmUpdateVerb.checkAuthorities(given, call.verb());
    NodeWords words = new NodeWords(call, given);
    SwarmSettings settings = SwarmUpdateVerb.settings(SwarmSettings.DEFAULT, call, given);
    Availability availability = availability(given);
    Swarm present = node.swarm();
    if (present != null && !given.has("force-new-cluster")) {
      throw SwarmTexts.alreadyInSwarm();
    }
    Swarm swarm = present == null ? node.init(words.init()) : present;
    if (present == null) {
      swarm.change(settings);
    } else {
      swarm.forceAnew(node);
    }
    awaitReady(call, node);
    if (availability != Availability.ACTIVE) {
      node.setAvailability(availability);
    }
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

  private static void awaitReady(DockerCall call, SwarmNode node) {
    await(call, node::isLetIn, JoinAttempt.WAIT_NANOS);
  }

  private static void await(DockerCall call, BooleanSupplier happened, long nanos) {
    long now = call.engine().machine().loop().nowNanos();
    call.invocation().shell().await(happened, now + nanos);
  }

  /// Where a manager listens.
  static String end(SwarmNode node) {
    return end(node.address());
  }

  /// Where a manager with an address listens.
  static String end(IpAddress address) {
    return address + ":" + PORT;
  }

  private static int join(DockerCall call, SwarmNode node, Flags.Given given) throws Failure {
    NodeWords words = new NodeWords(call, given);
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    Availability availability = availability(given);
    if (node.isActive()) {
      throw SwarmTexts.alreadyInSwarm();
    }
    String remote = given.words().get(0);
    String token = given.last("token", "");
    NodeOptions options = words.join();
    int colon = remote.indexOf(':');
    IpAddress manager = manager(call, colon < 0 ? remote : remote.substring(0, colon));
    String port =
        colon < 0 || colon == remote.length() - 1 ? "" + PORT : remote.substring(colon + 1);
    if (!port.matches("\\d{1,5}")) {
      throw noLocalAddress("address udp/" + port + ": unknown port");
    }
    SwarmTexts.checkForm(token);
    JoinAttempt attempt = new JoinAttempt(call.engine().machine(), manager, Integer.parseInt(port));
    await(call, attempt::isDone, JoinAttempt.WAIT_NANOS);
    attempt.check();
    try {
      node.joinFound(token, manager.toString(), options);
    } catch (EngineException e) {
      await(call, () -> false, REFUSAL_NANOS);
      throw e;
    }
    awaitReady(call, node);
    if (availability != Availability.ACTIVE) {
      node.setAvailability(availability);
    }
    call.out("This node joined a swarm as a " + (node.isManager() ? "manager." : "worker."));
    return 0;
  }

  /// A manager's address; a name is looked up as the daemon does.
  private static IpAddress manager(DockerCall call, String host) {
    IpAddress written = IpAddress.parseOrNull(host);
    if (written != null) {
      return written;
    }
    NameLookup.Answer answer = new DnsTools().names().addresses(call.invocation(), host);
    for (IpAddress each : answer.addresses()) {
      if (!each.isV6()) {
        return each;
      }
    }
    String conf = new PlaceFiles(call.invocation().place()).read("/etc/resolv.conf");
    Matcher server = SERVER.matcher(conf == null ? "" : conf);
    String asked = server.find() ? server.group(1) : "127.0.0.1";
    boolean isUnknown = answer.outcome() == NameLookup.Outcome.UNKNOWN;
    throw noLocalAddress(
        "lookup %s on %s:53: %s"
            .formatted(host, asked, isUnknown ? "no such host" : "server misbehaving"));
  }

  private static EngineException noLocalAddress(String why) {
    return new EngineException("could not find local IP address: dial udp: " + why);
  }

  /// What `--availability` says.
  private static Availability availability(Flags.Given given) throws Failure {
    String word = given.last("availability", "active");
    Availability wanted = NodeVerbs.availability(word);
    if (wanted == null) {
      throw new Failure(
          "invalid availability \"" + word + "\", only active, pause and drain are supported", 1);
    }
    return wanted;
  }

  private static int token(DockerCall call, SwarmNode node, Flags.Given given) throws Failure {
    List<String> words = given.words();
    if (words.size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    if (!List.of("worker", "manager").contains(words.get(0))) {
      throw new Failure("unknown role " + words.get(0), 1);
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
}
