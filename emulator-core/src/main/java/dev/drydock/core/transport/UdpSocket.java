package dev.drydock.core.transport;

import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// A datagram socket (Linux `struct udp_sock`). Calls return the error they fail with, or null.
public final class UdpSocket {
  private final UdpProtocol protocol;
  private final DatagramListener listener;
  private final UdpOptions options = new UdpOptions();
  private IpAddress boundAddress = IpAddress.ANY_V4;
  private SocketAddress local = new SocketAddress(IpAddress.ANY_V4, 0);
  private @Nullable SocketAddress remote;

  /// The source of the answer that is being sent, if it must have one.
  private @Nullable IpAddress source;

  /// The identification of the last packet of a connected socket (`inet_id`).
  private int lastId;

  private boolean closed;

  UdpSocket(UdpProtocol protocol, DatagramListener listener) {
    this.protocol = protocol;
    this.listener = listener;
  }

  /// What can be set on it.
  public UdpOptions options() {
    return options;
  }

  /// Its own end; port 0 before it is bound.
  public SocketAddress local() {
    return local;
  }

  /// The other end; null while it is not connected.
  public @Nullable SocketAddress remote() {
    return remote;
  }

  /// Whether it has one partner only.
  public boolean isConnected() {
    return remote != null;
  }

  /// Takes an address: any, or one of the namespace, a group, or a broadcast address.
  ///
  /// @param address port 0 stands for one that the namespace chooses
  public @Nullable SocketError bind(SocketAddress address) {
    if (closed || local.port() != 0) {
      return SocketError.INVALID;
    }
    if (!protocol.path(address.address()).mayBind(address.address())) {
      return SocketError.ADDRESS_NOT_AVAILABLE;
    }
    int port = protocol.take(this, address);
    if (port == 0) {
      return SocketError.ADDRESS_IN_USE;
    }
    boundAddress = address.address();
    local = new SocketAddress(boundAddress, port);
    return null;
  }

  /// Names the one partner: others are no longer heard, and errors are.
  public @Nullable SocketError connect(SocketAddress to) {
    UdpPath path = protocol.path(to.address());
    SocketError error = path.route(this, to.address());
    if (error == null) {
      IpAddress source = path.chosenSource();
      error = bindLate(to.address());
      if (error == null) {
        remote = to;
        local = new SocketAddress(source, local.port());
        lastId = protocol.randomId();
      }
    }
    return error;
  }

  private @Nullable SocketError bindLate(IpAddress towards) {
    IpAddress any = towards.isV6() ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
    return local.port() != 0 ? null : bind(new SocketAddress(any, 0));
  }

  /// The MTU of the way to somebody, which is told with what was too long to be sent
  /// (`ip_local_error`); 0 without a way.
  public int mtuTowards(IpAddress to) {
    UdpPath path = protocol.path(to);
    return path.route(this, to) == null ? path.mtuBytes() : 0;
  }

  /// Sends to the partner.
  public @Nullable SocketError send(byte[] data, int offset, int length) {
    return remote == null ? SocketError.DESTINATION_REQUIRED : sendTo(remote, data, offset, length);
  }

  /// Sends to anybody.
  public @Nullable SocketError sendTo(SocketAddress to, byte[] data, int offset, int length) {
    if (closed || to.port() == 0) {
      return SocketError.INVALID;
    }
    SocketError error = bindLate(to.address());
    if (error == null && to.address().isV6() && !boundAddress.isV6()) {
      error = SocketError.INVALID; // an IPv4 socket knows no such address
    }
    if (error != null) {
      return error;
    }
    UdpDatagram payload = protocol.outgoing();
    payload.data = data;
    payload.offset = offset;
    payload.length = length;
    return protocol.path(to.address()).send(this, to, payload);
  }

  /// Answers a datagram from the address that it came to, as servers on many addresses do
  /// (`IP_PKTINFO`).
  public @Nullable SocketError answer(Datagram to, byte[] data, int offset, int length) {
    IpAddress address = to.to().address();
    if (boundAddress.isAny() && protocol.path(address).isOwn(address)) {
      source = address;
    }
    SocketError error = sendTo(to.from(), data, offset, length);
    source = null;
    return error;
  }

  /// Gives the port back; nothing more is heard.
  public void close() {
    if (!closed) {
      closed = true;
      protocol.remove(this);
    }
  }

  // ---- for the protocol ------------------------------------------------------------------

  IpAddress boundAddress() {
    return boundAddress;
  }

  /// The IPv4 source that packets must have, 0 when the route may choose.
  int boundV4() {
    IpAddress wanted = bound();
    return wanted.isV6() ? 0 : wanted.v4();
  }

  /// The IPv6 source that packets must have, `::` when the route may choose.
  IpAddress boundV6() {
    IpAddress wanted = bound();
    return wanted.isV6() ? wanted : IpAddress.ANY_V6;
  }

  private IpAddress bound() {
    IpAddress wanted = source;
    return wanted != null ? wanted : remote != null ? local.address() : boundAddress;
  }

  int localPort() {
    return local.port();
  }

  int nextId() {
    lastId = (lastId + 1) & 0xffff;
    return lastId;
  }

  /// How well a datagram fits (`compute_score`), -1 when it is not for this socket.
  int score(UdpDatagram datagram) {
    int score = 0;
    IpAddress own = local.address();
    boolean isOfOtherFamily = own.isV6() != datagram.isV6;
    if (isOfOtherFamily && (!own.isV6() || options.v6Only)) {
      return -1;
    }
    if (!own.isAny()) {
      if (own.low() != datagram.destinationLow || own.high() != datagram.destinationHigh) {
        return -1;
      }
      score += 4;
    }
    SocketAddress partner = remote;
    if (partner != null) {
      IpAddress address = partner.address();
      if (address.low() != datagram.sourceLow
          || address.high() != datagram.sourceHigh
          || partner.port() != datagram.sourcePort) {
        return -1;
      }
      score += 8;
    }
    if (options.device != null) {
      if (datagram.device != null && datagram.device != options.device) {
        return -1;
      }
      score += 4;
    }
    return score;
  }

  void receive(UdpDatagram datagram) {
    listener.received(datagram);
  }

  void error(ErrorReport report, boolean fatal) {
    if (options.receiveErrors) {
      listener.reported(report);
    }
    if (!closed && (options.receiveErrors || (fatal && remote != null))) {
      listener.failed(report.error());
    }
  }
}
