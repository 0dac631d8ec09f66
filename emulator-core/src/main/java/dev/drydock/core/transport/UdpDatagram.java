package dev.drydock.core.transport;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// The datagram that is being delivered or sent, and what its socket is looked up by. One object
/// serves all datagrams of a namespace; an address is made an object only for a program that asks.
///
/// An IPv4 address is held as the lower half of an IPv6 one.
final class UdpDatagram implements Datagram {
  boolean isV6;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int sourcePort;
  int destinationPort;
  @Nullable NetDevice device;
  byte[] data = new byte[0];
  int offset;
  int length;

  private SocketAddress from = new SocketAddress(IpAddress.ANY_V4, 0);
  private SocketAddress to = from;

  UdpDatagram() {}

  void setV4(int from, int to) {
    isV6 = false;
    sourceHigh = 0;
    sourceLow = from & 0xffff_ffffL;
    destinationHigh = 0;
    destinationLow = to & 0xffff_ffffL;
  }

  @Override
  public SocketAddress from() {
    IpAddress known = from.address();
    boolean same = known.low() == sourceLow && known.high() == sourceHigh && known.isV6() == isV6;
    if (!same || from.port() != sourcePort) {
      from = new SocketAddress(new IpAddress(sourceHigh, sourceLow, isV6), sourcePort);
    }
    return from;
  }

  @Override
  public SocketAddress to() {
    IpAddress known = to.address();
    boolean same = known.low() == destinationLow && known.high() == destinationHigh;
    if (!same || known.isV6() != isV6 || to.port() != destinationPort) {
      to = new SocketAddress(new IpAddress(destinationHigh, destinationLow, isV6), destinationPort);
    }
    return to;
  }

  @Override
  public byte[] data() {
    return data;
  }

  @Override
  public int offset() {
    return offset;
  }

  @Override
  public int length() {
    return length;
  }
}
