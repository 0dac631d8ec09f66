/// `ethtool`: what a driver says of a device, what it counts, and which work it takes over
/// ([DeviceFeatures]).
@NullMarked
package dev.drydock.scenarios.tools.net.ethtool;

import org.jspecify.annotations.NullMarked;
