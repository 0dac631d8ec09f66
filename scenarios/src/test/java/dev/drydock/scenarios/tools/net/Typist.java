package dev.drydock.scenarios.tools.net;

import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Files;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.shell.SmallLab;
import dev.drydock.scenarios.shell.StandardTools;
import dev.drydock.scenarios.shell.Surroundings;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.EngineControl;
import dev.drydock.scenarios.tools.Keyboard;
import dev.drydock.scenarios.tools.Rights;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Types lines on the machines of a small lab: `dh1` (192.168.1.41) and `pc` (192.168.1.50). A
/// named namespace counts as a container with BusyBox, so that `one@dh1$ ping …` is BusyBox's ping.
public final class Typist {
  public final Lab lab = SmallLab.build();
  private final Keyboard keyboard =
      new Keyboard(
          new Interpreter(
              new Surroundings(
                  lab, StandardTools.registry(), Typist::containers, EngineControl.NONE)));

  private static List<ContainerDirectory.Entry> containers(Box box) {
    List<ContainerDirectory.Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Netns> named : box.machine().mounted().entrySet()) {
      String name = named.getKey();
      Toolbox toolbox = new Toolbox(List.of("busybox"));
      entries.add(
          new ContainerDirectory.Entry(
              name,
              name,
              100,
              named.getValue(),
              name,
              toolbox,
              new Files(),
              Map.of(),
              Rights.ALL,
              "/"));
    }
    return entries;
  }

  /// Runs a line, with a place in front or on `dh1`.
  ///
  /// @return what it says on both streams, in order
  public String type(String line) {
    return keyboard.type(line);
  }

  /// Runs lines one by one, none of which may fail.
  public void set(String... lines) {
    keyboard.set(lines);
  }

  public int status() {
    return keyboard.status();
  }
}
