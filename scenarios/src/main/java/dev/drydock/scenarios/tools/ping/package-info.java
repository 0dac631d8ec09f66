/// `ping`, `arping` and `traceroute` of iputils, BusyBox and the traceroute of Debian: their
/// command lines and their texts. What they send and hear is in [dev.drydock.core.app].
///
/// Read [dev.drydock.scenarios.tools.ping.PingTool].
@NullMarked
package dev.drydock.scenarios.tools.ping;

import org.jspecify.annotations.NullMarked;
