package dev.drydock.scenarios.shell;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Place;
import org.jspecify.annotations.Nullable;

/// Finds the place that a prompt names.
final class PlaceFinder {
  private final Surroundings surroundings;

  PlaceFinder(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// A place, or why there is none.
  record Found(@Nullable Place place, String problem) {
    private static Found place(Place place) {
      return new Found(place, "");
    }

    private static Found none(String problem) {
      return new Found(null, problem);
    }
  }

  Found find(Prompt prompt) {
    Box main = surroundings.lab().mainBox();
    Box box = prompt.machine().isEmpty() ? main : surroundings.lab().box(prompt.machine());
    if (box != null) {
      return prompt.container().isEmpty()
          ? Found.place(Interpreter.on(box))
          : inContainer(box, prompt.container(), prompt.machineTools());
    }
    boolean mayBeContainer =
        prompt.container().isEmpty()
            && surroundings.containers().find(main, prompt.machine()) != null;
    return mayBeContainer
        ? inContainer(main, prompt.machine(), prompt.machineTools())
        : Found.none("drydock: there is no machine " + prompt.machine());
  }

  private Found inContainer(Box box, String name, boolean machineTools) {
    ContainerDirectory.Entry entry = surroundings.containers().find(box, name);
    if (entry == null) {
      return Found.none(missing(box.engine()) + name);
    }
    Place inside = entry.place(box);
    String refused = machineTools && inside != null ? "" : refusal(box, name, entry);
    if (inside == null || !refused.isEmpty()) {
      return Found.none("Error response from daemon: " + refused);
    }
    return Found.place(machineTools ? Interpreter.on(box).in(inside.namespace()) : inside);
  }

  /// From 25 on Docker's client tells what the engine says.
  private static String missing(@Nullable Engine engine) {
    boolean isOwnWord = engine == null || engine.profile().client().wordsWhatIsMissing();
    return (isOwnWord ? "Error:" : "Error response from daemon:") + " No such container: ";
  }

  /// What `docker exec` would refuse, which such a prompt stands for.
  private static String refusal(Box box, String name, ContainerDirectory.Entry entry) {
    Engine engine = box.engine();
    try {
      if (engine != null) {
        engine.containers().forExec(name);
      }
      boolean isKnown = engine != null || entry.isRunning();
      return isKnown ? "" : "Container " + entry.id() + " is not running";
    } catch (EngineException e) {
      return e.text();
    }
  }
}
