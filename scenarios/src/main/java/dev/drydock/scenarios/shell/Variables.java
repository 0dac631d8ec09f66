package dev.drydock.scenarios.shell;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The variables of one shell: name -> value. The environment of the place stands behind them.
final class Variables {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> exported = new LinkedHashSet<>();
  private final Set<String> unset = new LinkedHashSet<>();
  private List<String> parameters = List.of();

  /// No variables.
  Variables() {}

  /// A copy for a subshell.
  Variables copy() {
    Variables copy = new Variables();
    copy.values.putAll(values);
    copy.exported.addAll(exported);
    copy.unset.addAll(unset);
    copy.parameters = parameters;
    return copy;
  }

  /// The value of a variable; null when it is not set.
  @Nullable String get(String name, Map<String, String> environment) {
    String value = values.get(name);
    return value != null || unset.contains(name) ? value : environment.get(name);
  }

  void set(String name, String value) {
    if (value.length() > Expansion.CHARACTERS_MAX) {
      throw new ShellLimitException(
          "a variable is too long (limit " + Expansion.CHARACTERS_MAX + " characters)");
    }
    unset.remove(name);
    values.put(name, value);
  }

  void unset(String name) {
    values.remove(name);
    exported.remove(name);
    unset.add(name);
  }

  void export(String name) {
    exported.add(name);
  }

  /// The positional parameters, `$1` first.
  List<String> parameters() {
    return parameters;
  }

  void setParameters(List<String> newParameters) {
    parameters = List.copyOf(newParameters);
  }

  /// What a command started here finds in its environment.
  Map<String, String> environment(Map<String, String> inherited) {
    if (exported.isEmpty() && unset.isEmpty() && !overrides(inherited)) {
      return inherited;
    }
    Map<String, String> environment = new LinkedHashMap<>(inherited);
    unset.forEach(environment::remove);
    values.forEach((name, value) -> {
      if (exported.contains(name) || environment.containsKey(name)) {
        environment.put(name, value);
      }
    });
    return environment;
  }

  private boolean overrides(Map<String, String> inherited) {
    return values.keySet().stream().anyMatch(inherited::containsKey);
  }
}
