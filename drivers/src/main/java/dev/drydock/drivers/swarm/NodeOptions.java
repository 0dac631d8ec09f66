package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.ipam.DefaultPools;
import org.jspecify.annotations.Nullable;

/// How a swarm is begun or joined.
///
/// @param listen `--listen-addr`
/// @param advertise `--advertise-addr`: an address; null lets the node choose
/// @param dataPath `--data-path-addr`; null for the advertised one
/// @param dataPort `--data-path-port`
/// @param pools `--default-addr-pool`
public record NodeOptions(
    IpAddress listen,
    @Nullable IpAddress advertise,
    @Nullable IpAddress dataPath,
    int dataPort,
    DefaultPools pools) {}
