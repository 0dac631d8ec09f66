package dev.drydock.drivers.swarm;

import dev.drydock.drivers.network.Attachment;
import dev.drydock.drivers.network.DataScope;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.NetworkDriver;
import dev.drydock.drivers.network.Sandbox;

/// What stands for a driver in a network of a swarm that waits for its subnet: nobody comes onto it
/// (swarmkit `manager/allocator`; Docker 20.10.24).
final class WaitingDriver implements NetworkDriver {
  @Override
  public String type() {
    return "";
  }

  @Override
  public DataScope scope() {
    return DataScope.SWARM;
  }

  @Override
  public boolean hasAddresses() {
    return false;
  }

  @Override
  public Attachment join(Endpoint endpoint, Sandbox sandbox) {
    return Attachment.NOTHING;
  }
}
