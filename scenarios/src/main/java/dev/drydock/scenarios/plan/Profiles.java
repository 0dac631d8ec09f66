package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.compose.Service;
import java.util.List;
import java.util.Set;

/// The profiles that are active: which services of a file count.
///
/// @param active their names; `*` activates every profile, as in `COMPOSE_PROFILES`
record Profiles(Set<String> active) {
  private static final String EVERY_PROFILE = "*";

  Profiles {
    active = Set.copyOf(active);
  }

  /// The services that count, in the order of the file.
  List<Service> enabled(ComposeFile file) {
    return file.services().stream().filter(this::enables).toList();
  }

  private boolean enables(Service service) {
    var wanted = service.scaling().profiles();
    return wanted.isEmpty()
        || active.contains(EVERY_PROFILE)
        || wanted.stream().anyMatch(profile -> active.contains(profile.value()));
  }
}
