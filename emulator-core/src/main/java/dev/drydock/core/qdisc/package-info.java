/// Queueing disciplines: what may hold, delay, order or lose a frame between IP and a device (Linux
/// `net/sched`), and the chance that impairments draw.
///
/// A device without one pays a single test a frame. Read [dev.drydock.core.qdisc.EgressQueue], the
/// root of a device, then [dev.drydock.core.qdisc.Qdisc], then [dev.drydock.core.qdisc.Netem].
@NullMarked
package dev.drydock.core.qdisc;

import org.jspecify.annotations.NullMarked;
