package dev.drydock.scenarios.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The whole file.
final class ComposeTree {
  private final HostDump dump;
  private final ServiceTree services;
  private final NetworkTree networks;

  ComposeTree(HostDump dump) {
    this.dump = dump;
    this.services = new ServiceTree(dump);
    this.networks = new NetworkTree(dump, services.used());
  }

  /// @param additions what the host has beyond what Docker makes
  Map<String, Object> tree(Additions additions) {
    MachineTree machines = new MachineTree(dump, additions.settings());
    Map<String, Object> block = new LinkedHashMap<>();
    if (!dump.engine.isEmpty()) {
      block.put("engine", dump.engine);
    }
    machines.addTo(block);
    List<String> commands = new ArrayList<>(machines.commands());
    commands.addAll(networks.creates());
    commands.addAll(services.connects());
    commands.addAll(additions.commands());
    if (!commands.isEmpty()) {
      block.put("steps", commands.stream().map(each -> Map.of("run", each)).toList());
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", project(machines.name()));
    tree.put("services", services.tree());
    Map<String, Object> made = networks.tree();
    if (!made.isEmpty()) {
      tree.put("networks", made);
    }
    tree.put("x-drydock", block);
    return tree;
  }

  /// The machine on which all of it is.
  String machine() {
    return new MachineTree(dump, Map.of()).name();
  }

  private static String project(String machine) {
    String plain = machine.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-");
    return plain.replaceFirst("^[^a-z0-9]+", "");
  }
}
