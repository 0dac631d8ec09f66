/// Capture filters: the part of tcpdump's language (pcap-filter(7)) that people type.
@NullMarked
package dev.drydock.pcap.filter;

import org.jspecify.annotations.NullMarked;
