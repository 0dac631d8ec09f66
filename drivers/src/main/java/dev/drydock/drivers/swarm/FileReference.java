package dev.drydock.drivers.swarm;

/// A secret or config that the tasks of a service see as a file (swarmkit `api.SecretReference`,
/// `api.ConfigReference`).
///
/// @param isSecret whether it is a secret
/// @param id which one
/// @param name its name
/// @param target the file; relative to `/run/secrets`, or to `/` for a config
public record FileReference(boolean isSecret, String id, String name, String target) {
  /// Where tasks find it.
  public String path() {
    if (target.startsWith("/")) {
      return target;
    }
    return (isSecret ? "/run/secrets/" : "/") + target;
  }
}
