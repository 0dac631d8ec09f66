package dev.drydock.pcap;

import dev.drydock.core.wire.Ipv4Prefix;
import java.util.List;

/// What a capture file says about one interface.
///
/// @param name the name in the file, such as `host/docker0` or `host/one:eth0`
/// @param description what the interface is, such as `network numbers`; may be empty
/// @param mac the interface's own address: frames to it are unicast, inbound frames to somebody
///   else were seen in promiscuous mode
/// @param addresses its IPv4 addresses with their prefix lengths
/// @param frameBytesMax how much of each frame is kept, beside the limit of the whole capture
public record InterfaceDescription(
    String name, String description, long mac, List<Ipv4Prefix> addresses, int frameBytesMax) {
  /// Copies the list.
  public InterfaceDescription {
    addresses = List.copyOf(addresses);
  }

  /// An interface whose frames are kept whole.
  public InterfaceDescription(
      String name, String description, long mac, List<Ipv4Prefix> addresses) {
    this(name, description, mac, addresses, CaptureSettings.WHOLE_FRAMES);
  }

  /// The same with a limit to what is kept of a frame.
  public InterfaceDescription keeping(int newFrameBytesMax) {
    return new InterfaceDescription(name, description, mac, addresses, newFrameBytesMax);
  }
}
