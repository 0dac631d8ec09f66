package dev.drydock.scenarios.lint;

import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.compose.ServiceNetwork;
import dev.drydock.scenarios.plan.AttachmentPlan;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.plan.NetworkPlan;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Place;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Who is joined to what, and under which name.
final class JoinRules {
  private final Subject subject;
  private final List<Subject.Started> services;

  private JoinRules(Subject subject) {
    this.subject = subject;
    this.services = subject.services();
  }

  static void check(Subject subject) {
    JoinRules rules = new JoinRules(subject);
    for (Subject.Started service : rules.services) {
      rules.aliases(service);
      rules.gateway(service);
      rules.macvlan(service);
      rules.shared(service);
      rules.names(service);
    }
  }

  // ---- names -----------------------------------------------------------------------------

  private void aliases(Subject.Started service) {
    for (AttachmentPlan attachment : service.attachments()) {
      NetworkPlan network = subject.network(attachment.network());
      ServiceNetwork written = network == null ? null : service.written(network.key());
      if (network != null && written != null) {
        written.aliases().forEach(alias -> alias(alias, service, network));
        if (network.flags().external()) {
          add(
              Trap.SHARED_ALIAS,
              written.key().place(),
              "other projects on network %s may have a service %s too"
                  .formatted(network.name(), service.name()),
              "a container_name or an alias that nobody else has, and ask for that");
        }
      }
    }
  }

  private void alias(Located<String> alias, Subject.Started service, NetworkPlan network) {
    String other = otherCalled(alias.value(), service, network.name());
    if (!other.isEmpty()) {
      add(
          Trap.SHARED_ALIAS,
          alias.place(),
          "%s is a name of %s and of %s on network %s"
              .formatted(alias.value(), service.name(), other, network.key()),
          "another alias, unless any of them may answer");
    }
  }

  /// Another service that answers to a name on a network; empty for none.
  private String otherCalled(String name, Subject.Started asking, String network) {
    for (Subject.Started each : services) {
      boolean isCalled =
          each.attachments().stream()
              .filter(a -> a.network().equals(network))
              .anyMatch(a -> a.aliases().contains(name));
      if (isCalled && !each.name().equals(asking.name())) {
        return each.name();
      }
    }
    return "";
  }

  /// docker0 has no resolver of its own (moby#46329).
  private void names(Subject.Started service) {
    Located<String> mode = service.service().joins().networkMode();
    boolean isOnDefault = service.plan().mode() instanceof NetworkMode.DefaultBridge;
    boolean hasLinks = !service.service().joins().links().isEmpty();
    if (isOnDefault && mode != null && !hasLinks) {
      for (Service.Dependency dependency : service.service().scaling().dependsOn()) {
        add(
            Trap.NO_NAMES,
            mode.place(),
            "%s does not find %s by its name on the default bridge"
                .formatted(service.name(), dependency.service().value()),
            "leave out network_mode: compose makes a network that knows names");
      }
    }
  }

  // ---- gateways --------------------------------------------------------------------------

  private void gateway(Subject.Started service) {
    List<AttachmentPlan> ways =
        service.attachments().stream().filter(each -> leadsOutside(each)).toList();
    int highest = ways.stream().mapToInt(AttachmentPlan::gwPriority).max().orElse(0);
    List<String> equals =
        ways.stream()
            .filter(each -> each.gwPriority() == highest)
            .map(each -> key(each.network()))
            .toList();
    if (equals.size() > 1) {
      ServiceNetwork written = service.written(equals.getFirst());
      add(
          Trap.GATEWAY_AMBIGUITY,
          written == null ? service.place() : written.key().place(),
          "%s may go out by any of %s".formatted(service.name(), String.join(", ", equals)),
          "gw_priority: 1 for the network that leads outside (Docker 28 and later)");
    }
  }

  private boolean leadsOutside(AttachmentPlan attachment) {
    NetworkPlan network = subject.network(attachment.network());
    return network != null && !network.flags().internal();
  }

  private String key(String name) {
    NetworkPlan network = subject.network(name);
    return network == null ? name : network.key();
  }

  // ---- hosts and neighbours --------------------------------------------------------------

  private void macvlan(Subject.Started service) {
    boolean isOnMacvlan =
        !service.attachments().isEmpty()
            && service.attachments().stream().allMatch(each -> isMacvlan(each.network()));
    if (!isOnMacvlan) {
      return;
    }
    for (Service.ExtraHost host : service.service().naming().extraHosts()) {
      if (host.address().value().equals("host-gateway")) {
        add(
            Trap.MACVLAN_WITHOUT_HOST,
            host.address().place(),
            "%s is on macvlan and does not reach its host".formatted(service.name()),
            "a second network that is a bridge, or a macvlan interface on the host");
      }
    }
    for (Service.Dependency dependency : service.service().scaling().dependsOn()) {
      String other = dependency.service().value();
      if (services.stream().anyMatch(s -> s.name().equals(other) && !meets(service, s))) {
        add(
            Trap.MACVLAN_WITHOUT_HOST,
            dependency.service().place(),
            "%s is on macvlan and does not reach %s behind its host"
                .formatted(service.name(), other),
            "join both to one network");
      }
    }
  }

  private boolean isMacvlan(String name) {
    NetworkPlan network = subject.network(name);
    return network != null && network.driver().equals("macvlan");
  }

  private static boolean meets(Subject.Started one, Subject.Started other) {
    Set<String> networks = new TreeSet<>();
    one.attachments().forEach(each -> networks.add(each.network()));
    return other.attachments().stream().anyMatch(each -> networks.contains(each.network()));
  }

  /// Compose restarts those who share a namespace with its owner; the engine does not (compose-go
  /// `loader/normalize.go` implies `restart: true`).
  private void shared(Subject.Started service) {
    Located<String> written = service.service().joins().networkMode();
    if (!(service.plan().mode() instanceof NetworkMode.Shared shared) || written == null) {
      return;
    }
    for (ContainerPlan each : subject.plan().containers()) {
      if (each.name().equals(shared.container())) {
        String restart = each.workload().restart();
        String by = restart.isEmpty() || restart.equals("no") ? "" : ", by restart: " + restart;
        String owner = each.origin().service();
        add(
            Trap.SHARED_NAMESPACE,
            written.place(),
            "%s is left without a network when %s starts again%s"
                .formatted(service.name(), owner, by),
            "restart it then as well: docker compose restart %s does".formatted(owner));
      }
    }
  }

  private void add(Trap trap, Place place, String message, String hint) {
    subject.add(new Finding(trap, place, message, hint));
  }
}
