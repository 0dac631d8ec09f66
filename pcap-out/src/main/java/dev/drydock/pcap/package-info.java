/// Captures: pcapng and pcap files, written and read, and packets dissected.
@NullMarked
package dev.drydock.pcap;

import org.jspecify.annotations.NullMarked;
