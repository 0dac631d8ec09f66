/// Tests of capture filters.
@NullMarked
package dev.drydock.pcap.filter;

import org.jspecify.annotations.NullMarked;
