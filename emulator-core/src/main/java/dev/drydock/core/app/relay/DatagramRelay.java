package dev.drydock.core.app.relay;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpProtocol;
import dev.drydock.core.transport.UdpSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Passes datagrams on to another server (moby `cmd/docker-proxy/udp_proxy.go`): a connected socket
/// for each client, by which the answers come back. Errors of the server's side are not passed on.
public final class DatagramRelay implements DatagramListener {
  /// A client that has been silent for so long is forgotten (`UDPConnTrackTimeout`).
  private static final long IDLE_NANOS = 90_000_000_000L;

  private final EventLoop loop;
  private final UdpProtocol udp;
  private final SocketAddress server;
  private final Map<SocketAddress, Client> clients = new LinkedHashMap<>();
  private @Nullable UdpSocket front;

  /// A relay without clients.
  public DatagramRelay(EventLoop loop, UdpProtocol udp, SocketAddress server) {
    this.loop = loop;
    this.udp = udp;
    this.server = server;
  }

  /// Names the socket that clients send to.
  public void setFront(UdpSocket socket) {
    front = socket;
  }

  @Override
  public void received(Datagram datagram) {
    Client client = clients.get(datagram.from());
    if (client == null) {
      client = new Client(datagram.from());
      if (client.socket.connect(server) != null) {
        return;
      }
      clients.put(client.address, client);
    }
    client.forward(datagram);
  }

  /// Closes the sockets, as the kernel does when the process ends.
  public void stop() {
    List<Client> known = new ArrayList<>(clients.values());
    known.forEach(Client::fire);
  }

  /// One client; as an event, the end of the wait for answers.
  private final class Client extends Event implements DatagramListener {
    private final SocketAddress address;
    private final UdpSocket socket;

    Client(SocketAddress address) {
      this.address = address;
      this.socket = udp.open(this);
    }

    void forward(Datagram datagram) {
      loop.reschedule(this, loop.nowNanos() + IDLE_NANOS);
      socket.send(datagram.data(), datagram.offset(), datagram.length());
    }

    @Override
    public void received(Datagram answer) {
      loop.reschedule(this, loop.nowNanos() + IDLE_NANOS);
      UdpSocket to = front;
      if (to != null) {
        to.sendTo(address, answer.data(), answer.offset(), answer.length());
      }
    }

    @Override
    protected void fire() {
      loop.cancel(this);
      socket.close();
      clients.remove(address);
    }
  }
}
