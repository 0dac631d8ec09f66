package dev.drydock.drivers.swarm;

import dev.drydock.drivers.engine.GoDuration;
import dev.drydock.drivers.engine.HealthCheck;
import dev.drydock.drivers.engine.Mount;
import dev.drydock.drivers.port.ContainerPort;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What managers do not take of a service, whatever else there is (swarmkit
/// `manager/controlapi/service.go`, `common.go`).
final class ServiceChecks {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9](?:[-_]*[A-Za-z0-9]+)*");
  private static final int NAME_CHARACTERS = 63;
  private static final long LEAST_NANOS = 1_000_000L; // minimumDuration

  private ServiceChecks() {}

  /// Refuses a service (`validateServiceSpec`).
  static void check(ServiceSpec spec) {
    checkName(spec.name());
    check(spec.upkeep().restarts());
    Constraints.check(spec.placement().constraints());
    if (spec.workload().image().isEmpty()) { // `validateImage`
      throw SwarmTexts.invalid("ContainerSpec: image reference must be provided");
    }
    TaskTemplate.trial().check(spec.workload());
    checkMounts(spec.workload().details().surroundings().mounts());
    HealthCheck health = spec.workload().details().health();
    if (health != null) {
      check(health);
    }
    if (!spec.mode().isJob()) {
      check(spec.upkeep().updates());
    }
    checkPorts(spec);
  }

  /// `validateRestartPolicy`.
  private static void check(ServiceSpec.Restarts restarts) {
    notNegative(restarts.delayNanos(), "restart-delay");
    notNegative(restarts.windowNanos(), "restart-window");
  }

  /// `validateUpdate`; nobody looks at what is said of rollbacks.
  private static void check(ServiceSpec.Updates updates) {
    notNegative(updates.delayNanos(), "update-delay");
    notNegative(updates.failure().monitorNanos(), "update-monitor");
    if (updates.failure().maxRatio() > 1) {
      throw SwarmTexts.invalid(
          "TaskSpec: update-maxfailureratio cannot be less than 0 or bigger than 1");
    }
  }

  private static void notNegative(long nanos, String what) {
    if (nanos < 0) {
      throw SwarmTexts.invalid("TaskSpec: " + what + " cannot be negative");
    }
  }

  /// `validateMounts`.
  private static void checkMounts(List<Mount> mounts) {
    Set<String> targets = new LinkedHashSet<>();
    for (Mount mount : mounts) {
      if (!targets.add(mount.target())) {
        throw SwarmTexts.invalid("ContainerSpec: duplicate mount point: " + mount.target());
      }
    }
  }

  /// `validateEndpointSpec`.
  private static void checkPorts(ServiceSpec spec) {
    boolean isMesh = spec.ports().stream().anyMatch(port -> !port.isHost());
    if (isMesh && spec.endpointMode() == ServiceSpec.EndpointMode.DNSRR) {
      throw SwarmTexts.invalid(
          "EndpointSpec: port published with ingress mode can't be used with dnsrr mode");
    }
    Set<ContainerPort> published = new LinkedHashSet<>();
    for (ServiceSpec.Port port : spec.ports()) {
      boolean isNew = published.add(new ContainerPort(port.published(), port.target().protocol()));
      if (port.published() != 0 && !isNew) {
        throw SwarmTexts.invalid("EndpointSpec: duplicate published ports provided");
      }
    }
  }

  /// Refuses a name of a service or a network (`validateAnnotations`).
  static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw SwarmTexts.invalid("name must be valid as a DNS name component");
    }
    if (name.length() > NAME_CHARACTERS) {
      throw SwarmTexts.invalid("name must be 63 characters or fewer");
    }
  }

  private static void check(HealthCheck health) {
    atLeast(health.times().interval(), "Interval");
    atLeast(health.times().timeout(), "Timeout");
    atLeast(health.times().startPeriod(), "StartPeriod");
    atLeast(health.times().startInterval(), "StartInterval");
    if (health.retries() < 0) {
      throw SwarmTexts.invalid("ContainerSpec: Retries in HealthConfig cannot be negative");
    }
  }

  private static void atLeast(long nanos, String what) {
    if (nanos != 0 && nanos < LEAST_NANOS) {
      throw SwarmTexts.invalid(
          "ContainerSpec: "
              + what
              + " in HealthConfig cannot be less than "
              + GoDuration.text(LEAST_NANOS));
    }
  }
}
