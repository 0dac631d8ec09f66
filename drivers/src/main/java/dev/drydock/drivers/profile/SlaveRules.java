package dev.drydock.drivers.profile;

/// What engine versions do differently in the drivers macvlan and ipvlan.
///
/// @param knowsL3s ipvlan has the mode `l3s` and flags: from 23.0
/// @param dummyIsInternal a network without a parent has no default route: from 26.0
/// @param sharesParents several macvlan networks may stand on one parent: from 27.0
/// @param gateways whether a gateway address is set aside though nobody asked
/// @param announcesSharedMac an ipvlan interface announces its address: from 29.3
/// @param missingBase what is said when the device below a wanted VLAN is missing; `%s` is its name
public record SlaveRules(
    boolean knowsL3s,
    boolean dummyIsInternal,
    boolean sharesParents,
    Gateways gateways,
    boolean announcesSharedMac,
    String missingBase) {

  /// When a gateway address is set aside though nobody asked for one (`GetSkipGwAlloc`).
  public enum Gateways {
    /// Up to 27.
    ALWAYS,
    /// 28: not for networks that have no use for one, as internal ones (compared with 28.5.2).
    WHERE_USED,
    /// From 29 on.
    NEVER;

    private static Gateways of(int major) {
      if (major <= 27) {
        return ALWAYS;
      }
      return major == 28 ? WHERE_USED : NEVER;
    }

    /// Whether it is on a network.
    ///
    /// @param isUsed whether containers there have a way out by a gateway
    public boolean apply(boolean isUsed) {
      return this == ALWAYS || (this == WHERE_USED && isUsed);
    }
  }

  /// The rules of a full version such as `28.5.2`.
  static SlaveRules of(String version) {
    String[] parts = version.split("\\.", -1);
    int major = Integer.parseInt(parts[0]);
    int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    return new SlaveRules(
        major >= 23,
        major >= 26,
        major >= 27,
        Gateways.of(major),
        major > 29 || (major == 29 && minor >= 3),
        major < 23
            ? "-o parent interface does was not found on the host: %s"
            : "-o parent interface was not found on the host: %s");
  }
}
