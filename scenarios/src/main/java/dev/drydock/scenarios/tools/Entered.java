package dev.drydock.scenarios.tools;

import dev.drydock.scenarios.lab.Box;
import java.util.function.IntConsumer;

/// A shell that somebody who types has opened elsewhere, and stays in until `exit`: what `docker
/// exec -it NAME sh` does.
///
/// @param box the machine
/// @param container the container; empty for the machine itself
/// @param left is told the exit status when the shell is left
public record Entered(Box box, String container, IntConsumer left) {}
