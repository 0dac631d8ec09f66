package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.text.Diagnostic.Refuser;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Sorts services so that each comes after those it depends on, otherwise in the order of the file.
final class StartOrder {

  private static final String SERVICE = "service:";

  private final Map<String, Service> waiting = new LinkedHashMap<>();
  private final Set<String> disabled;
  private final Diagnostics diagnostics;

  StartOrder(List<Service> services, Set<String> disabled, Diagnostics diagnostics) {
    services.forEach(service -> waiting.put(service.name().value(), service));
    this.disabled = disabled;
    this.diagnostics = diagnostics;
  }

  /// Takes the first service that waits for no other one, again and again (Kahn's algorithm).
  List<Service> sorted() {
    var needs = new LinkedHashMap<String, Set<String>>();
    waiting.forEach((name, service) -> needs.put(name, known(service)));
    var places = new HashMap<String, Integer>();
    waiting.keySet().forEach(name -> places.put(name, places.size()));
    var ready = new PriorityQueue<String>(Comparator.comparing(places::get));
    waiting.keySet().stream().filter(name -> isFree(name, needs)).forEach(ready::add);
    var sorted = take(ready, needs);
    if (!waiting.isEmpty()) {
      tellCycle(needs);
      sorted.addAll(waiting.values());
    }
    return sorted;
  }

  private static boolean isFree(String name, Map<String, Set<String>> needs) {
    return needs.getOrDefault(name, Set.of()).isEmpty();
  }

  private List<Service> take(PriorityQueue<String> ready, Map<String, Set<String>> needs) {
    var neededBy = new HashMap<String, List<String>>();
    needs.forEach((name, its) ->
        its.forEach(need -> neededBy.computeIfAbsent(need, n -> new ArrayList<>()).add(name)));
    var taken = new ArrayList<Service>();
    for (var name = ready.poll(); name != null; name = ready.poll()) {
      var service = waiting.remove(name);
      if (service != null) {
        taken.add(service);
      }
      for (var dependent : neededBy.getOrDefault(name, List.of())) {
        var its = needs.getOrDefault(dependent, Set.of());
        its.remove(name);
        if (isFree(dependent, needs)) {
          ready.add(dependent);
        }
      }
    }
    return taken;
  }

  /// The services that one needs; unknown ones are told.
  private Set<String> known(Service service) {
    var known = new LinkedHashSet<String>();
    for (var need : needs(service)) {
      var name = need.service().value();
      if (waiting.containsKey(name)) {
        known.add(name);
      } else if (need.isRequired()) {
        tellUnknown(service, need.service());
      }
    }
    return known;
  }

  private void tellUnknown(Service service, Located<String> need) {
    var isDisabled = disabled.contains(need.value());
    diagnostics.error(
        Refuser.PROJECT,
        need.place(),
        "service \"%s\" depends on undefined service \"%s\""
            .formatted(service.name().value(), need.value()),
        isDisabled
            ? "its profile is not active; activate it with --profile"
            : diagnostics.hint(need.value(), waiting.keySet()));
  }

  /// `depends_on` and what links and a shared network imply, as compose-go's Normalize.
  static List<Service.Dependency> needs(Service service) {
    var needs = new ArrayList<>(service.scaling().dependsOn());
    for (var link : service.joins().links()) {
      if (!link.isExternal()) {
        needs.add(Service.Dependency.implied(link.target()));
      }
    }
    var mode = service.joins().networkMode();
    if (mode != null && mode.value().startsWith(SERVICE)) {
      var name = mode.value().substring(SERVICE.length());
      needs.add(Service.Dependency.implied(new Located<>(name, mode.place())));
    }
    return needs;
  }

  /// Follows one need after another until a service comes again.
  private void tellCycle(Map<String, Set<String>> needs) {
    var way = new LinkedHashSet<String>();
    var at = waiting.keySet().iterator().next();
    while (way.add(at)) {
      at =
          needs.getOrDefault(at, Set.of()).stream()
              .filter(waiting::containsKey)
              .findFirst()
              .orElse(at);
    }
    var steps = new ArrayList<>(way);
    var cycle = new ArrayList<>(steps.subList(steps.indexOf(at), steps.size()));
    cycle.add(at);
    var first = waiting.get(at);
    if (first != null) {
      diagnostics.error(
          first.name().place(),
          "dependency cycle detected: " + String.join(" -> ", cycle),
          "take one of the depends_on, links or network_mode away");
    }
  }
}
