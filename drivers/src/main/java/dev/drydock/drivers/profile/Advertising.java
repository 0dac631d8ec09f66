package dev.drydock.drivers.profile;

/// The unsolicited ARP requests by which a new interface tells its neighbours of itself.
///
/// @param messages how many, 0 for none
/// @param intervalMillis time between two of them
public record Advertising(int messages, int intervalMillis) {
  /// Engines before 28.0 say nothing.
  public static final Advertising NONE = new Advertising(0, 0);

  /// 28.0 and newer: libnetwork `osl/interface_linux.go`.
  public static final Advertising THREE = new Advertising(3, 1000);
}
