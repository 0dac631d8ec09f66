package dev.drydock.scenarios.imports;

import dev.drydock.scenarios.imports.HostContainer.Joined;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.shell.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run of a file as it is made of containers and networks alone, which shows what Docker makes of
/// them: what the host has more, its user has added.
final class Trial implements AutoCloseable {
  /// Counters, and what no packet of a container depends on.
  private static final String UNIMPORTANT =
      ".*(_count|\\.accept_source_route|\\.disable_policy|\\.disable_xfrm)";

  private static final String OF_DEVICE = "net\\.ipv[46]\\.(conf|neigh)\\.";

  private final HostDump dump;
  private final LiveLab lab;
  private final String machine;

  /// Starts it and plays its steps.
  ///
  /// @param machine the one with Docker
  /// @throws RunException if Docker refuses something
  Trial(HostDump dump, Plan plan, String machine) throws RunException {
    this.dump = dump;
    this.lab = new LiveLab(plan);
    this.machine = machine;
    lab.start();
    lab.play(Integer.MAX_VALUE);
  }

  /// What the host has more.
  Additions additions() {
    List<String> commands = new ArrayList<>();
    for (boolean isSix : List.of(false, true)) {
      String tool = isSix ? "ip6tables" : "iptables";
      String saved = isSix ? dump.rules6 : dump.rules;
      RuleAdditions rules =
          RuleAdditions.of(tool, saved, saved.isBlank() ? "" : at(tool + "-save"));
      commands.addAll(rules.commands());
      rules.missing().forEach(each -> dump.leaveOut("the host does not have this rule: " + each));
    }
    return new Additions(settings(), commands);
  }

  /// Those that are known here and have another value there.
  private Map<String, String> settings() {
    List<String> names = new ArrayList<>(dump.settings.keySet());
    names.removeIf(name -> name.matches(UNIMPORTANT) || !isOfCard(name));
    Map<String, String> known =
        Settings.read(at("sysctl " + String.join(" ", names)).lines().toList());
    Map<String, String> different = new LinkedHashMap<>();
    known.forEach((name, value) -> {
      String there = dump.settings.getOrDefault(name, value);
      if (!there.equals(value)) {
        different.put(name, there);
      }
    });
    return different;
  }

  /// Other devices are made later than settings are given.
  private boolean isOfCard(String name) {
    String device = name.replaceFirst(OF_DEVICE, "").replaceFirst("\\.\\w+$", "");
    return !name.matches(OF_DEVICE + ".*")
        || List.of("all", "default", "lo").contains(device)
        || dump.devices.stream().anyMatch(each -> each.isCard() && each.name().equals(device));
  }

  /// Tells of containers whose addresses nobody could choose.
  void compareAddresses() {
    for (HostContainer container : dump.containers) {
      for (Joined each : container.joined()) {
        String path = "{{(index .NetworkSettings.Networks \"" + each.network() + "\").IPAddress}}";
        String here = at("docker inspect -f '" + path + "' " + container.name()).strip();
        if (!each.ipv4().isEmpty() && !here.equals(each.ipv4())) {
          dump.leaveOut(
              "container %s has %s on %s there, and %s here"
                  .formatted(container.name(), each.ipv4(), each.network(), here));
        }
      }
    }
  }

  private String at(String command) {
    StringBuilder text = new StringBuilder();
    lab.run(
        Prompt.parse(machine + "$ " + command), (part, error) -> text.append(error ? "" : part));
    return text.toString();
  }

  @Override
  public void close() {
    lab.close();
  }
}
