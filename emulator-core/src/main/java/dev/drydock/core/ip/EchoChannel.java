package dev.drydock.core.ip;

/// A socket that sends echo requests of either family and hears of what comes back: a ping socket,
/// or a raw one as far as ping uses it.
public interface EchoChannel {
  /// Chooses route and source address, as `connect` does.
  SendResult connect();

  /// The most bytes a packet to the destination may have, IP header included.
  int mtu();

  /// Bytes of the IP header.
  int headerBytes();

  /// Whether requests may be fragmented on their way, and at the source.
  ///
  /// @param strict whether fragments are refused whatever the size: such packets have no
  ///   identification
  void setDontFragment(boolean dontFragment, boolean strict);

  /// Sends a request with these data.
  SendResult send(int sequence, byte[] payload);

  /// Closes the socket: nothing more is heard.
  void close();
}
