/// The small general commands: `echo`, `cat`, `sleep`, `ssh` and the like. Those that filter text
/// are in [dev.drydock.scenarios.tools.text].
///
/// [dev.drydock.scenarios.tools.basic.BasicTools] lists them all.
@NullMarked
package dev.drydock.scenarios.tools.basic;

import org.jspecify.annotations.NullMarked;
