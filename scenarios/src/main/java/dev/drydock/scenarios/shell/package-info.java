/// The interpreter of command lines: steps, the interactive shell and transcripts all type into it.
///
/// It reads the part of the POSIX shell that pages about container networks use: quotes, variables,
/// `$(…)`, `$((…))`, pipes, `&&`, `||`, `!`, redirections, `for`, `while`, `until`, `if`, groups
/// and jobs in the background. Not there: functions, `case`, here-documents, file name patterns,
/// arrays. The commands themselves are in [dev.drydock.scenarios.tools].
///
/// Read [dev.drydock.scenarios.shell.Interpreter] (the door), then
/// [dev.drydock.scenarios.shell.Script] (the syntax tree), [dev.drydock.scenarios.shell.Parser],
/// [dev.drydock.scenarios.shell.Expansion] and [dev.drydock.scenarios.shell.Execution].
@NullMarked
package dev.drydock.scenarios.shell;

import org.jspecify.annotations.NullMarked;
