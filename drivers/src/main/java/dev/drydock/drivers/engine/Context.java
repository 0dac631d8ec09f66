package dev.drydock.drivers.engine;

import dev.drydock.core.machine.Machine;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.profile.EngineProfile;

/// What everything in an engine needs to know.
///
/// @param machine where it runs
/// @param config how the daemon was started
/// @param profile what its version does in its own way
/// @param host images and files
/// @param events what it did
record Context(
    Machine machine,
    DaemonConfig config,
    EngineProfile profile,
    EngineHost host,
    EventLog events) {}
