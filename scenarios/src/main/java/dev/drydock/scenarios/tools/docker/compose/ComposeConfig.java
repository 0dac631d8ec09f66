package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.template.GoJson;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkPlan;
import dev.drydock.scenarios.plan.VolumePlan;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.YamlReader;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `docker compose config`: the checks, and the lists of names. The files as a whole are not
/// printed; variables are no part of a plan.
final class ComposeConfig implements ComposeVerb.Verb {
  private static final Set<String> FORMATS = Set.of("", "yaml", "json");

  @Override
  public int run(ComposeCall call) throws Failure {
    var given =
        new Flags("compose config")
            .values("format", "o|output", "hash")
            .switches("q|quiet", "services", "images", "networks", "profiles", "volumes", "models")
            .switches("no-interpolate", "no-normalize", "no-path-resolution", "no-consistency")
            .switches("no-env-resolution", "resolve-image-digests", "lock-image-digests")
            .switches("variables", "environment")
            .read(call.arguments());
    var format = given.last("format", "");
    var lines = lines(call, given);
    if (lines == null) {
      if (!FORMATS.contains(format)) {
        throw new Failure("unsupported format \"" + format + "\"", 1);
      }
      var project = only(call.project(), call.chosen(given.words()), !given.words().isEmpty());
      lines =
          format.equals("json")
              ? List.of(json(ComposeYaml.full(project)))
              : ComposeYaml.of(project);
    }
    if (!given.has("quiet")) {
      lines.forEach(call::out);
    }
    return 0;
  }

  /// What an option asks for in place of the whole; null without one.
  private static @Nullable List<String> lines(ComposeCall call, Flags.Given given) throws Failure {
    for (String option : List.of("models", "variables", "environment")) {
      if (given.has(option)) {
        throw new Failure("docker compose config --" + option + ": no part of the model here", 1);
      }
    }
    var firsts =
        call.project().containers().stream()
            .filter(each -> each.origin().number() == 1)
            .sorted(Comparator.comparing(each -> each.origin().service()))
            .toList();
    if (given.has("services")) {
      return call.project().services();
    }
    if (given.has("networks")) {
      return call.project().networks().stream().map(NetworkPlan::key).sorted().toList();
    }
    if (given.has("volumes")) {
      return call.project().volumes().stream().map(VolumePlan::key).sorted().toList();
    }
    if (given.has("hash")) {
      var wanted = given.last("hash", "");
      var named = wanted.equals("*") ? List.<String>of() : List.of(wanted.split(",", -1));
      var services = call.chosen(named);
      return firsts.stream()
          .filter(each -> services.contains(each.origin().service()))
          .map(
              each -> each.origin().service() + " " + each.labels().get(ComposeProject.CONFIG_HASH))
          .toList();
    }
    if (given.has("profiles")) {
      return call.project().profiles();
    }
    return given.has("images")
        ? firsts.stream().map((ContainerPlan each) -> each.workload().image()).toList()
        : null;
  }

  /// The project with some services, what they depend on, and the networks of these.
  private static ComposeProject only(
      ComposeProject project, List<String> services, boolean isChosen) {
    if (!isChosen) {
      return project;
    }
    var wanted = new TreeSet<>(services);
    for (ContainerPlan plan : project.containers().reversed()) {
      if (wanted.contains(plan.origin().service())) {
        plan.dependencies().forEach(each -> wanted.add(each.service()));
      }
    }
    var containers =
        project.containers().stream()
            .filter(each -> wanted.contains(each.origin().service()))
            .toList();
    return new ComposeProject(
        project.name(),
        project.isKnown(),
        project.networksOf(List.copyOf(wanted)),
        project.volumesOf(List.copyOf(wanted)),
        containers,
        project.disabled(),
        project.profiles());
  }

  /// The same as JSON, the parts of the whole by name.
  private static String json(List<String> yaml) {
    var source = new Source("", String.join("\n", yaml));
    var sorted = new TreeMap<String, @Nullable Object>();
    for (Node whole : YamlReader.read(source, new Diagnostics())) {
      if (value(whole) instanceof Map<?, ?> map) {
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
      }
    }
    return GoJson.indented(sorted, "  ");
  }

  private static @Nullable Object value(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        mapping.entries().forEach(entry -> map.put(entry.name(), value(entry.value())));
        yield map;
      }
      case Node.Sequence list -> list.items().stream().map(ComposeConfig::value).toList();
      case Node.Scalar scalar ->
          switch (scalar.kind()) {
            case INTEGER -> Long.valueOf(scalar.text());
            case BOOLEAN -> Boolean.valueOf(scalar.text());
            case NULL -> null;
            default -> scalar.text();
          };
    };
  }
}
