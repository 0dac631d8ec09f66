package dev.drydock.scenarios.plan;

import org.jspecify.annotations.Nullable;

/// A change of a link for a while; what is null stays as it is.
///
/// @param link name of the link
/// @param isDown carries nothing at all
/// @param loss part of the frames lost, 0 to 1
/// @param delayNanos one way
/// @param jitterNanos spread of the delay
/// @param rateBitsPerSecond 0 for no limit
/// @param durationNanos after which the link is as before; 0 for the rest of the run
public record FaultPlan(
    String link,
    boolean isDown,
    @Nullable Double loss,
    @Nullable Long delayNanos,
    @Nullable Long jitterNanos,
    @Nullable Long rateBitsPerSecond,
    long durationNanos) {}
