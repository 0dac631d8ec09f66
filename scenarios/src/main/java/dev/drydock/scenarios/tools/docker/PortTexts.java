package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Published ports in words (docker/cli `DisplayablePorts`).
final class PortTexts {
  private PortTexts() {}

  /// `0.0.0.0:8080`, `:::8080`.
  static String address(PortBinding binding) {
    return binding.hostIp() + ":" + binding.hostPort();
  }

  /// The column PORTS of `docker ps`.
  static String of(Container container) {
    List<String> texts = new ArrayList<>();
    if (!container.isRunning()) {
      return "";
    }
    for (Map.Entry<ContainerPort, List<PortBinding>> entry : container.ports().entrySet()) {
      if (entry.getValue().isEmpty()) {
        texts.add(entry.getKey().toString());
      }
      for (PortBinding binding : entry.getValue()) {
        texts.add(address(binding) + "->" + entry.getKey());
      }
    }
    return String.join(", ", texts);
  }
}
