/// Tests of the comparable lines.
@NullMarked
package dev.drydock.pcap.compare;

import org.jspecify.annotations.NullMarked;
