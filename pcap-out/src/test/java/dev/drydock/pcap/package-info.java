/// Tests of capture files.
@NullMarked
package dev.drydock.pcap;

import org.jspecify.annotations.NullMarked;
