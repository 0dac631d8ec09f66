package dev.drydock.scenarios.compose;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.text.Protocol;
import org.jspecify.annotations.Nullable;

/// An entry of `ports`: `[[IP:]HOST[-END]:]CONTAINER[-END][/PROTOCOL]` or its long form.
///
/// @param hostIp null for all addresses
/// @param published host ports; null lets the engine choose
/// @param target container ports
/// @param protocol transport protocol
/// @param isHostMode long form's `mode: host`
public record PortSpec(
    @Nullable IpAddress hostIp,
    @Nullable Range published,
    Range target,
    Protocol protocol,
    boolean isHostMode) {

  /// Ports from `first` to `last`, both included.
  public record Range(int first, int last) {
    /// How many ports.
    public int count() {
      return last - first + 1;
    }

    @Override
    public String toString() {
      return first == last ? String.valueOf(first) : first + "-" + last;
    }
  }
}
