package dev.drydock.scenarios.plan;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.model.ServiceBlock;
import dev.drydock.scenarios.text.Diagnostic.Refuser;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Plans the containers of the services, which come in the order of starting.
final class ContainerPlanner {

  /// daemon/names: RestrictedNamePattern.
  private static final Pattern CONTAINER_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

  /// A lab of more is a mistake. A guess.
  private static final int CONTAINERS_MAX = 131_072;

  /// As many ports as one machine has, twice over. A guess.
  private static final int PORTS_MAX = 100_000;

  private final Scenario scenario;
  private final Diagnostics diagnostics;
  private final Map<String, ServiceBlock> blocks;
  private final ModePlanner modes;
  private final String firstDockerMachine;
  private final Map<String, String> ownerByName = new LinkedHashMap<>();
  private final VolumePlanner volumes;

  ContainerPlanner(
      Scenario scenario,
      Map<String, ServiceBlock> blocks,
      ModePlanner modes,
      String firstDockerMachine) {
    this.scenario = scenario;
    this.diagnostics = scenario.diagnostics();
    this.blocks = blocks;
    this.modes = modes;
    this.firstDockerMachine = firstDockerMachine;
    this.volumes = new VolumePlanner(scenario);
  }

  List<ContainerPlan> plan(List<Service> services) {
    var plans = new ArrayList<ContainerPlan>();
    var portCount = 0;
    for (var service : services) {
      if (service.runs().isProvided()) {
        diagnostics.warning(
            service.name().place(),
            "service \"%s\" is given by a provider, a program that is not run here: no container"
                .formatted(service.name().value()),
            "services that depend on it start as if it were there");
        continue;
      }
      checkImage(service);
      var count = replicas(service);
      if (plans.size() + count > CONTAINERS_MAX) {
        diagnostics.error(
            service.name().place(), "more than " + CONTAINERS_MAX + " containers", "scale down");
        return plans;
      }
      for (var number = 1; number <= count; number++) {
        plans.add(number == 1 ? container(service) : replica(plans.getLast(), service, number));
      }
      portCount += count == 0 ? 0 : count * plans.getLast().ports().size();
      if (portCount > PORTS_MAX) {
        diagnostics.error(
            service.name().place(), "more than " + PORTS_MAX + " published ports", "publish less");
        return plans;
      }
    }
    return plans;
  }

  private void checkImage(Service service) {
    var image = service.runs().image();
    if (image != null) {
      ImagePlanner.checkReference(image, diagnostics);
    } else if (service.runs().lacksImage()) {
      diagnostics.error(
          Refuser.PROJECT,
          service.name().place(),
          "service \""
              + service.name().value()
              + "\" has neither an image nor a build context"
              + " specified",
          "add image: busybox");
    }
  }

  private int replicas(Service service) {
    var scale = service.scaling().scale();
    var replicas = service.scaling().replicas();
    if (scale != null && replicas != null && !scale.value().equals(replicas.value())) {
      diagnostics.error(
          Refuser.PROJECT,
          scale.place(),
          "services."
              + service.name().value()
              + ": can't set distinct values on 'scale' and 'deploy.replicas'",
          "keep one of them");
    }
    var chosen = scale == null ? replicas : scale;
    var count = chosen == null ? 1 : chosen.value().intValue();
    var name = service.runs().containerName();
    if (count > 1 && name != null) {
      diagnostics.error(
          Refuser.PROJECT,
          name.place(),
          "services."
              + service.name().value()
              + ": can't set container_name and "
              + (scale == null ? "deploy.replicas" : "scale")
              + " as container name must be unique",
          "take container_name away");
    }
    return count;
  }

  private ContainerPlan container(Service service) {
    var name = containerName(scenario.project(), service, 1);
    checkName(service, name);
    var block = blocks.getOrDefault(service.name().value(), ServiceBlock.EMPTY);
    var plan =
        new ContainerPlan(
            name,
            new ContainerPlan.Origin(service.name().value(), 1),
            block.machine() == null ? firstDockerMachine : block.machine().value(),
            workload(service),
            modes.mode(service, name),
            service.joins().mac() == null ? null : service.joins().mac().value(),
            published(service),
            values(service.joins().expose()),
            values(block.listen()),
            names(service),
            NetworkPlanner.plain(service.joins().sysctls()),
            NetworkPlanner.plain(service.labels()),
            dependencies(service));
    return plan.as(name, plan.origin(), plan.mode(), labels(plan));
  }

  private static List<ContainerPlan.Dependency> dependencies(Service service) {
    var byService = new LinkedHashMap<String, ContainerPlan.Dependency>();
    for (var need : StartOrder.needs(service)) {
      var name = need.service().value();
      byService.putIfAbsent(
          name,
          new ContainerPlan.Dependency(name, need.condition(), need.restarts(), need.isRequired()));
    }
    return List.copyOf(byService.values());
  }

