package dev.drydock.scenarios.model;

import dev.drydock.scenarios.text.ListenPort;
import dev.drydock.scenarios.text.Located;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `x-drydock` block of a service.
///
/// @param machine machine that its containers run on
/// @param listen ports that its containers listen on
public record ServiceBlock(@Nullable Located<String> machine, List<Located<ListenPort>> listen) {

  /// A service without the block.
  public static final ServiceBlock EMPTY = new ServiceBlock(null, List.of());

  /// Copies the list.
  public ServiceBlock {
    listen = List.copyOf(listen);
  }
}
