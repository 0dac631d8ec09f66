package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.engine.Container;
import dev.drydock.scenarios.tools.Entered;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import java.util.List;
import java.util.function.IntConsumer;

/// A shell in a container that is opened at a terminal and not told what to run.
final class OpenShell {
  private static final List<String> SHELLS = List.of("sh", "ash", "bash");

  private OpenShell() {}

  /// Whether these words open one.
  static boolean isOne(List<String> words) {
    String program = words.isEmpty() ? "" : words.getFirst();
    boolean isBare =
        words.stream().skip(1).allMatch(word -> List.of("-i", "-l", "--login").contains(word));
    return isBare && SHELLS.contains(program.substring(program.lastIndexOf('/') + 1));
  }

  /// Lets those who type go into a container.
  ///
  /// @param left is told the exit status when they come back
  /// @return false when nobody types
  static boolean enter(DockerCall call, Container container, IntConsumer left) {
    var invocation = call.invocation();
    return invocation.standardInput().isNothing()
        && invocation.shell().enter(new Entered(invocation.place().box(), container.name(), left));
  }
}
