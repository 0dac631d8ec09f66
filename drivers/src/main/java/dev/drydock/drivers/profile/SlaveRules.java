package dev.drydock.drivers.profile;

/// What engine versions do differently in the drivers macvlan and ipvlan.
///
/// @param knowsL3s ipvlan has the mode `l3s` and flags: from 23.0
/// @param dummyIsInternal a network without a parent has no default route: from 26.0
/// @param sharesParents several macvlan networks may stand on one parent: from 27.0
/// @param takesGateway a gateway address is set aside though nobody asked: up to 27
/// @param announcesSharedMac an ipvlan interface announces its address: from 29.3
/// @param missingBase what is said when the device below a wanted VLAN is missing; `%s` is its name
public record SlaveRules(
    boolean knowsL3s,
    boolean dummyIsInternal,
    boolean sharesParents,
    boolean takesGateway,
    boolean announcesSharedMac,
    String missingBase) {

  /// The rules of a full version such as `28.5.2`.
  static SlaveRules of(String version) {
    String[] parts = version.split("\\.", -1);
    int major = Integer.parseInt(parts[0]);
    int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
    return new SlaveRules(
        major >= 23,
        major >= 26,
        major >= 27,
        major <= 27,
        major > 29 || (major == 29 && minor >= 3),
        major < 23
            ? "-o parent interface does was not found on the host: %s"
            : "-o parent interface was not found on the host: %s");
  }
}
