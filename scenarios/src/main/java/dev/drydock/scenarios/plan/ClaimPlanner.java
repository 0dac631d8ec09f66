package dev.drydock.scenarios.plan;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.compose.PortGrammar;
import dev.drydock.scenarios.model.Claim;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Plans the expectations: finds out what `from` and `to` name.
final class ClaimPlanner {

  private static final String MACHINE = "machine:";

  /// What is looked up by who asks, whoever has the name.
  private static final String NAME = "name:";

  /// `NAME:PORT[/PROTOCOL]`.
  private static final Pattern WITH_PORT = Pattern.compile("(.+):([0-9]{1,5})(/[a-zA-Z]+)?");

  private static final Pattern HOSTNAME =
      Pattern.compile("[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)++\\.?+");

  private final List<MachinePlan> machines;
  private final List<ContainerPlan> containers;
  private final Set<String> stepWords = new HashSet<>();
  private final Diagnostics diagnostics;

  ClaimPlanner(
      List<MachinePlan> machines,
      List<ContainerPlan> containers,
      List<StepPlan> steps,
      Diagnostics diagnostics) {
    this.machines = machines;
    this.containers = containers;
    for (var step : steps) {
      if (step instanceof StepPlan.Run run) {
        stepWords.addAll(List.of(run.command().split("[^\\w.-]+")));
      }
    }
    this.diagnostics = diagnostics;
  }

  List<ExpectationPlan> plan(List<Claim> claims) {
    var plans = new ArrayList<ExpectationPlan>();
    for (var claim : claims) {
      if (claim.reaches() && claim.by() != null) {
        diagnostics.error(
            claim.from().place(), "by names the reason of a block", "take it out of reach");
      }
      var to = claim.to();
      var withPort = WITH_PORT.matcher(to.value());
      var hasPort = IpAddress.parseOrNull(to.value()) == null && withPort.matches();
      var target = hasPort ? withPort.group(1) : to.value();
      plans.add(
          new ExpectationPlan(
              claim.reaches() ? ExpectationPlan.Verdict.REACH : ExpectationPlan.Verdict.BLOCKED,
              end(claim.from()),
              end(new Located<>(target, to.place())),
              hasPort ? portOf(withPort, to.place()) : null,
              claim.by(),
              claim.via(),
              0));
    }
    return plans;
  }

  private @Nullable ExposedPort portOf(Matcher withPort, Place place) {
    var protocol = withPort.group(3);
    try {
      return PortGrammar.exposed(withPort.group(2) + (protocol == null ? "" : protocol)).getFirst();
    } catch (PortGrammar.Refused refused) {
      diagnostics.error(place, String.valueOf(refused.getMessage()), "write to: \"host:80/tcp\"");
      return null;
    }
  }

  /// Containers and services first, then machines, addresses and host names.
  private FlowEnd end(Located<String> written) {
    var name = written.value();
    if (name.startsWith(MACHINE)) {
      return machine(new Located<>(name.substring(MACHINE.length()), written.place()));
    }
    if (name.startsWith(NAME) && name.length() > NAME.length()) {
      return new FlowEnd.Hostname(name.substring(NAME.length()));
    }
    for (var container : containers) {
      if (container.name().equals(name) || container.origin().service().equals(name)) {
        return new FlowEnd.Container(name, container.name());
      }
    }
    if (machineNames().contains(name)) {
      return new FlowEnd.Machine(name);
    }
    var bare = name.replaceFirst("^\\[(.*)]$", "$1");
    var address = IpAddress.parseOrNull(bare);
    if (address != null) {
      return new FlowEnd.Address(address);
    }
    if (HOSTNAME.matcher(name).matches()) {
      return new FlowEnd.Hostname(name);
    }
    if (!isMadeByStep(name)) {
      tellUnknown(written);
    }
    return new FlowEnd.Container(name, name);
  }

  private List<String> machineNames() {
    return machines.stream().map(MachinePlan::name).toList();
  }

  private FlowEnd machine(Located<String> name) {
    if (!machineNames().contains(name.value())) {
      diagnostics.error(
          name.place(),
          "there is no machine \"" + name.value() + "\"",
          diagnostics.hint(name.value(), machineNames()));
    }
    return new FlowEnd.Machine(name.value());
  }

  /// A step such as `docker run --name four …` may make the container.
  private boolean isMadeByStep(String name) {
    return stepWords.contains(name);
  }

  private void tellUnknown(Located<String> written) {
    var known = new ArrayList<String>();
    containers.forEach(container -> known.add(container.name()));
    containers.forEach(container -> known.add(container.origin().service()));
    known.addAll(machineNames());
    var hint = diagnostics.hint(written.value(), known);
    diagnostics.error(
        written.place(),
        "\"" + written.value() + "\" is no service, container or machine",
        hint.isEmpty() ? "addresses and names with a dot are taken as they are" : hint);
  }
}
