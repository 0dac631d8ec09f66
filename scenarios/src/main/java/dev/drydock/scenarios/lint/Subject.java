package dev.drydock.scenarios.lint;

import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.compose.Network;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.compose.ServiceNetwork;
import dev.drydock.scenarios.plan.AttachmentPlan;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.MachinePlan;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.plan.NetworkPlan;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.text.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file that is looked at: what is written, with its places, and what it comes to.
final class Subject {
  private final ComposeFile file;
  private final Plan plan;
  private final List<Finding> findings = new ArrayList<>();

  Subject(ComposeFile file, Plan plan) {
    this.file = file;
    this.plan = plan;
  }

  Plan plan() {
    return plan;
  }

  /// What the engine does.
  EngineProfile engine() {
    return EngineProfile.of(plan.engine());
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  List<Finding> findings() {
    return findings.stream().distinct().sorted(Finding.ORDER).toList();
  }

  /// A service that is started, with the plan of its first container.
  record Started(Service service, ContainerPlan plan) {
    String name() {
      return service.name().value();
    }

    Place place() {
      return service.name().place();
    }

    /// Its networks; none where its namespace is another's or the machine's.
    List<AttachmentPlan> attachments() {
      return plan.mode() instanceof NetworkMode.Networks networks
          ? networks.attachments()
          : List.of();
    }

    /// What the file says of its place on a network.
    @Nullable ServiceNetwork written(String key) {
      return service.joins().networks().stream()
          .filter(each -> each.key().value().equals(key))
          .findFirst()
          .orElse(null);
    }
  }

  /// The services that are started, in the order of the file.
  List<Started> services() {
    List<Started> started = new ArrayList<>();
    for (Service service : file.services()) {
      plan.containers().stream()
          .filter(each -> each.origin().service().equals(service.name().value()))
          .findFirst()
          .ifPresent(container -> started.add(new Started(service, container)));
    }
    return started;
  }

  /// The network of this name.
  @Nullable NetworkPlan network(String name) {
    return plan.networks().stream().filter(n -> n.name().equals(name)).findFirst().orElse(null);
  }

  /// What the file says of a network; null for the default one that is not written.
  @Nullable Network written(NetworkPlan network) {
    return file.networks().stream()
        .filter(each -> each.key().value().equals(network.key()))
        .findFirst()
        .orElse(null);
  }

  /// The machine that a container runs on.
  @Nullable MachinePlan machine(ContainerPlan container) {
    return plan.machine(container.machine());
  }
}
