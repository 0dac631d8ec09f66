package dev.drydock.pcap;

import java.util.List;

/// An interface as a capture file describes it.
///
/// @param description name and addresses; a classic pcap file gives none
/// @param linkType what the frames begin with; 1 is Ethernet
/// @param snaplenBytes how much of each frame is kept at most; 0 for no limit
/// @param filter which frames were wanted, in the words of pcap-filter(7); empty for all
public record CapturedInterface(
    InterfaceDescription description, int linkType, int snaplenBytes, String filter) {
  /// Frames begin with an Ethernet header.
  public static final int ETHERNET = Pcapng.ETHERNET;

  static CapturedInterface unnamed(int linkType, int snaplenBytes) {
    return new CapturedInterface(
        new InterfaceDescription("", "", 0, List.of()), linkType, snaplenBytes, "");
  }

  /// The interface's name; empty when the file gives none.
  public String name() {
    return description.name();
  }
}
