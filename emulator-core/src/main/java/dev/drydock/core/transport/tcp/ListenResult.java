package dev.drydock.core.transport.tcp;

import dev.drydock.core.transport.SocketError;
import org.jspecify.annotations.Nullable;

/// What came of listening: exactly one of the two is there.
///
/// @param listener the open socket
/// @param error why there is none
public record ListenResult(@Nullable TcpListener listener, @Nullable SocketError error) {}
