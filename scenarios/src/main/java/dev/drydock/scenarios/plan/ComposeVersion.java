package dev.drydock.scenarios.plan;

/// The version of docker compose whose ways are followed.
public final class ComposeVersion {
  /// As labels and `docker compose version --short` show it.
  public static final String TEXT = "2.39.4";

  private ComposeVersion() {}
}
