/// The spanning tree of a bridge or of the switch of a link (IEEE 802.1D-1998, Linux
/// `net/bridge/br_stp*.c`): what its messages decide, and when.
///
/// Read [dev.drydock.core.device.stp.SpanningTree], then [dev.drydock.core.device.stp.TreePort].
/// Whose tree it is, is a [dev.drydock.core.device.stp.TreeOwner].
@NullMarked
package dev.drydock.core.device.stp;

import org.jspecify.annotations.NullMarked;
