package dev.drydock.scenarios.tools.docker;

import org.jspecify.annotations.Nullable;

/// What a row of a listing does with one word: `.Label "tier"`. It is no part of the row's JSON.
interface GoMethod {
  @Nullable Object call(String word);
}
