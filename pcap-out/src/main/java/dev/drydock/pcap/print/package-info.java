/// Frames in words as tcpdump 4.99 prints them. Unlike [dev.drydock.pcap.dissect] it reads the
/// bytes itself, as what it prints is fixed to the letter.
///
/// Read [dev.drydock.pcap.print.PacketPrinter] first: each protocol below has a class of its own.
@NullMarked
package dev.drydock.pcap.print;

import org.jspecify.annotations.NullMarked;
