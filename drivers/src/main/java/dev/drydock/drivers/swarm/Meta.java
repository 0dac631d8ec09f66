package dev.drydock.drivers.swarm;

/// When an object of the managers' store was made and changed (swarmkit `api.Meta`).
///
/// @param index which change of the store was the last one of it
/// @param createdNanos when it was made
/// @param updatedNanos when it was changed last
public record Meta(long index, long createdNanos, long updatedNanos) {}
