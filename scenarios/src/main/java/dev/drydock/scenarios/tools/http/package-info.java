/// Clients of servers as they are typed: `curl`, `wget`, `nc`. What goes over the wire is said by
/// `dev.drydock.core.app`; here are the options, the texts and the exit statuses.
@NullMarked
package dev.drydock.scenarios.tools.http;

import org.jspecify.annotations.NullMarked;
