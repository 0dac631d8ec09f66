package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks how an engine version is written; what it stands for is the engine's to say.
public final class EngineVersion {

  private static final Pattern VERSION = Pattern.compile("([0-9]{1,3})(?:\\.([0-9]{1,3})){0,2}");

  /// The oldest engine that is modelled is 20.10.
  private static final int OLDEST_MAJOR = 20;

  /// The newest is 29; see `dev.drydock.drivers.profile.Generation`.
  private static final int NEWEST_MAJOR = 29;

  private static final String KNOWN = "20.10 to 24, 25, 26, 27, 28.0, 28.2, 28.3 to 28.5, 29";

  private EngineVersion() {}

  static String of(@Nullable Located<String> written, Diagnostics diagnostics) {
    if (written == null) {
      return Plan.DEFAULT_ENGINE;
    }
    var problem = problem(written.value());
    if (!problem.isEmpty()) {
      var cut = problem.indexOf("; ");
      diagnostics.error(written.place(), problem.substring(0, cut), problem.substring(cut + 2));
    }
    return written.value();
  }

  /// What is wrong with a version as it was written, and what to do; empty when nothing is.
  public static String problem(String version) {
    var matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return "\""
          + version
          + "\" is not an engine version; write it as \"29\", \"28.0\" or \"28.5.2\"";
    }
    if (Integer.parseInt(matcher.group(1)) > NEWEST_MAJOR) {
      return "the engine " + version + " is not known; those that are known are " + KNOWN;
    }
    var isTooOld =
        Integer.parseInt(matcher.group(1)) < OLDEST_MAJOR
            || version.matches("20\\.0?[0-9](\\..*)?");
    return isTooOld
        ? "the engine " + version + " is too old; the oldest that is known is 20.10"
        : "";
  }
}
