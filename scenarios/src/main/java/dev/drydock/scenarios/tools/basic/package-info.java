/// The small general commands: `echo`, `cat`, `grep`, `sleep`, `ssh` and the like.
///
/// [dev.drydock.scenarios.tools.basic.BasicTools] lists them.
@NullMarked
package dev.drydock.scenarios.tools.basic;

import org.jspecify.annotations.NullMarked;
