/// Names of the emulated machines: how programs find addresses, and the tools that ask name servers
/// themselves.
///
/// Read [dev.drydock.scenarios.tools.dns.LibraryNames].
@NullMarked
package dev.drydock.scenarios.tools.dns;

import org.jspecify.annotations.NullMarked;
