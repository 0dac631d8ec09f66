/// How commands find the addresses of names and the names of addresses: the C library's door
/// ([dev.drydock.scenarios.tools.names.NameLookup]) and what `/etc/hosts` says. Who asks name
/// servers is in [dev.drydock.scenarios.tools.dns].
@NullMarked
package dev.drydock.scenarios.tools.names;

import org.jspecify.annotations.NullMarked;
