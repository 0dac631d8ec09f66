package dev.drydock.scenarios.transcript;

import dev.drydock.scenarios.shell.Interpreter;
import java.nio.file.Path;

/// What a session is replayed with.
///
/// @param interpreter runs the commands
/// @param captures captures the steps
/// @param counters watches the rules
/// @param folder where everything is written
public record Bench(
    Interpreter interpreter, StepCaptures captures, RuleCounters counters, Path folder) {}
