package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The profiles that are active: which services of a file count.
///
/// @param active their names; `*` activates every profile, as in `COMPOSE_PROFILES`
record Profiles(Set<String> active) {
  private static final String EVERY_PROFILE = "*";

  Profiles {
    active = Set.copyOf(active);
  }

  /// With the profiles of services that are asked for by name and would not count (compose-go
  /// `WithServicesEnabled`).
  Profiles withThoseOf(List<String> names, ComposeFile file) {
    var more = new TreeSet<>(active);
    for (var service : file.services()) {
      if (names.contains(service.name().value()) && !enables(service)) {
        service.scaling().profiles().forEach(profile -> more.add(profile.value()));
      }
    }
    return new Profiles(more);
  }

  /// The services that count, in the order of the file.
  List<Service> enabled(ComposeFile file) {
    return file.services().stream().filter(this::enables).toList();
  }

  /// All profiles that services name, sorted.
  static List<String> named(ComposeFile file) {
    return file.services().stream()
        .flatMap(service -> service.scaling().profiles().stream())
        .map(Located::value)
        .distinct()
        .sorted()
        .toList();
  }

  /// The names of the others.
  List<String> disabled(ComposeFile file) {
    return file.services().stream()
        .filter(each -> !enables(each))
        .map(each -> each.name().value())
        .toList();
  }

  /// Nothing is started of a file whose services all wait for a profile (compose: `no service
  /// selected`).
  void tellNone(List<Service> services, Diagnostics diagnostics) {
    if (services.isEmpty()) {
      return;
    }
    var names = new TreeSet<String>();
    services.forEach(
        service -> service.scaling().profiles().forEach(profile -> names.add(profile.value())));
    diagnostics.warning(
        services.getFirst().name().place(),
        "no service selected: all belong to profiles that are not active",
        "choose with --profile or COMPOSE_PROFILES: " + String.join(", ", names));
  }

  private boolean enables(Service service) {
    var wanted = service.scaling().profiles();
    return wanted.isEmpty()
        || active.contains(EVERY_PROFILE)
        || wanted.stream().anyMatch(profile -> active.contains(profile.value()));
  }
}
