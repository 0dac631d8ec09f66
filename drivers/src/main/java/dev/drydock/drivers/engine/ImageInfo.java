package dev.drydock.drivers.engine;

import dev.drydock.drivers.port.ContainerPort;
import java.util.List;

/// What an image says of the containers made from it.
///
/// @param id `sha256:` and 64 hexadecimal digits
/// @param entrypoint `ENTRYPOINT`, may be empty
/// @param command `CMD`, may be empty
/// @param env `ENV`, as `NAME=value`
/// @param exposed `EXPOSE`
/// @param stopSignal `STOPSIGNAL`; empty for the usual one
public record ImageInfo(
    String id,
    List<String> entrypoint,
    List<String> command,
    List<String> env,
    List<ContainerPort> exposed,
    String stopSignal) {
  /// Copies the lists.
  public ImageInfo {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    env = List.copyOf(env);
    exposed = List.copyOf(exposed);
  }
}
