package dev.drydock.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of `--format`.
final class Formats {
  private Formats() {}

  /// The word that was given; the first one without any.
  static String of(@Nullable String text, List<String> known) throws UserError {
    if (text != null && !known.contains(text)) {
      throw new UserError("--format: \"" + text + "\" is none of " + String.join(", ", known));
    }
    return text == null ? known.getFirst() : text;
  }
}
