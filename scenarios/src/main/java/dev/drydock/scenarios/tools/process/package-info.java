/// Commands about processes and their sockets: `ps`, `pgrep`, `pkill`, `ss`, `netstat`.
@NullMarked
package dev.drydock.scenarios.tools.process;

import org.jspecify.annotations.NullMarked;
