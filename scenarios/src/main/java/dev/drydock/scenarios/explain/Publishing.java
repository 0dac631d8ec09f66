package dev.drydock.scenarios.explain;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.plan.FlowEnd;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.PublishedPort;
import dev.drydock.scenarios.text.ExposedPort;
import java.util.ArrayList;
import java.util.List;

/// What published ports may do for a flow that does not arrive: another end to ask for, or other
/// ports in the file.
final class Publishing {
  private static final int PORT_MAX = 0xffff;

  /// So much is added to a port that another container has on the machine.
  private static final int AWAY = 8000;

  private final Plan plan;
  private final ExpectationPlan flow;
  private final List<Change> changes = new ArrayList<>();

  Publishing(Plan plan, ExpectationPlan flow) {
    this.plan = plan;
    this.flow = flow;
  }

  /// One way to let it arrive.
  ///
  /// @param told what somebody has to do
  /// @param plan what is built then
  /// @param flow what is sent then
  record Change(String told, Plan plan, ExpectationPlan flow) {}

  /// The ways, the smallest first.
  List<Change> changes() {
    ExposedPort asked = flow.port();
    if (asked == null) {
      return List.of();
    }
    for (ContainerPlan each : plan.containers()) {
      if (flow.to() instanceof FlowEnd.Container end) {
        if (end.container().equals(each.name()) && mayPublish(each.mode())) {
          ofContainer(each, asked);
        }
      } else {
        openLoopback(each, asked);
      }
    }
    return changes;
  }

  private static boolean mayPublish(NetworkMode mode) {
    return mode instanceof NetworkMode.Networks || mode instanceof NetworkMode.DefaultBridge;
  }

  /// A container is asked by the machine it is on, where its port is published, or would be.
  private void ofContainer(ContainerPlan container, ExposedPort asked) {
    for (PublishedPort port : container.ports()) {
      boolean isIt =
          port.containerPort() == asked.port() && port.protocol().equals(asked.protocol());
      if (isIt && port.hostPort() != 0) {
        ofPublished(container, port);
        return;
      }
    }
    int free = isTaken(asked, container.machine()) ? asked.port() + AWAY : asked.port();
    if (free > PORT_MAX) {
      return;
    }
    List<PublishedPort> ports = new ArrayList<>(container.ports());
    ports.add(new PublishedPort(null, free, free, asked.port(), asked.protocol(), false));
    changes.add(
        new Change(
            "publish it, ports: [ \"%s\" ] of %s, and ask for %s"
                .formatted(
                    ports.getLast(), container.origin().service(), at(container, ports.getLast())),
            plan.withPorts(container.name(), ports),
            by(container, ports.getLast())));
  }

  private void ofPublished(ContainerPlan container, PublishedPort port) {
    String at = at(container, port);
    if (isOnLoopback(port)) {
      open(container, port, " and ask for " + at, by(container, port));
    } else {
      String told = "ask for " + at + ", where it is published";
      changes.add(new Change(told, plan, by(container, port)));
    }
  }

  private static String at(ContainerPlan container, PublishedPort port) {
    return container.machine() + ":" + new ExposedPort(port.hostPort(), port.protocol());
  }

  private ExpectationPlan by(ContainerPlan container, PublishedPort port) {
    return flow.towards(
        new FlowEnd.Machine(container.machine()),
        new ExposedPort(port.hostPort(), port.protocol()));
  }

  private boolean isTaken(ExposedPort wanted, String machine) {
    return plan.containers().stream()
        .filter(each -> each.machine().equals(machine))
        .flatMap(each -> each.ports().stream())
        .anyMatch(port -> port.hostPort() <= wanted.port() && wanted.port() <= port.hostPortLast());
  }

  /// A port that is published on the loopback address is nobody's but the machine's.
  private void openLoopback(ContainerPlan container, ExposedPort asked) {
    for (PublishedPort port : container.ports()) {
      boolean isIt = port.hostPort() == asked.port() && port.protocol().equals(asked.protocol());
      if (isIt && isOnLoopback(port)) {
        open(container, port, "", flow);
      }
    }
  }

  private static boolean isOnLoopback(PublishedPort port) {
    IpAddress on = port.hostIp();
    return on != null && on.isLoopback();
  }

  private void open(
      ContainerPlan container, PublishedPort port, String further, ExpectationPlan then) {
    PublishedPort open =
        new PublishedPort(
            null,
            port.hostPort(),
            port.hostPortLast(),
            port.containerPort(),
            port.protocol(),
            port.isHostMode());
    List<PublishedPort> ports = new ArrayList<>(container.ports());
    ports.replaceAll(each -> each.equals(port) ? open : each);
    String told =
        "publish it on all addresses, ports: [ \"%s\" ] of %s in place of \"%s\""
            .formatted(open, container.origin().service(), port);
    changes.add(new Change(told + further, plan.withPorts(container.name(), ports), then));
  }
}
