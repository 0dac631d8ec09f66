package dev.drydock.drivers.swarm;

/// A secret or config that the tasks of a service see as a file (swarmkit `api.SecretReference`,
/// `api.ConfigReference`).
///
/// @param isSecret whether it is a secret
/// @param id which one
/// @param name its name
/// @param target the file; relative to `/run/secrets`, or to `/` for a config
/// @param access who may read it
public record FileReference(
    boolean isSecret, String id, String name, String target, Access access) {
  /// Whose a file is, which nobody is asked for here.
  ///
  /// @param uid the user
  /// @param gid the group
  /// @param mode the permissions
  public record Access(String uid, String gid, int mode) {
    /// Anybody may read it.
    public static final Access ANYBODY = new Access("0", "0", 292); // 0444
  }

  /// Where tasks find it.
  public String path() {
    if (target.startsWith("/")) {
      return target;
    }
    return (isSecret ? "/run/secrets/" : "/") + target;
  }

  /// The same, found.
  public FileReference withId(String found) {
    return new FileReference(isSecret, found, name, target, access);
  }
}
