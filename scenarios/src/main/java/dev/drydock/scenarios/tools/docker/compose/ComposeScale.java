package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.scenarios.plan.AttachmentPlan;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many containers a service is to have, and how those look that the files do not have.
final class ComposeScale {
  private ComposeScale() {}

  /// The containers that a service is to have.
  ///
  /// @param scale service → how many, where it differs from the files
  static List<ContainerPlan> of(ComposeProject project, String service, Map<String, Integer> scale)
      throws Failure {
    var plans = new ArrayList<ContainerPlan>();
    for (ContainerPlan plan : project.containers()) {
      if (plan.origin().service().equals(service)) {
        plans.add(plan);
      }
    }
    var count = scale.getOrDefault(service, plans.size());
    if (count > 1 && !plans.isEmpty() && !isNumbered(plans.getFirst())) {
      throw new Failure(
          ("WARNING: The \"%s\" service is using the custom container name \"%s\". Docker requires"
                  + " each container to have a unique name. Remove the custom name to scale the"
                  + " service")
              .formatted(service, plans.getFirst().name()),
          1);
    }
    for (int number = plans.size() + 1; number <= count && !plans.isEmpty(); number++) {
      plans.add(replica(plans.getFirst(), number));
    }
    return plans.subList(0, Math.min(count, plans.size()));
  }

  /// Whether the files ask for no container of a service.
  static boolean isNone(ComposeProject project, String service) {
    return project.isKnown()
        && project.containers().stream().noneMatch(p -> p.origin().service().equals(service));
  }

  private static boolean isNumbered(ContainerPlan plan) {
    return plan.name().endsWith("-" + plan.origin().service() + "-" + plan.origin().number());
  }

  private static ContainerPlan replica(ContainerPlan first, int number) {
    var base = first.name().substring(0, first.name().lastIndexOf('-') + 1);
    var labels = new LinkedHashMap<>(first.labels());
    labels.put(ComposeProject.NUMBER, Integer.toString(number));
    return first.as(
        base + number,
        new ContainerPlan.Origin(first.origin().service(), number),
        renamed(first, base + number),
        labels);
  }

  /// The same networks with the other name among the aliases.
  private static NetworkMode renamed(ContainerPlan first, String name) {
    if (!(first.mode() instanceof NetworkMode.Networks networks)) {
      return first.mode();
    }
    var attachments = new ArrayList<AttachmentPlan>();
    for (AttachmentPlan each : networks.attachments()) {
      var aliases = new ArrayList<>(each.aliases());
      aliases.replaceAll(alias -> alias.equals(first.name()) ? name : alias);
      attachments.add(each.withAliases(aliases));
    }
    return new NetworkMode.Networks(attachments);
  }
}
