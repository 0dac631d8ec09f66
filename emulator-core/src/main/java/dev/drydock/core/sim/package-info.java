/// Virtual time: the event loop, and the named random streams of the seed.
///
/// Nothing here knows about frames or devices. Read [dev.drydock.core.sim.EventLoop] first.
@NullMarked
package dev.drydock.core.sim;

import org.jspecify.annotations.NullMarked;
