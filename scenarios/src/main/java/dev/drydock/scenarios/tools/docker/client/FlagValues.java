package dev.drydock.scenarios.tools.docker.client;

import dev.drydock.drivers.engine.GoDuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values of options, refused in the words of Go where they are none (`strconv`, `time`, pflag).
public final class FlagValues {
  private static final int DIGITS_MAX = 9;

  private final Flags.Given given;
  private final String verb;

  public FlagValues(Flags.Given given, String verb) {
    this.given = given;
    this.verb = verb;
  }

  /// A number that is not negative.
  public int unsigned(String option, int otherwise) throws Failure {
    return number(option, otherwise, "ParseUint", "\\d+");
  }

  /// A number.
  public int signed(String option, int otherwise) throws Failure {
    return number(option, otherwise, "ParseInt", "[-+]?\\d+");
  }

  private int number(String option, int otherwise, String function, String form) throws Failure {
    int number = otherwise;
    for (String text : given.all(option)) {
      if (!text.matches(form) || text.length() > DIGITS_MAX) {
        String why = text.matches(form) ? "value out of range" : "invalid syntax";
        throw refused(text, option, "strconv." + function + ": parsing \"" + text + "\": " + why);
      }
      number = Integer.parseInt(text);
    }
    return number;
  }

  /// A span of time in nanoseconds.
  public long nanos(String option, long otherwise) throws Failure {
    long nanos = otherwise;
    for (String text : given.all(option)) {
      try {
        nanos = GoDuration.parse(text);
      } catch (IllegalArgumentException e) {
        throw refused(text, option, String.valueOf(e.getMessage()));
      }
    }
    return nanos;
  }

  /// `strconv.ParseBool`; null for what is neither.
  public static @Nullable Boolean truth(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> Boolean.TRUE;
      case "0", "f", "F", "false", "FALSE", "False" -> Boolean.FALSE;
      default -> null;
    };
  }

  /// What is said of a value that an option does not take.
  public Failure refused(String text, String option, String why) {
    return Failure.usage(
        "invalid argument \"%s\" for \"%s\" flag: %s".formatted(text, given.title(option), why),
        verb);
  }

  /// Texts such as `name=value`; one without a value has an empty one.
  public static Map<String, String> pairs(List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts) {
      int cut = text.indexOf('=');
      pairs.put(cut < 0 ? text : text.substring(0, cut), cut < 0 ? "" : text.substring(cut + 1));
    }
    return pairs;
  }
}
