/// The command line: verbs, the interactive shell, rendering. Everything it shows comes from the
/// scenarios module.
@NullMarked
package dev.drydock.cli;

import org.jspecify.annotations.NullMarked;
