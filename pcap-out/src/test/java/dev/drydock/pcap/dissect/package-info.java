/// Tests of the dissector.
@NullMarked
package dev.drydock.pcap.dissect;

import org.jspecify.annotations.NullMarked;
