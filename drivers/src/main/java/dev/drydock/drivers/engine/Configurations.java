package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.Controller;
import dev.drydock.drivers.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Networks that hold a configuration, and those made from them (libnetwork
/// `validateConfiguration`, `applyConfigurationTo`).
final class Configurations {
  private final Controller controller;
  private final Map<String, NetworkSpec> specs = new LinkedHashMap<>();

  Configurations(Controller controller) {
    this.controller = controller;
  }

  /// `--config-only`.
  ///
  /// @throws EngineException for what only a network that works can have
  Network hold(NetworkSpec spec, Context context) {
    NetworkSpec.Flags flags = spec.flags();
    if (flags.internal() || flags.attachable() || flags.ingress()) {
      throw new EngineException(
          "configuration network can only contain network specific fields. Network operator fields"
              + " like [ ingress | internal | attachable | scope ] are not supported.");
    }
    Network made = controller.createConfiguration(NetworkRequests.config(spec, context));
    specs.put(spec.name(), spec);
    return made;
  }

  /// `--config-from`: what the network then is.
  ///
  /// @throws EngineException if there is no such configuration, or more is asked than its name
  NetworkSpec apply(String from, NetworkSpec spec) {
    NetworkSpec held = specs.get(from);
    if (held == null) {
      throw new EngineException("configuration network \"" + from + "\" does not exist");
    }
    boolean hasOwn =
        !spec.pools().isEmpty()
            || !spec.labels().isEmpty()
            || hasIpamOptions(spec)
            || Boolean.TRUE.equals(spec.flags().ipv6());
    if (hasOwn) {
      throw new EngineException(
          "user specified configurations are not supported if the network depends on a"
              + " configuration network");
    }
    if (!spec.options().isEmpty()) {
      throw new EngineException(
          "network driver options are not supported if the network depends on a configuration"
              + " network");
    }
    NetworkSpec.Flags own = spec.flags();
    NetworkSpec.Flags flags =
        new NetworkSpec.Flags(
            own.internal(),
            own.attachable(),
            own.ingress(),
            held.flags().ipv4(),
            held.flags().ipv6());
    return new NetworkSpec(
        spec.name(),
        spec.driver(),
        flags,
        held.ipamDriver(),
        held.ipamOptions(),
        held.pools(),
        held.options(),
        held.labels());
  }

  /// Lets a configuration go that is removed.
  ///
  /// @throws EngineException if a network has it
  void release(Network network, List<Network> all) {
    if (!network.isConfiguration()) {
      return;
    }
    if (all.stream().anyMatch(n -> n.configuredFrom().equals(network.name()))) {
      throw new EngineException(
          "error while removing network: configuration network \""
              + network.name()
              + "\" is in use");
    }
    specs.remove(network.name());
  }

  private static boolean hasIpamOptions(NetworkSpec spec) {
    return spec.ipamOptions() != null && !spec.ipamOptions().isEmpty();
  }
}
