package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.profile.Generation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Published ports in words (docker/cli `DisplayablePorts`), which the versions of the client write
/// differently: IPv6 addresses stand in brackets from 27 on where the ports differ, from 28 on
/// everywhere.
final class PortTexts {
  private final boolean bracketsPairs;
  private final boolean bracketsGroups;

  PortTexts(Generation generation) {
    bracketsPairs = generation != Generation.V20_10;
    bracketsGroups = bracketsPairs && generation != Generation.V27;
  }

  /// `0.0.0.0:8080`, `[::]:8080`.
  String address(PortBinding binding) {
    return join(binding, Integer.toString(binding.hostPort()), bracketsPairs);
  }

  private static String join(PortBinding binding, String port, boolean brackets) {
    boolean bracketed = brackets && binding.hostIp().isV6();
    return (bracketed ? "[" + binding.hostIp() + "]" : binding.hostIp()) + ":" + port;
  }

  /// Ports next to each other that are the same on both sides.
  private static final class Group {
    private final @Nullable PortBinding binding;
    private final ContainerPort first;
    private int last;

    Group(@Nullable PortBinding binding, ContainerPort first) {
      this.binding = binding;
      this.first = first;
      this.last = first.port();
    }
  }

  /// The column PORTS of `docker ps`: ports that are the same on both sides first, neighbours
  /// together, then those that differ.
  String of(Container container) {
    if (!container.isRunning()) {
      return "";
    }
    List<String> texts = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    Map<String, Group> groups = new LinkedHashMap<>();
    for (Map.Entry<ContainerPort, List<PortBinding>> entry : container.ports().entrySet()) {
      if (entry.getValue().isEmpty()) {
        group(null, entry.getKey(), groups, texts);
      }
      for (PortBinding binding : entry.getValue()) {
        if (binding.hostPort() == binding.container().port()) {
          group(binding, entry.getKey(), groups, texts);
        } else {
          pairs.add(address(binding) + "->" + entry.getKey());
        }
      }
    }
    groups.values().forEach(group -> texts.add(text(group)));
    texts.addAll(pairs);
    return String.join(", ", texts);
  }

  private void group(
      @Nullable PortBinding binding,
      ContainerPort port,
      Map<String, Group> groups,
      List<String> texts) {
    String key = (binding == null ? "" : binding.hostIp()) + "/" + port.protocol();
    Group group = groups.get(key);
    if (group != null && port.port() == group.last + 1) {
      group.last = port.port();
      return;
    }
    if (group != null) {
      texts.add(text(group));
    }
    groups.put(key, new Group(binding, port));
  }

  private String text(Group group) {
    int from = group.first.port();
    String ports = from == group.last ? Integer.toString(from) : from + "-" + group.last;
    PortBinding binding = group.binding;
    String host = binding == null ? "" : join(binding, ports, bracketsGroups) + "->";
    return host + ports + "/" + group.first.protocol();
  }
}
