package dev.drydock.drivers.network;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// What a driver hands a sandbox for an endpoint (libnetwork `JoinInfo`).
///
/// @param device what becomes the container's interface; null when the driver has none
/// @param prefix how its name begins, usually `eth`
/// @param gateway where the default route leads; null for none
/// @param gateway6 the same for IPv6
public record Attachment(
    @Nullable NetDevice device,
    String prefix,
    @Nullable IpAddress gateway,
    @Nullable IpAddress gateway6) {
  /// No device, no gateway.
  public static final Attachment NOTHING = new Attachment(null, "", null, null);
}
