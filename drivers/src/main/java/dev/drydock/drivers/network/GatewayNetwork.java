package dev.drydock.drivers.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The way out of sandboxes whose networks have none: one more interface, on the bridge network
/// docker_gwbridge (libnetwork `default_gateway.go`). The network is made when it is first needed.
final class GatewayNetwork {
  static final String NAME = "docker_gwbridge";

  /// What its interfaces are called.
  static final String PREFIX = "eth";

  private static final int NAME_CHARACTERS = 12;

  private final Controller controller;

  GatewayNetwork(Controller controller) {
    this.controller = controller;
  }

  /// Adds or removes the interface, as the other endpoints of a sandbox demand.
  void update(Sandbox sandbox) {
    Network own = controller.named(NAME);
    Endpoint present = own == null ? null : sandbox.on(own);
    boolean wanted = isNeeded(sandbox);
    if (wanted && present == null) {
      add(sandbox);
    } else if (!wanted && present != null) {
      controller.remove(present);
    }
  }

  /// Whether no network gives a gateway, and one that leads out wants it (`needDefaultGW`).
  private static boolean isNeeded(Sandbox sandbox) {
    boolean needed = false;
    for (Endpoint endpoint : sandbox.endpoints()) {
      Network network = endpoint.network();
      if (network.name().equals(NAME)
          || !network.driver().hasAddresses()
          || network.config().flags().internal()) {
        continue;
      }
      if (leadsOut(endpoint.attachment())) {
        return false;
      }
      needed |= network.driver().wantsGatewayNetwork();
    }
    return needed && sandbox.leadsOut();
  }

  private static boolean leadsOut(Attachment attachment) {
    return attachment.gateway() != null
        || attachment.deviceRoutes().stream().anyMatch(r -> !r.isV6() && r.length() == 0);
  }

  private void add(Sandbox sandbox) {
    Network existing = controller.named(NAME);
    Network network = existing != null ? existing : controller.create(config());
    String name = sandbox.id().substring(0, Math.min(NAME_CHARACTERS, sandbox.id().length()));
    Endpoint.Ports ports = Endpoint.Ports.NONE;
    for (Endpoint endpoint : sandbox.endpoints()) {
      ports = endpoint.request().ports().published().isEmpty() ? ports : endpoint.request().ports();
    }
    Endpoint.Request request =
        new Endpoint.Request(
            "gateway_" + name,
            null,
            null,
            0,
            0,
            List.of(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            ports,
            List.of());
    controller.add(network, sandbox, request);
  }

  private static NetworkConfig config() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("com.docker.network.bridge.enable_icc", "false");
    options.put("com.docker.network.bridge.enable_ip_masquerade", "true");
    options.put("com.docker.network.bridge.name", NAME);
    return new NetworkConfig(
        NAME,
        "bridge",
        NetworkConfig.Flags.PLAIN,
        new NetworkConfig.Ipam("default", new LinkedHashMap<>(), false, List.of()),
        options,
        new LinkedHashMap<>());
  }
}
