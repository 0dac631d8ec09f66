@NullMarked
package dev.drydock.pcap.print;

import org.jspecify.annotations.NullMarked;
