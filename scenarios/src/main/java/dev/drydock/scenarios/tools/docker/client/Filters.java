package dev.drydock.scenarios.tools.docker.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The options `--filter KEY=VALUE` of a listing (moby `api/types/filters`): values of one key are
/// alternatives, labels must all be there, and every key must fit.
public final class Filters {
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final String unknown;

  private Filters(String unknown) {
    this.unknown = unknown;
  }

  /// Reads them.
  ///
  /// @param known the keys that the listing has
  public static Filters of(DockerCall call, Flags.Given given, Set<String> known) throws Failure {
    Filters filters = new Filters(call.engine().profile().texts().unknownFilter());
    for (String text : given.all("filter")) {
      int cut = text.indexOf('=');
      if (cut < 0) {
        throw malformed(text, call);
      }
      String key = text.substring(0, cut).strip().toLowerCase(java.util.Locale.ROOT);
      if (!known.contains(key)) {
        throw new Failure("Error response from daemon: " + filters.invalid(key), 1);
      }
      filters.values.computeIfAbsent(key, k -> new ArrayList<>()).add(text.substring(cut + 1));
    }
    return filters;
  }

  /// What is said of a filter without a value.
  public static Failure malformed(String text, DockerCall call) {
    String why = call.words().malformedFilter(text);
    return Failure.usage(
        "invalid argument \"%s\" for \"-f, --filter\" flag: %s".formatted(text, why), call.verb());
  }

  /// Whether one of a key's values fits; true without the key.
  public boolean any(String key, Predicate<String> fits) {
    List<String> wanted = values.get(key);
    return wanted == null || wanted.stream().anyMatch(fits);
  }

  /// Whether something with these labels is pruned: `label` and `label!`.
  public boolean prunes(Map<String, String> labels) {
    return labels("label", labels) && (!has("label!") || !labels("label!", labels));
  }

  /// What was made before this is meant by `until`; without it everything.
  public long untilNanos(DockerCall call) throws Failure {
    long now = call.engine().machine().loop().nowNanos();
    return GivenTime.ofFilter(last("until"), now);
  }

  /// Whether one of a key's values is this text.
  public boolean exact(String key, String text) {
    return any(key, text::equals);
  }

  /// Whether one of a key's values is this text, or a regular expression that is found in it.
  public boolean match(String key, String text) {
    return any(key, wanted -> wanted.equals(text) || isFound(wanted, text));
  }

  private static boolean isFound(String expression, String text) {
    try {
      return Pattern.compile(expression).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /// Whether all labels of a key, `name` or `name=value`, are there.
  public boolean labels(String key, Map<String, String> labels) {
    for (String wanted : values.getOrDefault(key, List.of())) {
      int cut = wanted.indexOf('=');
      String value = labels.get(cut < 0 ? wanted : wanted.substring(0, cut));
      if (value == null || (cut >= 0 && !value.equals(wanted.substring(cut + 1)))) {
        return false;
      }
    }
    return true;
  }

  /// A key that is either true or false; null when it was not given.
  @org.jspecify.annotations.Nullable
  public Boolean flag(String key) throws Failure {
    List<String> given = values.get(key);
    if (given == null) {
      return null;
    }
    return switch (given.get(given.size() - 1)) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      default -> throw new Failure("Error response from daemon: " + invalid(key + "=" + given), 1);
    };
  }

  /// What the engine says of a filter that it does not know.
  public String invalid(String filter) {
    return unknown.formatted(filter);
  }

  /// The values of a key.
  public List<String> all(String key) {
    return values.getOrDefault(key, List.of());
  }

  /// Whether a key was given.
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /// The last value of a key; empty without it.
  public String last(String key) {
    List<String> given = values.get(key);
    return given == null ? "" : given.get(given.size() - 1);
  }
}
