/// Captures: pcapng and pcap files, written and read, and packets dissected.
///
/// A running lab uses [dev.drydock.pcap.Capture]: one file of all interfaces
/// ([dev.drydock.pcap.CaptureFile]) or one of each ([dev.drydock.pcap.SplitCapture]). Any file is
/// read through [dev.drydock.pcap.CaptureReader]. The format itself is in
/// [dev.drydock.pcap.PcapngWriter] and [dev.drydock.pcap.PcapngReader]; no native library is
/// needed.
@NullMarked
package dev.drydock.pcap;

import org.jspecify.annotations.NullMarked;
