package dev.drydock.drivers.profile;

/// When an engine makes the kernel forget tracked flows of a container, and which UDP flows to a
/// published port it means (`clearConntrackEntries` of libnetwork's bridge driver, at tags
/// v20.10.27, v23.0.0, v28.5.2, docker-v29.0.0 and docker-v29.5.0).
public enum FlowsForgotten {
  /// To 20.10: those of the container's address, when its ports are released.
  BY_ADDRESS(false, true),
  /// 23.0 to 28: those of the address, when ports are published or released, and UDP flows to the
  /// host port when it is published.
  BY_HOST_PORT(true, true),
  /// 29.0 to 29.4: the same, when ports are published only.
  AT_PUBLISHING(true, false),
  /// From 29.5: the UDP flows are sought by the container's port instead of the host's, so that
  /// they stay where the two differ.
  BY_CONTAINER_PORT(true, false);

  private final boolean published;
  private final boolean released;

  FlowsForgotten(boolean published, boolean released) {
    this.published = published;
    this.released = released;
  }

  /// Whether flows are forgotten when ports are published.
  public boolean whenPublished() {
    return published;
  }

  /// Whether flows are forgotten when ports are released.
  public boolean whenReleased() {
    return released;
  }

  /// The destination port by which UDP flows are sought.
  public int port(int hostPort, int containerPort) {
    return this == BY_CONTAINER_PORT ? containerPort : hostPort;
  }
}
