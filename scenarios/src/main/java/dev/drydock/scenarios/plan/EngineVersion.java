package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks how an engine version is written; what it stands for is the engine's to say.
final class EngineVersion {

  private static final Pattern VERSION = Pattern.compile("([0-9]{1,3})(?:\\.([0-9]{1,3})){0,2}");

  /// The oldest engine that is modelled is 20.10.
  private static final int OLDEST_MAJOR = 20;

  private EngineVersion() {}

  static String of(@Nullable Located<String> written, Diagnostics diagnostics) {
    if (written == null) {
      return Plan.DEFAULT_ENGINE;
    }
    var matcher = VERSION.matcher(written.value());
    if (!matcher.matches()) {
      diagnostics.error(
          written.place(),
          "\"" + written.value() + "\" is not an engine version",
          "write it as \"29\", \"28.0\" or \"28.5.2\"");
    } else if (Integer.parseInt(matcher.group(1)) < OLDEST_MAJOR
        || written.value().matches("20\\.0?[0-9](\\..*)?")) {
      diagnostics.error(
          written.place(),
          "the engine " + written.value() + " is too old",
          "the oldest that is known is 20.10");
    }
    return written.value();
  }
}
