package dev.drydock.drivers.engine;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.network.NamespaceFiles;
import dev.drydock.drivers.profile.EngineProfile;

/// What everything in an engine needs to know.
final class Context {
  private final Machine machine;
  private final EngineProfile profile;
  private final EngineHost host;
  private final EventLog events;
  private final RandomStream registryRandom;
  private final Volumes volumes;
  private final Images images;
  private final NamespaceFiles namespaceFiles;
  private DaemonConfig config;

  Context(Machine machine, DaemonConfig config, EngineProfile profile, EngineHost host) {
    this.machine = machine;
    this.config = config;
    this.profile = profile;
    this.host = host;
    this.events = new EventLog(machine.loop());
    this.images = new Images(host, events, machine.random("docker/image"));
    this.registryRandom = machine.random("docker/registry");
    this.namespaceFiles = new NamespaceFiles(machine.loop());
    this.volumes = new Volumes(machine.loop(), machine.random("docker/volume"));
  }

  /// What numbers the questions for registries have.
  RandomStream registryRandom() {
    return registryRandom;
  }

  /// Where it runs.
  Machine machine() {
    return machine;
  }

  /// How the daemon was started, or told since.
  DaemonConfig config() {
    return config;
  }

  void setConfig(DaemonConfig newConfig) {
    config = newConfig;
  }

  /// What its version does in its own way.
  EngineProfile profile() {
    return profile;
  }

  /// Images and files.
  EngineHost host() {
    return host;
  }

  /// Its images.
  Images images() {
    return images;
  }

  /// The names of sandboxes.
  NamespaceFiles namespaceFiles() {
    return namespaceFiles;
  }

  /// The volumes.
  Volumes volumes() {
    return volumes;
  }

  /// What it did.
  EventLog events() {
    return events;
  }
}
