/// Virtual time: the event loop, and what makes runs repeatable: the named random streams of the
/// seed, and copies that keep their order.
///
/// Nothing here knows about frames or devices. Read [dev.drydock.core.sim.EventLoop] first.
@NullMarked
package dev.drydock.core.sim;

import org.jspecify.annotations.NullMarked;
