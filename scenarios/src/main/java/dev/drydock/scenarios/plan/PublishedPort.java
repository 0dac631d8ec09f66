package dev.drydock.scenarios.plan;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.text.Protocol;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One published port, a range already cut into single container ports.
///
/// @param hostIp the address given before the port; null for all addresses
/// @param hostPort first host port; 0 lets the engine choose an ephemeral one
/// @param hostPortLast last host port the engine may choose from; equals `hostPort` unless a range
///   of host ports was given for one container port
/// @param containerPort port inside the container
/// @param protocol transport protocol
/// @param isHostMode `mode: host`; only a swarm tells it from the default, ingress
public record PublishedPort(
    @Nullable IpAddress hostIp,
    int hostPort,
    int hostPortLast,
    int containerPort,
    Protocol protocol,
    boolean isHostMode) {

  /// The grammar of `docker run -p`: `127.0.0.1:8080:80/tcp`.
  @Override
  public String toString() {
    var text = new StringBuilder();
    if (hostIp != null) {
      text.append(hostIp.isV6() ? "[" + hostIp + "]" : hostIp).append(':');
    }
    if (hostPort != 0) {
      text.append(hostPort).append(hostPortLast == hostPort ? "" : "-" + hostPortLast);
    }
    if (!text.isEmpty()) {
      text.append(text.charAt(text.length() - 1) == ':' && hostPort != 0 ? "" : ":");
    }
    return text.append(containerPort).append('/').append(protocol).toString();
  }

  // Written out: records link theirs when first used, which a start-up cache cannot keep.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PublishedPort that
        && Objects.equals(hostIp, that.hostIp)
        && hostPort == that.hostPort
        && hostPortLast == that.hostPortLast
        && containerPort == that.containerPort
        && protocol == that.protocol
        && isHostMode == that.isHostMode;
  }

  @Override
  public int hashCode() {
    return (((Objects.hashCode(hostIp) * 31) + hostPort) * 31) + containerPort;
  }
}
