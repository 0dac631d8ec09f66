package dev.drydock.scenarios.transcript;

import dev.drydock.core.device.KernelOption;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.shell.Interpreter;
import java.nio.file.Path;

/// What a session is replayed with.
///
/// @param interpreter runs the commands
/// @param captures captures the steps
/// @param counters watches the rules
/// @param folder where everything is written
public record Bench(
    Interpreter interpreter, StepCaptures captures, RuleCounters counters, Path folder) {
  /// Whether the machines are those of user-mode Linux, on which commands take long.
  boolean isSlow() {
    Box box = interpreter.surroundings().lab().mainBox();
    return box != null && box.machine().softnet().kernel().tells(KernelOption.UML);
  }
}
