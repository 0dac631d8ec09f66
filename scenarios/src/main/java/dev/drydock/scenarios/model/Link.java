package dev.drydock.scenarios.model;

import dev.drydock.scenarios.text.Located;
import org.jspecify.annotations.Nullable;

/// An entry of `links`.
///
/// @param hasTree `stp`
public record Link(
    Located<String> name,
    Quality quality,
    @Nullable Located<Long> queueFramesMax,
    boolean hasTree) {

  /// How good a link is. Null is not given.
  ///
  /// @param rateBitsPerSecond `rate`
  /// @param delayNanos `delay`
  /// @param jitterNanos `jitter`
  /// @param loss `loss`, 0 to 1, as are the following
  /// @param duplicate `duplicate`
  /// @param corrupt `corrupt`
  /// @param reorder `reorder`
  public record Quality(
      @Nullable Long rateBitsPerSecond,
      @Nullable Long delayNanos,
      @Nullable Long jitterNanos,
      @Nullable Double loss,
      @Nullable Double duplicate,
      @Nullable Double corrupt,
      @Nullable Double reorder) {}
}
