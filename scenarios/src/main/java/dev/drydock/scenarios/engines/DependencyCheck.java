package dev.drydock.scenarios.engines;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.Health;
import dev.drydock.drivers.engine.HealthCheck;
import dev.drydock.drivers.engine.State;
import dev.drydock.scenarios.plan.ImagePlan;
import dev.drydock.scenarios.plan.Plan;
import java.util.List;

/// Whether what a service waits for has come about (compose, pkg/compose/convergence.go
/// `waitDependencies`).
///
/// Two answers are ours. An image that nobody knows here may well have a health check of its own:
/// its containers count as healthy while they run. And the work of a container that nobody plays is
/// done as soon as somebody waits for its end.
public final class DependencyCheck {
  /// How often compose looks.
  public static final long PERIOD_NANOS = 500_000_000L;

  /// What has taken longer is given up. A limit of ours, the real one waits for ever.
  public static final long LIMIT_NANOS = 3_600_000_000_000L;

  private final Plan plan;
  private final Engine engine;

  /// A check of the containers of an engine.
  public DependencyCheck(Plan plan, Engine engine) {
    this.plan = plan;
    this.engine = engine;
  }

  /// How far it is.
  public enum Progress {
    /// Not yet.
    WAITING,
    /// It has come about.
    MET,
    /// It will not.
    FAILED
  }

  /// An answer.
  ///
  /// @param why it will not come about; else empty
  public record Outcome(Progress state, String why) {
    /// Nothing more is waited for.
    public static final Outcome MET = new Outcome(Progress.MET, "");

    /// It has taken too long.
    public static final Outcome TIMEOUT = failed("timeout waiting for dependencies");

    private static final Outcome WAITING = new Outcome(Progress.WAITING, "");

    private static Outcome failed(String why) {
      return new Outcome(Progress.FAILED, why);
    }
  }

  /// Whether containers are healthy.
  ///
  /// @param runningWillDo for those that are not asked for their health; the first of these stands
  ///   for all (compose `pkg/compose/convergence.go`, `isServiceHealthy`)
  public Outcome healthy(List<Container> containers, boolean runningWillDo) {
    for (Container container : containers) {
      Outcome outcome = healthy(container, runningWillDo);
      boolean decides = runningWillDo && container.spec().workload().health() == null;
      if (outcome.state() != Progress.MET || decides) {
        return outcome;
      }
    }
    return Outcome.MET;
  }

  private Outcome healthy(Container container, boolean runningWillDo) {
    String name = "container " + container.name();
    if (container.state() == State.EXITED) {
      return Outcome.failed(name + " exited (" + container.exitCode() + ")");
    }
    HealthCheck check = container.spec().workload().health();
    boolean mayHaveOne = check == null && isUnknown(container);
    if (mayHaveOne || (check == null && runningWillDo)) {
      return container.isRunning() ? Outcome.MET : Outcome.WAITING;
    }
    Health health = container.health();
    if (health == null) {
      return Outcome.failed(name + " has no healthcheck configured");
    }
    return switch (health.status()) {
      case "healthy" -> Outcome.MET;
      case "unhealthy" -> Outcome.failed(name + " is unhealthy");
      default -> Outcome.WAITING;
    };
  }

  private boolean isUnknown(Container container) {
    String reference = container.image().origin();
    ImagePlan image = plan.image(reference);
    return !Plan.isPublicImage(reference) && image.tools().isEmpty() && image.serve().isEmpty();
  }

  /// Whether the first container has ended well.
  public Outcome completed(String service, List<Container> containers) {
    for (Container container : containers) {
      if (container.isRunning() && !container.isPlayed()) {
        engine.containers().ended(container.id(), 0);
      }
      if (container.state() == State.EXITED) {
        int code = container.exitCode();
        String why = "\"" + service + "\" didn't complete successfully: exit " + code;
        return code == 0 ? Outcome.MET : Outcome.failed(why);
      }
    }
    return Outcome.WAITING;
  }
}
