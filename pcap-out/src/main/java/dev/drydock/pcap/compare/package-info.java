/// Frames made comparable: one line each, without what differs between two runs of the same thing.
///
/// Read [dev.drydock.pcap.compare.FrameLines] first; which words a line has says
/// [dev.drydock.pcap.compare.FrameWords], who is who [dev.drydock.pcap.compare.FrameNames].
@NullMarked
package dev.drydock.pcap.compare;

import org.jspecify.annotations.NullMarked;
