package dev.drydock.scenarios.tools;

import dev.drydock.drivers.engine.Capabilities;
import dev.drydock.drivers.engine.User;

/// Who one is at a place, and what one may do.
///
/// @param changesNetwork whether it has `CAP_NET_ADMIN`: interfaces, addresses, routes, rules
/// @param writesSettings whether `/proc/sys` can be written, which is mounted read-only in
///   containers
/// @param opensRawSockets whether it has `CAP_NET_RAW`
/// @param user whose processes they are
public record Rights(
    boolean changesNetwork, boolean writesSettings, boolean opensRawSockets, User user) {
  /// Those of root on a machine.
  public static final Rights ALL = new Rights(true, true, true, User.ROOT);

  /// Those of a user in a container: nobody but root has capabilities.
  public static Rights of(Capabilities capabilities, User user) {
    if (!user.isRoot()) {
      return new Rights(false, false, false, user);
    }
    return new Rights(
        capabilities.has("CAP_NET_ADMIN"),
        capabilities.privileged(),
        capabilities.keeps("CAP_NET_RAW"),
        user);
  }
}
