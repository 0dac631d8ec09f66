/// Routes and the rules that choose their tables: `ip route` and `ip rule`.
///
/// Read [dev.drydock.scenarios.tools.net.route.RouteRequest] (what is asked for), then
/// [dev.drydock.scenarios.tools.net.route.RouteChanges] and
/// [dev.drydock.scenarios.tools.net.route.RouteText].
@NullMarked
package dev.drydock.scenarios.tools.net.route;

import org.jspecify.annotations.NullMarked;
