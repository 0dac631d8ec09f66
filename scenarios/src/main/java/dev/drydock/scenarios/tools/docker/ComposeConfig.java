package dev.drydock.scenarios.tools.docker;

import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkPlan;
import java.util.List;

/// `docker compose config`: the checks, and the lists of names. The files as a whole are not
/// printed.
final class ComposeConfig implements ComposeVerb.Verb {
  @Override
  public int run(ComposeCall call) throws Failure {
    var given =
        new Flags("compose config")
            .values("format", "o|output", "hash")
            .switches("q|quiet", "services", "images", "networks", "profiles", "volumes")
            .switches("no-interpolate", "no-normalize", "no-path-resolution", "no-consistency")
            .read(call.arguments());
    if (given.has("quiet")) {
      return 0;
    }
    List<String> lines;
    if (given.has("services")) {
      lines = call.project().services();
    } else if (given.has("images")) {
      lines =
          call.project().containers().stream()
              .filter(each -> each.origin().number() == 1)
              .map((ContainerPlan each) -> each.workload().image())
              .toList();
    } else if (given.has("networks")) {
      lines = call.project().networks().stream().map(NetworkPlan::key).toList();
    } else {
      lines = ComposeYaml.of(call.project());
    }
    lines.forEach(call::out);
    return 0;
  }
}
