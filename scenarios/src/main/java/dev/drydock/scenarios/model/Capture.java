package dev.drydock.scenarios.model;

import dev.drydock.scenarios.text.Located;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry of `captures`.
public record Capture(
    List<Located<String>> interfaces,
    @Nullable Located<Long> snapLength,
    @Nullable Located<String> filter) {
  /// Copies the list.
  public Capture {
    interfaces = List.copyOf(interfaces);
  }
}
