package dev.drydock.drivers.network;

import dev.drydock.drivers.EngineException;

/// What stands for a driver in a network that only holds a configuration for others (`docker
/// network create --config-only`): nothing is made, and nobody may join.
final class ConfigurationDriver implements NetworkDriver {
  @Override
  public String type() {
    return "null";
  }

  @Override
  public boolean hasAddresses() {
    return false;
  }

  @Override
  public void createEndpoint(Endpoint endpoint, Sandbox sandbox) {
    throw new EngineException("cannot create endpoint on configuration-only network");
  }

  @Override
  public Attachment join(Endpoint endpoint, Sandbox sandbox) {
    return Attachment.NOTHING;
  }
}
