package dev.drydock.drivers.template;

import org.jspecify.annotations.Nullable;

/// What a row of a listing does with one word: `.Label "tier"`. It is no part of the row's JSON.
public interface GoMethod {
  /// The text for a word.
  @Nullable Object call(String word);
}
