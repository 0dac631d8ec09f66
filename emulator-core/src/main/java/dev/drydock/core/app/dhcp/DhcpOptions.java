package dev.drydock.core.app.dhcp;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;

/// How to ask for an address.
///
/// @param namespace where the interface is
/// @param device the interface
/// @param random for transaction numbers
/// @param style whose client it is
/// @param wants what the user has asked for
public record DhcpOptions(
    Netns namespace, NetDevice device, RandomStream random, Style style, Wants wants) {
  /// Whose client.
  public enum Style {
    /// BusyBox's.
    UDHCPC,
    /// ISC's.
    DHCLIENT
  }

  /// What the user has asked for.
  ///
  /// @param broadcast answers by broadcast
  /// @param checks ARP for the address before it is used
  /// @param quits the end once there is a lease
  /// @param givesUp the end when nobody answers
  /// @param retries questions before it counts as not answered
  /// @param pauseSeconds between them
  /// @param againSeconds how long to wait before all begins again
  /// @param requested an address that is liked, 0 for none
  /// @param clientId option 61 in hexadecimal digits; empty for the client's own
  /// @param hostname option 12, empty for none
  public record Wants(
      boolean broadcast,
      boolean checks,
      boolean quits,
      boolean givesUp,
      int retries,
      int pauseSeconds,
      int againSeconds,
      int requested,
      String clientId,
      String hostname) {}
}
