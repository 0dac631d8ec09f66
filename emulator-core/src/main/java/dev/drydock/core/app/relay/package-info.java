/// Relays: programs that take connections or datagrams and pass them on to another server, as
/// `docker-proxy` does.
@NullMarked
package dev.drydock.core.app.relay;

import org.jspecify.annotations.NullMarked;
