package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.engine.Capabilities;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// `--cap-add` and `--cap-drop` of services, which the command line works out itself (docker/cli
/// `opts/capabilities.go`; `command/service/update.go`, `updateCapabilities`).
final class CapabilityWords {
  private static final String ALL = "ALL";
  private static final String RESET = "RESET";

  private CapabilityWords() {}

  private static Set<String> names(Collection<String> words) {
    Set<String> names = new TreeSet<>();
    for (String word : words) {
      String name = word.strip().toUpperCase(Locale.ROOT);
      boolean isPlain = name.equals(ALL) || name.equals(RESET) || name.startsWith("CAP_");
      names.add(isPlain ? name : "CAP_" + name);
    }
    return names;
  }

  /// Of a new service: who is added is not dropped.
  static Capabilities of(List<String> added, List<String> dropped) {
    Set<String> add = names(added);
    Set<String> drop = names(dropped);
    keepAllAlone(add);
    keepAllAlone(drop);
    drop.removeAll(add);
    drop.remove(RESET);
    add.remove(RESET);
    return new Capabilities(List.copyOf(add), List.copyOf(drop), false);
  }

  private static void keepAllAlone(Set<String> names) {
    if (names.contains(ALL)) {
      names.retainAll(List.of(ALL));
    }
  }

  /// Of a service that has some: adding takes back what was dropped, and the other way round.
  static Capabilities changed(Capabilities old, List<String> added, List<String> dropped) {
    Set<String> add = names(old.add());
    Set<String> drop = names(old.drop());
    Set<String> toAdd = names(added);
    Set<String> toDrop = names(dropped);
    if (toAdd.remove(RESET)) {
      add.clear();
    }
    if (toDrop.remove(RESET)) {
      drop.clear();
    }
    for (String name : toDrop) {
      if (!toAdd.contains(name) && !add.remove(name)) {
        drop.add(name);
      }
    }
    for (String name : toAdd) {
      if (!drop.remove(name)) {
        add.add(name);
      }
    }
    return new Capabilities(List.copyOf(add), List.copyOf(drop), false);
  }
}
