package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Vxlan;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.ipam.DefaultPools;
import dev.drydock.drivers.swarm.NodeOptions;
import dev.drydock.drivers.swarm.OwnAddress;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The options of `docker swarm init` and `join` that say where a node is (docker/cli
/// `command/swarm/opts.go`, `init.go`; moby `daemon/cluster/listen_addr.go`, which refuses in this
/// order). Of ports beside addresses only that they are well-formed matters: managers listen on
/// 2377.
final class NodeWords {
  private static final int DATA_PORT_FIRST = 1024;
  private static final int DATA_PORT_LAST = 49_151;
  private static final int MASK_LENGTH = 24;
  private static final int MASK_LENGTH_MAX = 29;

  private final DockerCall call;
  private final Flags.Given given;
  private final int dataPort;
  private final int maskLength;
  private final List<IpPrefix> pools = new ArrayList<>();
  private String listen = "0.0.0.0";

  /// Reads the options.
  ///
  /// @throws Failure where the command line does not take them
  NodeWords(DockerCall call, Flags.Given given) throws Failure {
    this.call = call;
    this.given = given;
    FlagValues values = new FlagValues(given, call.verb());
    for (String text : given.all("listen-addr")) {
      listen = host(text, values);
    }
    dataPort = values.unsigned("data-path-port", 0);
    maskLength = values.unsigned("default-addr-pool-mask-length", MASK_LENGTH);
    for (String list : given.all("default-addr-pool")) {
      for (String text : list.split(",", -1)) {
        IpPrefix pool = IpPrefix.parseOrNull(text.strip());
        if (pool == null || !text.contains("/")) {
          String why = "invalid string being converted to CIDR: " + text;
          throw values.refused(list, "default-addr-pool", why);
        }
        pools.add(new IpPrefix(pool.first(), pool.length()));
      }
    }
  }

  /// The host of `HOST`, `HOST:PORT` or `tcp://HOST:PORT`.
  private static String host(String text, FlagValues values) throws Failure {
    String address = text.startsWith("tcp://") ? text.substring("tcp://".length()) : text;
    int colon = address.lastIndexOf(':');
    String port = colon < 0 ? "" : address.substring(colon + 1);
    if (!port.matches("\\d*")) {
      String why = "parse \"tcp://%s\": invalid port \":%s\" after host".formatted(address, port);
      throw values.refused(text, "listen-addr", why);
    }
    String host = colon < 0 ? address : address.substring(0, colon);
    return host.isEmpty() ? "0.0.0.0" : host;
  }

  /// What the engine makes of them for a new swarm.
  ///
  /// @throws EngineException where it does not take them
  NodeOptions init() {
    Netns root = call.engine().machine().root();
    IpAddress listening = OwnAddress.named(root, listen, OwnAddress.Purpose.LISTEN);
    IpAddress advertised = advertised(root);
    IpAddress dataPath = dataPath(root);
    DefaultPools wanted = pools();
    int port = dataPort == 0 ? Vxlan.PORT : dataPort;
    if (port < DATA_PORT_FIRST || port > DATA_PORT_LAST) {
      throw new EngineException(
          "Datapath port number is not in valid range (%d-%d) : %d"
              .formatted(DATA_PORT_FIRST, DATA_PORT_LAST, port));
    }
    return new NodeOptions(listening, advertised, dataPath, port, wanted);
  }

  /// What the engine makes of them for a node that joins: an advertised address that it does not
  /// understand does not matter, since managers see where it comes from.
  ///
  /// @throws EngineException where it does not take them
  NodeOptions join() {
    Netns root = call.engine().machine().root();
    IpAddress listening = OwnAddress.named(root, listen, OwnAddress.Purpose.LISTEN);
    IpAddress advertised = null;
    try {
      advertised = advertised(root);
    } catch (EngineException e) {
      // The address that managers see will do.
    }
    return new NodeOptions(listening, advertised, dataPath(root), Vxlan.PORT, DefaultPools.GLOBAL);
  }

  /// How tables write a node's state.
  static String capital(String state) {
    return state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1);
  }

  private @Nullable IpAddress advertised(Netns root) {
    String text = given.last("advertise-addr", "");
    int colon = text.indexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    return text.isEmpty() ? null : OwnAddress.named(root, host, OwnAddress.Purpose.ADVERTISE);
  }

  private @Nullable IpAddress dataPath(Netns root) {
    String text = given.last("data-path-addr", "");
    return text.isEmpty() ? null : OwnAddress.named(root, text, OwnAddress.Purpose.DATA_PATH);
  }

  /// `validateDefaultAddrPool`; without a pool of the user's the length does not matter.
  private DefaultPools pools() {
    if (pools.isEmpty()) {
      return DefaultPools.GLOBAL;
    }
    int length = maskLength == 0 ? MASK_LENGTH : maskLength;
    if (length > MASK_LENGTH_MAX) {
      throw new EngineException("subnet size is out of range: " + length);
    }
    List<DefaultPools.Block> blocks = new ArrayList<>();
    for (IpPrefix pool : pools) {
      if (length < pool.length()) {
        throw new EngineException(
            "invalid CIDR: \"%s\". Subnet size is too small for pool: %d".formatted(pool, length));
      }
      blocks.add(new DefaultPools.Block(pool, length));
    }
    return new DefaultPools(blocks);
  }
}
