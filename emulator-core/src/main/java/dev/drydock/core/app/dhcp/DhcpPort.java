package dev.drydock.core.app.dhcp;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.PacketListener;
import dev.drydock.core.sim.Event;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.IpAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How a DHCP client hears (`change_listen_mode` of udhcpc): by a packet socket, past the IP of the
/// namespace, while it has no address; by a UDP socket while it has one; or not at all.
final class DhcpPort implements PacketListener {
  /// How long it takes to wake up: dhclient answered an offer after 60 microseconds.
  private static final long WAKE_NANOS = 50_000;

  private final DhcpOptions options;
  private final Consumer<DhcpMessage> client;
  private @Nullable UdpSocket socket;
  private boolean listens;

  DhcpPort(DhcpOptions options, Consumer<DhcpMessage> client) {
    this.options = options;
    this.client = client;
  }

  /// Hears by the packet socket.
  void listen() {
    if (!listens) {
      close();
      options.namespace().addPacketListener(this);
      listens = true;
    }
  }

  /// Hears nothing any more.
  void close() {
    if (listens) {
      options.namespace().removePacketListener(this);
      listens = false;
    }
    UdpSocket open = socket;
    if (open != null) {
      open.close();
      socket = null;
    }
  }

  /// Sends a message to a server by the UDP socket, which hears from now on.
  void send(DhcpMessage message, int server) {
    UdpSocket open = socket;
    if (open == null) {
      close();
      open = open();
      socket = open;
    }
    byte[] bytes = message.toBytes();
    SocketAddress to = new SocketAddress(IpAddress.v4(server), DhcpMessage.SERVER_PORT);
    open.sendTo(to, bytes, 0, bytes.length);
  }

  private UdpSocket open() {
    UdpSocket open =
        options
            .namespace()
            .udp()
            .open(datagram -> {
              DhcpMessage message =
                  DhcpMessage.parse(datagram.data(), datagram.offset(), datagram.length());
              if (message != null) {
                client.accept(message);
              }
            });
    open.options().device = options.device();
    open.options().reuseAddress = true;
    open.bind(new SocketAddress(IpAddress.ANY_V4, DhcpMessage.CLIENT_PORT));
    return open;
  }

  @Override
  public void received(Frame frame, NetDevice in) {
    DhcpMessage message = in == options.device() ? DhcpQuestions.heard(frame) : null;
    if (message != null) {
      options.namespace().softnet().loop().scheduleAfter(new Heard(message), WAKE_NANOS);
    }
  }

  /// A message in the packet socket, which the program reads when IP is through with the frame:
  /// what it then configures does not make the same frame one for this machine.
  private final class Heard extends Event {
    private final DhcpMessage message;

    Heard(DhcpMessage message) {
      this.message = message;
    }

    @Override
    protected void fire() {
      if (listens) {
        client.accept(message);
      }
    }
  }
}
