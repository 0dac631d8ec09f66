package dev.drydock.drivers.bridge;

import dev.drydock.drivers.network.Attachment;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.NetworkDriver;
import dev.drydock.drivers.network.Sandbox;

/// The drivers `host` and `null`: a network without devices of its own. What makes them differ is
/// the namespace of the sandbox.
///
/// @param type `host` or `null`
public record HostDriver(String type) implements NetworkDriver {
  @Override
  public boolean hasAddresses() {
    return false;
  }

  @Override
  public Attachment join(Endpoint endpoint, Sandbox sandbox) {
    return Attachment.NOTHING;
  }
}
