package dev.drydock.core.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv6Prefix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two namespaces on a bridge: `a` fd00::2 and 10.1.0.2, `b` fd00::3 and 10.1.0.3.
class UdpOverIpv6Test {
  private final TestNet net = TestNet.withIpv6();
  private final Bridge bridge = net.bridge("br0", "10.1.0.1/24");
  private final Netns a = net.namespace("a");
  private final Netns b = net.namespace("b");
  private final NetDevice aEth0 = net.join(a, bridge, "10.1.0.2/24");
  private final NetDevice bEth0 = net.join(b, bridge, "10.1.0.3/24");
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void addresses() {
    a.ipv6().interfaces().addAddress(aEth0, Ipv6Prefix.parse("fd00::2/64"), true);
    b.ipv6().interfaces().addAddress(bEth0, Ipv6Prefix.parse("fd00::3/64"), true);
    net.run(3);
  }

  private final class Ear implements DatagramListener {
    @Override
    public void received(Datagram datagram) {
      String text =
          new String(
              datagram.data(), datagram.offset(), datagram.length(), StandardCharsets.US_ASCII);
      heard.add(text + " " + datagram.from().address() + ">" + datagram.to());
    }

    @Override
    public void failed(SocketError error) {
      heard.add(error.toString());
    }
  }

  private static SocketAddress at(String address, int port) {
    return new SocketAddress(IpAddress.parse(address), port);
  }

  private static @Nullable SocketError say(UdpSocket socket, String to, int port, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return socket.sendTo(at(to, port), bytes, 0, bytes.length);
  }

  @Test
  void a_datagram_arrives_with_its_ends() {
    UdpSocket server = b.udp().open(new Ear());
    assertNull(server.bind(at("::", 53)));
    UdpSocket client = a.udp().open(new Ear());

    assertNull(client.connect(at("fd00::3", 53)));
    assertNull(client.send(new byte[] {'h', 'i'}, 0, 2));
    net.run(1);

    assertEquals(List.of("hi fd00::2>[fd00::3]:53"), heard);
    assertEquals("fd00::2", client.local().address().toString());
  }

  @Test
  void a_closed_port_refuses() {
    UdpSocket client = a.udp().open(new Ear());
    assertNull(client.connect(at("fd00::3", 53)));

    assertNull(client.send(new byte[4], 0, 4));
    net.run(1);

    assertEquals(List.of("CONNECTION_REFUSED"), heard);
  }

  @Test
  void a_socket_on_any_address_speaks_both() {
    UdpSocket[] server = new UdpSocket[1];
    server[0] = b.udp().open(datagram -> server[0].answer(datagram, new byte[] {'y'}, 0, 1));
    assertNull(server[0].bind(at("::", 53)));
    UdpSocket v4 = a.udp().open(new Ear());
    UdpSocket v6 = a.udp().open(new Ear());
    assertNull(v6.bind(at("::", 1000)));
    assertNull(v4.bind(at("0.0.0.0", 1001)));

    assertNull(say(v4, "10.1.0.3", 53, "?"));
    net.run(1);
    assertNull(say(v6, "fd00::3", 53, "?"));
    net.run(1);

    assertEquals(List.of("y 10.1.0.3>10.1.0.2:1001", "y fd00::3>[fd00::2]:1000"), heard);
  }

  @Test
  void without_a_route_there_is_no_way() {
    UdpSocket client = a.udp().open(new Ear());

    assertEquals(SocketError.NETWORK_UNREACHABLE, client.connect(at("2001:db8::1", 53)));
  }
}
