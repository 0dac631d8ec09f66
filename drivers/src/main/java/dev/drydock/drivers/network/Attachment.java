package dev.drydock.drivers.network;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a driver hands a sandbox for an endpoint (libnetwork `JoinInfo`).
///
/// @param device what becomes the container's interface; null when the driver has none
/// @param prefix how its name begins, usually `eth`
/// @param gateway where the default route leads; null for none
/// @param gateway6 the same for IPv6
/// @param deviceRoutes destinations that lead out of the device without a gateway, whichever
///   endpoint gives the default route
/// @param ways destinations behind a gateway of the network itself
public record Attachment(
    @Nullable NetDevice device,
    String prefix,
    @Nullable IpAddress gateway,
    @Nullable IpAddress gateway6,
    List<IpPrefix> deviceRoutes,
    List<Way> ways) {
  /// A way to somewhere (`AddStaticRoute` with a next hop).
  public record Way(IpPrefix destination, IpAddress gateway) {}

  /// No device, no gateway.
  public static final Attachment NOTHING = new Attachment(null, "", null, null);

  /// Copies the lists.
  public Attachment {
    deviceRoutes = List.copyOf(deviceRoutes);
    ways = List.copyOf(ways);
  }

  /// A device that leads to these destinations without a gateway.
  public static Attachment onLink(NetDevice device, String prefix, List<IpPrefix> routes) {
    return new Attachment(device, prefix, null, null, routes, List.of());
  }

  /// A device that leads nowhere but by these ways.
  public static Attachment of(NetDevice device, String prefix, List<Way> ways) {
    return new Attachment(device, prefix, null, null, List.of(), ways);
  }

  /// The same, but for the default route.
  Attachment withoutGateway() {
    return new Attachment(device, prefix, null, gateway6, deviceRoutes, ways);
  }

  /// Without routes of its own.
  public Attachment(
      @Nullable NetDevice device,
      String prefix,
      @Nullable IpAddress gateway,
      @Nullable IpAddress gateway6) {
    this(device, prefix, gateway, gateway6, List.of(), List.of());
  }
}
