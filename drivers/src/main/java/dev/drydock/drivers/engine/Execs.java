package dev.drydock.drivers.engine;

import dev.drydock.core.sim.RandomStream;
import java.util.List;
import java.util.function.IntConsumer;

/// The commands that are run in running containers, as events tell of them.
final class Execs {
  private static final int ID_DIGITS = 64;

  private final Context context;
  private final RandomStream ids;

  Execs(Context context) {
    this.context = context;
    this.ids = context.machine().random("docker/exec");
  }

  /// A command is run.
  ///
  /// @return what says that it has ended, given its exit status
  IntConsumer begin(Container container, List<String> command) {
    String words = String.join(" ", command);
    String id = ids.nextHex(ID_DIGITS);
    context.events().container(container, "exec_create: " + words, "execID", id);
    context.events().container(container, "exec_start: " + words, "execID", id);
    return status ->
        context
            .events()
            .container(container, "exec_die", "execID", id, "exitCode", Integer.toString(status));
  }
}
