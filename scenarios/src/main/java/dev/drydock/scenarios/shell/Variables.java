package dev.drydock.scenarios.shell;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.scenarios.tools.Place;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The variables of one shell: name -> value. The environment of the place stands behind them.
final class Variables {
  /// What root begins with.
  private static final int MASK = 022;

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> exported = new LinkedHashSet<>();
  private final Set<String> unset = new LinkedHashSet<>();
  private final Map<String, Move> moves = new LinkedHashMap<>();
  private List<String> parameters = List.of();
  private String lastJob = "";
  private String shell = Integer.toString(Interpreter.SHELL_PID);
  private @Nullable String parent;
  private int mask = MASK;
  private final Map<String, String> limits = new LinkedHashMap<>();

  /// No variables.
  Variables() {}

  /// A copy for a subshell.
  Variables copy() {
    Variables copy = new Variables();
    copy.values.putAll(values);
    copy.exported.addAll(exported);
    copy.unset.addAll(unset);
    copy.moves.putAll(moves);
    copy.parameters = parameters;
    copy.lastJob = lastJob;
    copy.shell = shell;
    copy.parent = parent;
    copy.mask = mask;
    copy.limits.putAll(limits);
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

  /// The number of the process that was put into the background last, `$!`; empty for none.
  String lastJob() {
    return lastJob;
  }

  void setLastJob(String number) {
    lastJob = number;
  }

  /// The number of the shell, `$$`, which subshells have as well.
  String shell() {
    return shell;
  }

  /// The number of the process that started the shell, `$PPID`; null outside of containers.
  @Nullable String parent() {
    return parent;
  }

  /// The bits that files are made without.
  int mask() {
    return mask;
  }

  /// What `ulimit` set, by its name; empty for nothing.
  String limit(String name) {
    return limits.getOrDefault(name, "");
  }

  void setLimit(String name, String value) {
    limits.put(name, value);
  }

  void setMask(int bits) {
    mask = bits;
  }

  /// Variables of a new shell.
  ///
  /// @param process the process that it is; null for none
  static Variables of(@Nullable RunningProcess process) {
    Variables variables = new Variables();
    if (process != null) {
      variables.shell = Integer.toString(process.innerPid());
      variables.parent = Integer.toString(process.innerParent());
    }
    return variables;
  }

  /// The positional parameters, `$1` first.
  List<String> parameters() {
    return parameters;
  }

  void setParameters(List<String> newParameters) {
    parameters = List.copyOf(newParameters);
  }

  /// The shell goes to another folder of its place.
  void moved(Place from, String to) {
    moves.put(keyOf(from), new Move(from.folder(), to));
  }

  /// A place, in the folder that the shell has gone to there.
  Place goOnIn(Place place) {
    Move move = moves.get(keyOf(place));
    return move == null ? place : place.at(move.to());
  }

  /// The folder that the shell came from; null while it is where it began.
  @Nullable String left(Place place) {
    Move move = moves.get(keyOf(place));
    return move == null ? null : move.from();
  }

  private record Move(String from, String to) {}

  private static String keyOf(Place place) {
    return place.box().name() + "/" + place.container();
  }

  /// What a command started at a place finds in its environment. A shell that has changed its
  /// folder tells from where and to where.
  Map<String, String> environment(Place place) {
    Map<String, String> environment = environment(place.environment());
    Move move = moves.get(keyOf(place));
    if (move == null) {
      return environment;
    }
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put("OLDPWD", move.from());
    more.put("PWD", move.to());
    return more;
  }

  private Map<String, String> environment(Map<String, String> inherited) {
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
