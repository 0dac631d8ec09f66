package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A compose file as it was written: no defaults, no references followed.
///
/// @param name top-level `name`
/// @param services in the order of the file
/// @param networks in the order of the file
/// @param resources what else services may refer to
/// @param drydock the top-level `x-drydock` block
public record ComposeFile(
    @Nullable Located<String> name,
    List<Service> services,
    List<Network> networks,
    Resources resources,
    @Nullable Node drydock) {
  /// Copies the lists.
  public ComposeFile {
    services = List.copyOf(services);
    networks = List.copyOf(networks);
  }

  /// Volumes, and the names of the resources that have no effect.
  ///
  /// @param volumes under `volumes`, in the order of the file
  /// @param secrets under `secrets`
  /// @param configs under `configs`
  /// @param models under `models`
  public record Resources(
      List<Volume> volumes, Set<String> secrets, Set<String> configs, Set<String> models) {
    /// Copies the sets.
    public Resources {
      volumes = List.copyOf(volumes);
      secrets = Set.copyOf(secrets);
      configs = Set.copyOf(configs);
      models = Set.copyOf(models);
    }
  }
}
