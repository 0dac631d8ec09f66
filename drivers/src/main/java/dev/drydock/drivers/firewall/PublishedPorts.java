package dev.drydock.drivers.firewall;

import dev.drydock.drivers.port.PortBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// The ports that are published now: a daemon that starts again under running containers
/// (`live-restore`) writes their rules anew (moby `drivers/bridge/bridge_store.go`,
/// `restorePortAllocations`).
final class PublishedPorts {
  private record Entry(BridgeRules network, PortBinding port) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(BridgeRules network, PortBinding port) {
    entries.add(new Entry(network, port));
  }

  void remove(BridgeRules network, PortBinding port) {
    entries.remove(new Entry(network, port));
  }

  void forEach(BiConsumer<BridgeRules, PortBinding> action) {
    entries.forEach(entry -> action.accept(entry.network, entry.port));
  }
}
