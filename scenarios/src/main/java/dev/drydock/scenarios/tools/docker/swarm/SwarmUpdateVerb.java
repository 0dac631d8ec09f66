package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.SwarmSettings;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.List;
import java.util.Locale;

/// `docker swarm update`, `ca`, `unlock` and `unlock-key`.
public final class SwarmUpdateVerb implements DockerVerb {
  /// `CANodeCertExpiration` may not be shorter.
  private static final long LEAST_EXPIRY_NANOS = 3_600_000_000_000L;

  private static final int BAR_COLUMNS = 50;

  /// Until all nodes of a small swarm have new certificates; a guess.
  private static final long ROTATION_NANOS = 2_000_000_000L;

  private final String verb;

  public SwarmUpdateVerb(String verb) {
    this.verb = verb;
  }

  private static final String[] AUTHORITY = {"cert-expiry", "external-ca"};

  /// The options that say how a swarm works; creating one has them, too.
  private static final String[] SETTINGS = {
    "cert-expiry",
    "external-ca",
    "dispatcher-heartbeat",
    "task-history-limit",
    "max-snapshots",
    "snapshot-interval"
  };

  /// Adds the options for the settings of a swarm.
  static Flags withSettings(Flags flags) {
    return flags.values(SETTINGS);
  }

  @Override
  public int run(DockerCall call) throws Failure {
    Flags flags = new Flags(call.verb());
    switch (verb) {
      case "ca" ->
          flags
              .values(AUTHORITY)
              .values("ca-cert", "ca-key")
              .switches("rotate", "q|quiet", "d|detach");
      case "unlock-key" -> flags.switches("rotate", "q|quiet");
      case "update" -> withSettings(flags).switches("autolock");
      default -> {}
    }
    Flags.Given given = flags.read(call.arguments());
    checkAuthorities(given, call.verb());
    if (!given.words().isEmpty()) {
      throw call.needs("no arguments");
    }
    if (verb.equals("update") && given.values().isEmpty()) {
      throw flags.help(); // docker/cli `command/swarm/update.go`
    }
    SwarmNode node = SwarmVerbs.node(call);
    return switch (verb) {
      case "unlock" -> unlock(call, node);
      case "unlock-key" -> key(call, given, node);
      case "ca" -> authority(call, given, node.managed());
      default -> {
        Swarm swarm = node.managed();
        boolean wasLocked = swarm.settings().isAutolocked();
        swarm.change(settings(swarm.settings(), call, given));
        call.out("Swarm updated.");
        if (!wasLocked) {
          tellKey(call, swarm);
        }
        yield 0;
      }
    };
  }

  /// `protocol=cfssl,url=https://…` (docker/cli `command/swarm/opts.go`, `parseExternalCA`).
  static void checkAuthorities(Flags.Given given, String verb) throws Failure {
    for (String text : given.all("external-ca")) {
      String why = authorityRefusal(text);
      if (!why.isEmpty()) {
        throw new FlagValues(given, verb).refused(text, "external-ca", why);
      }
    }
  }

  private static String authorityRefusal(String text) {
    boolean hasProtocol = false;
    boolean hasUrl = false;
    for (String field : text.split(",", -1)) {
      int cut = field.indexOf('=');
      if (cut < 0) {
        return "invalid field '" + field + "' must be a key=value pair";
      }
      String value = field.substring(cut + 1);
      String key = field.substring(0, cut).toLowerCase(Locale.ROOT);
      if (key.equals("protocol") && !value.equalsIgnoreCase("cfssl")) {
        return "unrecognized external CA protocol " + value;
      }
      hasProtocol |= key.equals("protocol");
      hasUrl |= key.equals("url");
    }
    if (!hasProtocol) {
      return "the external-ca option needs a protocol= parameter";
    }
    return hasUrl ? "" : "the external-ca option needs a url= parameter";
  }

  /// What is said of the key where managers are locked.
  static void tellKey(DockerCall call, Swarm swarm) {
    String key = swarm.trust().key();
    if (!key.isEmpty()) {
      call.out("To unlock a swarm manager after it restarts, run the `docker swarm unlock`");
      call.out("command and provide the following key:");
      call.out("");
      call.out("    " + key);
      call.out("");
      call.out(
          (call.client().saysPlease() ? "Please remember" : "Remember")
              + " to store this key in a password manager, since without it you");
      call.out("will not be able to restart the manager.");
    }
  }

