/// What frames mean, for people and for tests: read by pcap4j, which knows nothing of our own code
/// and so is an independent witness of the bytes we make. No libpcap is needed.
///
/// Nothing in a running network depends on this package.
@NullMarked
package dev.drydock.pcap.dissect;

import org.jspecify.annotations.NullMarked;
