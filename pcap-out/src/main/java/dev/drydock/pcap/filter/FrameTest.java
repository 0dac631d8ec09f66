package dev.drydock.pcap.filter;

/// A compiled filter, or a part of one.
interface FrameTest {
  /// Whether the frame is wanted.
  ///
  /// @param layout where its headers are, see [FrameLayout]
  boolean matches(byte[] data, int offset, int length, long layout);
}