  /// Outside a terminal the key is read from the input.
  private static int unlock(DockerCall call, SwarmNode node) throws Failure {
    boolean isCapital = !call.client().writesSmall();
    if (!node.isActive()) {
      throw new Failure(
          (isCapital ? "Error: This" : "error: this") + " node is not part of a swarm", 1);
    }
    if (!node.isLocked()) {
      throw new Failure((isCapital ? "Error" : "error") + ": swarm is not locked", 1);
    }
    node.unlock(call.invocation().input().strip());
    return 0;
  }

  private static int key(DockerCall call, Flags.Given given, SwarmNode node) throws Failure {
    Swarm swarm;
    try {
      swarm = node.managed();
    } catch (EngineException e) {
      String begin = given.has("rotate") ? "" : "could not fetch unlock key: ";
      throw new Failure(begin + "Error response from daemon: " + e.text(), 1);
    }
    if (given.has("rotate")) {
      if (!swarm.settings().isAutolocked()) {
        throw new Failure("cannot rotate because autolock is not turned on", 1);
      }
      swarm.trust().newKey();
      if (!given.has("quiet")) {
        call.out("Successfully rotated manager unlock key.");
        if (!call.client().hasRevisedWords()) {
          call.out("");
        }
      }
    }
    if (swarm.trust().key().isEmpty()) {
      throw new Failure("no unlock key is set", 1);
    }
    if (given.has("quiet")) {
      call.out(swarm.trust().key());
    } else {
      tellKey(call, swarm);
    }
    return 0;
  }

  private static int authority(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    if (!given.has("rotate")) {
      for (String each : List.of("ca-cert", "ca-key", "cert-expiry", "external-ca")) {
        if (!given.all(each).isEmpty()) {
          throw new Failure(
              "`--" + each + "` flag requires the `--rotate` flag to update the CA", 1);
        }
      }
      call.out(swarm.trust().rootPem().strip());
      return 0;
    }
    checkGiven(given);
    swarm.rotateRoot();
    if (given.has("detach")) {
      return 0;
    }
    long now = call.engine().machine().loop().nowNanos();
    call.invocation().shell().await(() -> false, now + ROTATION_NANOS);
    if (!given.has("quiet")) {
      int nodes = swarm.nodes().size();
      String bar = "[" + "=".repeat(BAR_COLUMNS) + ">] " + nodes + "/" + nodes + " nodes";
      call.out("desired root digest: " + swarm.trust().rootDigest());
      call.out("  rotated TLS certificates:  " + bar);
      call.out("  rotated CA certificates:   " + bar);
      call.out(swarm.trust().rootPem().strip());
    }
    return 0;
  }

  private static void checkGiven(Flags.Given given) throws Failure {
    boolean hasCertificate = !given.all("ca-cert").isEmpty();
    boolean isExternal = !given.all("external-ca").isEmpty();
    if (isExternal && !hasCertificate) {
      throw new Failure(
          "rotating to an external CA requires the `--ca-cert` flag to specify the external CA's"
              + " cert - to add an external CA with the current root CA certificate, use the"
              + " `update` command instead",
          1);
    }
    if (hasCertificate && !isExternal && given.all("ca-key").isEmpty()) {
      throw new Failure(
          "the --ca-cert flag requires that a --ca-key flag and/or --external-ca flag be provided"
              + " as well",
          1);
    }
  }

  /// The settings after some options (swarmkit `manager/controlapi/cluster.go` refuses).
  static SwarmSettings settings(SwarmSettings old, DockerCall call, Flags.Given given)
      throws Failure {
    FlagValues values = new FlagValues(given, call.verb());
    long heartbeat = values.nanos("dispatcher-heartbeat", old.heartbeatNanos());
    int history = values.signed("task-history-limit", old.taskHistory());
    SwarmSettings.Records was = old.records();
    long expiry = values.nanos("cert-expiry", was.expiryNanos());
    SwarmSettings.Records records =
        new SwarmSettings.Records(
            expiry,
            values.unsigned("max-snapshots", was.snapshotsKept()),
            values.unsigned("snapshot-interval", was.snapshotEntries()));
    boolean isNew = call.verb().equals("swarm init");
    if (expiry < LEAST_EXPIRY_NANOS) {
      throw invalid("minimum certificate expiry time is: 1h0m0s", isNew);
    }
    if (heartbeat < 0) {
      throw invalid("heartbeat time period cannot be a negative duration", isNew);
    }
    boolean isAutolocked =
        given.all("autolock").isEmpty() ? old.isAutolocked() : given.has("autolock");
    return new SwarmSettings(heartbeat, history, isAutolocked, records);
  }

  private static EngineException invalid(String why, boolean isNew) {
    String begin = isNew ? "error updating cluster settings: " : "";
    return new EngineException(begin + "rpc error: code = InvalidArgument desc = " + why);
  }
}
