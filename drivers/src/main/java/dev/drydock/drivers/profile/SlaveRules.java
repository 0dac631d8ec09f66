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

    private static Gateways of(EngineVersion version) {
      if (version.isBefore(28, 0)) {
        return ALWAYS;
      }
      return version.isBefore(29, 0) ? WHERE_USED : NEVER;
    }

    /// Whether it is on a network.
    ///
    /// @param isUsed whether containers there have a way out by a gateway
    public boolean apply(boolean isUsed) {
      return this == ALWAYS || (this == WHERE_USED && isUsed);
    }
  }

  /// The rules of a version.
  static SlaveRules of(EngineVersion version) {
    return new SlaveRules(
        !version.isBefore(23, 0),
        !version.isBefore(26, 0),
        !version.isBefore(27, 0),
        Gateways.of(version),
        !version.isBefore(29, 3),
        version.isBefore(23, 0)
            ? "-o parent interface does was not found on the host: %s"
            : "-o parent interface was not found on the host: %s");
  }
}
