package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.scenarios.plan.AttachmentPlan;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How many containers a service is to have, and how those look that the files do not have.
final class ComposeScale {
  private ComposeScale() {}

  /// How many containers a service is to have.
  ///
  /// @param scale service → how many, where it differs from the files
  static int count(ComposeProject project, String service, Map<String, Integer> scale)
      throws Failure {
    var plans = plans(project, service);
    if (plans.isEmpty()) {
      return 0;
    }
    var count = scale.getOrDefault(service, plans.size());
    if (count > 1 && !plans.getFirst().isNumbered()) {
      throw new Failure(
          ("WARNING: The \"%s\" service is using the custom container name \"%s\". Docker requires"
                  + " each container to have a unique name. Remove the custom name to scale the"
                  + " service")
              .formatted(service, plans.getFirst().name()),
          1);
    }
    return count;
  }

  /// A service's container of some number, which the files may not have.
  static ContainerPlan numbered(ComposeProject project, String service, int number) {
    var plans = plans(project, service);
    return plans.stream()
        .filter(plan -> plan.origin().number() == number)
        .findFirst()
        .orElseGet(() -> replica(plans.getFirst(), number));
  }

  private static List<ContainerPlan> plans(ComposeProject project, String service) {
    return project.containers().stream()
        .filter(plan -> plan.origin().service().equals(service))
        .toList();
  }

  /// Whether the files ask for no container of a service.
  static boolean isNone(ComposeProject project, String service) {
    return project.isKnown() && plans(project, service).isEmpty();
  }

  private static ContainerPlan replica(ContainerPlan first, int number) {
    var base = first.name().substring(0, first.name().lastIndexOf('-') + 1);
    var name = first.isNumbered() ? base + number : first.name();
    return first.numbered(number, name, renamed(first, name));
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