  /// Another container of a service, which shares with its neighbour what has no number in it.
  private ContainerPlan replica(ContainerPlan other, Service service, int number) {
    var name = containerName(scenario.project(), service, number);
    checkName(service, name);
    return other.numbered(number, name, modes.mode(service, name));
  }

  private List<PublishedPort> published(Service service) {
    var specs = service.joins().ports();
    if (specs.stream().mapToInt(spec -> spec.value().target().count()).sum() > PORTS_MAX) {
      diagnostics.error(
          service.name().place(), "more than " + PORTS_MAX + " published ports", "publish less");
      return List.of();
    }
    return PortPlanner.published(specs);
  }

  /// The name that compose gives.
  static String containerName(String project, Service service, int number) {
    var given = service.runs().containerName();
    return given == null ? project + "-" + service.name().value() + "-" + number : given.value();
  }

  private void checkName(Service service, String name) {
    var given = service.runs().containerName();
    var place = given == null ? service.name().place() : given.place();
    if (!CONTAINER_NAME.matcher(name).matches()) {
      diagnostics.error(
          place,
          "Invalid container name (" + name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
          "a container name has at least two characters");
    }
    var other = ownerByName.putIfAbsent(name, service.name().value());
    if (other != null && !other.equals(service.name().value())) {
      diagnostics.error(
          place,
          "services.%s: container name \"%s\" is already in use by service %s"
              .formatted(service.name().value(), name, other),
          "give one of them another container_name");
    }
  }

  private ContainerPlan.Workload workload(Service service) {
    var runs = service.runs();
    var image = runs.image();
    return new ContainerPlan.Workload(
        image == null ? scenario.project() + "-" + service.name().value() : image.value(),
        runs.entrypoint(),
        runs.command(),
        runs.privileged(),
        runs.capAdd(),
        runs.capDrop(),
        scenario.environments().getOrDefault(service.name().value(), List.of()),
        runs.health(),
        service.scaling().restart(),
        runs.told().with(volumes.mounted(service, workingFolder())),
        runs.stop());
  }

  private ContainerPlan.Names names(Service service) {
    var naming = service.naming();
    for (var server : naming.dns()) {
      if (IpAddress.parseOrNull(server.value()) == null) {
        diagnostics.error(
            Refuser.ENGINE_WORD,
            server.place(),
            server.value() + " is not an ip address",
            "dns: takes addresses only");
      }
    }
    return new ContainerPlan.Names(
        valueOf(naming.hostname()),
        valueOf(naming.domainname()),
        values(naming.dns()),
        values(naming.dnsSearch()),
        values(naming.dnsOptions()),
        naming.extraHosts().stream()
            .map(host -> new ContainerPlan.ExtraHost(host.host(), host.address().value()))
            .toList(),
        links(service));
  }

  /// Another service is known by three names (compose `pkg/compose/convergence.go`, `getLinks`).
  private List<ContainerPlan.ContainerLink> links(Service service) {
    var links = new ArrayList<ContainerPlan.ContainerLink>();
    for (Service.Link link : service.joins().links()) {
      var container = modes.containerOf(link);
      links.add(new ContainerPlan.ContainerLink(container, link.alias()));
      if (!link.isExternal()) {
        var numbered = link.target().value() + "-1";
        links.add(new ContainerPlan.ContainerLink(container, numbered));
        links.add(new ContainerPlan.ContainerLink(container, scenario.project() + "-" + numbered));
      }
    }
    return links;
  }

  private static @Nullable String valueOf(@Nullable Located<String> located) {
    return located == null ? null : located.value();
  }

  private static <T> List<T> values(List<Located<T>> located) {
    return located.stream().map(Located::value).toList();
  }

  private String workingFolder() {
    var first = scenario.files().isEmpty() ? "/root/" : scenario.files().getFirst();
    return first.substring(0, Math.max(1, first.lastIndexOf('/')));
  }

  /// A container's labels, compose's own before those of the file.
  private Map<String, String> labels(ContainerPlan plan) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(ContainerPlan.NUMBER, String.valueOf(plan.origin().number()));
    labels.put(ConfigHash.LABEL, ConfigHash.of(plan.settings()));
    var needs = plan.dependencies().stream().map(ContainerPlan.Dependency::toString).toList();
    labels.put("com.docker.compose.depends_on", String.join(",", needs));
    labels.put("com.docker.compose.oneoff", "False");
    labels.put("com.docker.compose.project", scenario.project());
    labels.put("com.docker.compose.project.config_files", String.join(",", scenario.files()));
    labels.put("com.docker.compose.project.working_dir", workingFolder());
    labels.put("com.docker.compose.service", plan.origin().service());
    labels.put("com.docker.compose.version", ComposeVersion.TEXT);
    labels.putAll(plan.labels());
    return labels;
  }
}
