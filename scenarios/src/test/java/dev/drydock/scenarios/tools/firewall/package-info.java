/// Tests of packet filters: the rules that engines write, and the commands that show and change
/// them.
@NullMarked
package dev.drydock.scenarios.tools.firewall;

import org.jspecify.annotations.NullMarked;
