/// The commands that filter text: `head`, `sort`, `tr` and the like, `grep`, `sed` and `awk`, and
/// how small commands read their short options and their files.
///
/// Read [dev.drydock.scenarios.tools.text.Texts] and [dev.drydock.scenarios.tools.text.Lines], then
/// one command.
@NullMarked
package dev.drydock.scenarios.tools.text;

import org.jspecify.annotations.NullMarked;
