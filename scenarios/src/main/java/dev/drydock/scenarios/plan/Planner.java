package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.model.BlockDecoder;
import dev.drydock.scenarios.model.Link;
import dev.drydock.scenarios.model.Machine;
import dev.drydock.scenarios.model.ServiceBlock;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes the plan: applies the defaults, follows the references and checks what hangs together.
final class Planner {

  private final Scenario scenario;
  private final Diagnostics diagnostics;
  private final Profiles profiles;

  Planner(Scenario scenario, Profiles profiles) {
    this.scenario = scenario;
    this.diagnostics = scenario.diagnostics();
    this.profiles = profiles;
  }

  Plan plan() {
    var block = scenario.block();
    var machines = machines();
    var links = links();
    var machinePlans = new SurroundingsPlanner(block, machines, diagnostics).plan();
    var linkPlanner = new LinkPlanner(diagnostics);
    var linkPlans = linkPlanner.plan(links, machinePlans);
    if (block.machines() != null) {
      linkPlanner.check(links, machines);
    }
    var enabled = profiles.enabled(scenario.file());
    if (enabled.isEmpty()) {
      profiles.tellNone(scenario.file().services(), diagnostics);
    }
    var networkPlanner = new NetworkPlanner(scenario);
    var allNetworks = networkPlanner.plan();
    var networks = NetworkPlanner.used(allNetworks, enabled);
    networkPlanner.checkOverlaps(networks);
    var sorted = sorted(enabled);
    var containers = containers(sorted, allNetworks, machinePlans);
    var stepPlanner = new StepPlanner(machinePlans, linkPlans, diagnostics);
    var steps = stepPlanner.plan(block.steps());
    var claims = new ClaimPlanner(machinePlans, containers, steps, diagnostics);
    var seed = block.seed();
    return new Plan(
        scenario.project(),
        EngineVersion.of(block.engine(), diagnostics),
        seed == null ? Plan.DEFAULT_SEED : seed.value(),
        block.offloads(),
        machinePlans,
        linkPlans,
        block.isSwarm(),
        new ImagePlanner(diagnostics).plan(block.images()),
        networks,
        new VolumePlanner(scenario).used(enabled),
        containers,
        steps,
        claims.plan(block.expectations()),
        stepPlanner.captures(block.captures()));
  }

  private List<Machine> machines() {
    var own = scenario.block().machines();
    var home = HomeSurroundings.block().machines();
    return own != null ? own : home == null ? List.of() : home;
  }

  /// The file's links; without machines of its own they change those of home.
  private Map<String, Link> links() {
    var links = new LinkedHashMap<String, Link>();
    if (scenario.block().machines() == null) {
      HomeSurroundings.block().links().forEach(link -> links.put(link.name().value(), link));
      for (var link : scenario.block().links()) {
        if (!links.containsKey(link.name().value())) {
          diagnostics.error(
              link.name().place(),
              "there is no link \"" + link.name().value() + "\"",
              "without machines of your own the links are lan and isp");
        }
      }
    }
    scenario.block().links().forEach(link -> links.put(link.name().value(), link));
    return links;
  }

  /// In the order of starting.
  private List<Service> sorted(List<Service> enabled) {
    var disabled = new HashSet<String>();
    scenario.file().services().forEach(service -> disabled.add(service.name().value()));
    enabled.forEach(service -> disabled.remove(service.name().value()));
    return new StartOrder(enabled, disabled, diagnostics).sorted();
  }

  private List<ContainerPlan> containers(
      List<Service> sorted, Map<String, NetworkPlan> networks, List<MachinePlan> machines) {
    var dockerMachines =
        machines.stream().filter(MachinePlan::hasDocker).map(MachinePlan::name).toList();
    var blocks = serviceBlocks(dockerMachines);
    if (dockerMachines.isEmpty() && !sorted.isEmpty()) {
      diagnostics.error(
          sorted.getFirst().name().place(),
          "no machine has Docker to run the services",
          "give one of the machines docker: {}");
      return List.of();
    }
    var first = dockerMachines.isEmpty() ? "" : dockerMachines.getFirst();
    var modes = new ModePlanner(scenario, networks, sorted);
    return new ContainerPlanner(scenario, blocks, modes, first).plan(sorted);
  }

  /// The `x-drydock` blocks of services; those of networks are checked along the way.
  private Map<String, ServiceBlock> serviceBlocks(List<String> dockerMachines) {
    var decoder = new BlockDecoder(diagnostics);
    var blocks = new LinkedHashMap<String, ServiceBlock>();
    for (var service : scenario.file().services()) {
      var block = decoder.service(service.drydock(), service.name().value());
      blocks.put(service.name().value(), block);
      checkMachine(block.machine(), dockerMachines);
    }
    for (var network : scenario.file().networks()) {
      decoder.network(network.drydock(), network.key().value());
    }
    return blocks;
  }

  private void checkMachine(@Nullable Located<String> machine, List<String> dockerMachines) {
    if (machine != null && !dockerMachines.contains(machine.value())) {
      var hint = diagnostics.hint(machine.value(), dockerMachines);
      diagnostics.error(
          machine.place(),
          "there is no machine \"" + machine.value() + "\" with Docker",
          hint.isEmpty() ? "machines with Docker: " + String.join(", ", dockerMachines) : hint);
    }
  }
}
