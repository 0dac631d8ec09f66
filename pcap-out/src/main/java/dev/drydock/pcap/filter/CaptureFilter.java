package dev.drydock.pcap.filter;

/// Chooses frames as tcpdump's filters do, in the part of their language (pcap-filter(7)) that
/// people type:
///
/// ```
///   arp  ip  ip6  icmp  icmp6  igmp  tcp  udp  esp  vlan [ID]  broadcast  multicast
///   [ip | ip6 | arp] [src | dst] host ADDRESS      [ip | ip6 | arp] [src | dst] net PREFIX
///   [tcp | udp] [src | dst] port NUMBER            [tcp | udp] [src | dst] portrange A-B
///   ether [src | dst] host MAC                     less BYTES   greater BYTES
///   and  or  not  ( )      `and` and `or` bind alike, from left to right
/// ```
///
/// Differences: all tests look behind VLAN tags, as a capture on Linux does where the device strips
/// tags, and behind the options of IPv6.
public final class CaptureFilter {
  /// Every frame.
  public static final CaptureFilter ALL =
      new CaptureFilter("", (data, offset, length, layout) -> true);

  private final String text;
  private final FrameTest test;

  private CaptureFilter(String text, FrameTest test) {
    this.text = text;
    this.test = test;
  }

  /// Reads a filter; blank text is [#ALL].
  ///
  /// @throws FilterException if it makes no sense
  public static CaptureFilter parse(String text) throws FilterException {
    return text.isBlank() ? ALL : new CaptureFilter(text.strip(), new FilterParser(text).parse());
  }

  /// Whether a frame is wanted. Allocates nothing.
  public boolean matches(byte[] data, int offset, int length) {
    return this == ALL || test.matches(data, offset, length, FrameLayout.of(data, offset, length));
  }

  /// The filter as it was written; empty for [#ALL].
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
