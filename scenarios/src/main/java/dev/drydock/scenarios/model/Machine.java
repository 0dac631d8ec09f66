package dev.drydock.scenarios.model;

import dev.drydock.core.device.KernelBuild;
import dev.drydock.core.device.link.SwitchPort;
import dev.drydock.core.sim.Ordered;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.MacAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An entry of `machines`.
///
/// @param name its key
/// @param docker its `daemon.json`; null without the key
/// @param nics `nics`
/// @param forward `forward`
/// @param masquerade `masquerade`
/// @param nameservers `nameservers`
/// @param sysctls `sysctls`
/// @param serve `serve`
/// @param kernel `kernel`
public record Machine(
    Located<String> name,
    @Nullable DaemonConfig docker,
    List<Nic> nics,
    @Nullable Located<Boolean> forward,
    @Nullable Located<String> masquerade,
    List<Located<IpAddress>> nameservers,
    Map<String, Located<String>> sysctls,
    List<Serve> serve,
    @Nullable KernelBuild kernel) {

  /// Copies the collections, their order kept.
  public Machine {
    nics = List.copyOf(nics);
    nameservers = List.copyOf(nameservers);
    sysctls = Ordered.copyOf(sysctls);
    serve = List.copyOf(serve);
  }

  /// An entry of `nics`.
  ///
  /// @param port how the switch port is set up that it is plugged into
  public record Nic(
      Located<String> name,
      @Nullable Located<String> kind,
      @Nullable Located<String> link,
      @Nullable Located<MacAddress> mac,
      List<Located<IpPrefix>> addresses,
      List<Located<IpAddress>> gateways,
      @Nullable Located<Long> mtu,
      SwitchPort port) {
    /// Copies the lists.
    public Nic {
      addresses = List.copyOf(addresses);
      gateways = List.copyOf(gateways);
    }
  }
}
