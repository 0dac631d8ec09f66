package dev.drydock.core.transport.tcp;

import dev.drydock.core.device.NetDevice;
import org.jspecify.annotations.Nullable;

/// What a program may set before it connects.
///
/// @param device the only device to use (`SO_BINDTODEVICE`), or where a link-local partner is
///   (`sin6_scope_id`); null for any
/// @param segmentBytesMost the largest segment to offer and to send (`TCP_MAXSEG`)
public record ConnectOptions(@Nullable NetDevice device, int segmentBytesMost) {
  /// Nothing is set.
  public static final ConnectOptions NONE = new ConnectOptions(null, 0xffff);
}
