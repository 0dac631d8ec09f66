package dev.drydock.drivers.engine;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.List;

/// When a container is started again by itself: `--restart`.
///
/// @param name `no`, `always`, `unless-stopped` or `on-failure`
/// @param maximumRetryCount of `on-failure`, 0 for no limit
public record RestartPolicy(String name, int maximumRetryCount) {
  /// Never.
  public static final RestartPolicy NO = new RestartPolicy("no", 0);

  /// Reads what stands behind `--restart`; empty is `no`.
  ///
  /// @throws EngineException if there is no such policy
  public static RestartPolicy parse(String text) {
    if (text.isEmpty()) {
      return NO;
    }
    int colon = text.indexOf(':');
    String count = colon < 0 ? "" : text.substring(colon + 1);
    if (colon >= 0 && !count.matches("-?[0-9]{1,9}")) {
      throw new EngineException(
          "invalid restart policy format: maximum retry count must be an integer");
    }
    String name = colon < 0 ? text : text.substring(0, colon);
    return new RestartPolicy(name, count.isEmpty() ? 0 : Integer.parseInt(count));
  }

  /// What the daemon refuses (`ValidateRestartPolicy`).
  void check(EngineProfile profile) {
    if (!profile.explainsRestartPolicies()) {
      checkTersely();
      return;
    }
    switch (name) {
      case "no", "always", "unless-stopped" -> {
        if (maximumRetryCount != 0) {
          throw new EngineException(
              "invalid restart policy: maximum retry count can only be used with 'on-failure'"
                  + (maximumRetryCount < 0 ? " and cannot be negative" : ""));
        }
      }
      case "on-failure" -> {
        if (maximumRetryCount < 0) {
          throw new EngineException(
              "invalid restart policy: maximum retry count cannot be negative");
        }
      }
      default ->
          throw new EngineException(
              "invalid restart policy: unknown policy '"
                  + name
                  + "'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'");
    }
  }

  /// In the words of 20.10 (`daemon/container.go`, `validateRestartPolicy`).
  private void checkTersely() {
    boolean isKnown = List.of("no", "always", "unless-stopped", "on-failure").contains(name);
    if (!isKnown) {
      throw new EngineException("invalid restart policy '" + name + "'");
    }
    if (!name.equals("on-failure") && maximumRetryCount != 0) {
      throw new EngineException(
          "maximum retry count cannot be used with restart policy '" + name + "'");
    }
    if (maximumRetryCount < 0) {
      throw new EngineException("maximum retry count cannot be negative");
    }
  }

  /// Whether a container that ended so is started again.
  ///
  /// @param restarts how often it has been already
  boolean wants(int exitCode, int restarts, boolean stoppedByHand) {
    return switch (name) {
      case "always" -> true;
      case "unless-stopped" -> !stoppedByHand;
      case "on-failure" ->
          exitCode != 0 && (maximumRetryCount == 0 || restarts < maximumRetryCount);
      default -> false;
    };
  }

  @Override
  public String toString() {
    return maximumRetryCount == 0 ? name : name + ":" + maximumRetryCount;
  }
}
