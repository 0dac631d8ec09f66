package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A compose file as it was written: no defaults, no references followed.
///
/// @param name top-level `name`
/// @param services in the order of the file
/// @param networks in the order of the file
/// @param drydock the top-level `x-drydock` block
public record ComposeFile(
    @Nullable Located<String> name,
    List<Service> services,
    List<Network> networks,
    @Nullable Node drydock) {
  /// Copies the lists.
  public ComposeFile {
    services = List.copyOf(services);
    networks = List.copyOf(networks);
  }
}
