package dev.drydock.core.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Two namespaces on a bridge: `a` 10.1.0.2, `b` 10.1.0.3.
class UdpSocketTest {
  private final TestNet net = new TestNet();
  private final Bridge bridge = net.bridge("br0", "10.1.0.1/24");
  private final Netns a = net.namespace("a");
  private final Netns b = net.namespace("b");
  private final NetDevice aEth0 = net.join(a, bridge, "10.1.0.2/24");
  private final NetDevice bEth0 = net.join(b, bridge, "10.1.0.3/24");
  private final List<String> heard = new ArrayList<>();

  /// Notes what comes.
  private final class Ear implements DatagramListener {
    private final String name;

    Ear(String name) {
      this.name = name;
    }

    @Override
    public void received(Datagram datagram) {
      String text =
          new String(
              datagram.data(), datagram.offset(), datagram.length(), StandardCharsets.US_ASCII);
      heard.add(name + " " + text + " " + datagram.from().address() + ">" + datagram.to());
    }

    @Override
    public void failed(SocketError error) {
      heard.add(name + " " + error);
    }

    @Override
    public void reported(ErrorReport report) {
      heard.add(
          name
              + " "
              + report.type()
              + "/"
              + report.code()
              + " from "
              + report.offender()
              + " about "
              + report.destination());
    }
  }

  private UdpSocket bound(Netns namespace, String address, int port, String name) {
    UdpSocket socket = namespace.udp().open(new Ear(name));
    assertNull(socket.bind(at(address, port)));
    return socket;
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
    bound(b, "0.0.0.0", 53, "server");
    UdpSocket client = a.udp().open(new Ear("client"));

    assertNull(say(client, "10.1.0.3", 53, "hello"));
    net.run(1);

    assertEquals(List.of("server hello 10.1.0.2>10.1.0.3:53"), heard);
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void an_answer_finds_the_port_the_namespace_chose() {
    UdpSocket client = a.udp().open(new Ear("client"));
    UdpSocket[] server = new UdpSocket[1];
    server[0] = b.udp().open(datagram -> say(server[0], "10.1.0.2", datagram.from().port(), "yes"));
    assertNull(server[0].bind(at("0.0.0.0", 53)));

    assertNull(say(client, "10.1.0.3", 53, "there?"));
    net.run(1);

    int port = client.local().port();
    assertTrue(port >= 32_768 && port <= 60_999, "an ephemeral port: " + port);
    assertEquals(List.of("client yes 10.1.0.3>10.1.0.2:" + port), heard);
  }

  @Test
  void a_closed_port_refuses_a_connected_socket() {
    UdpSocket client = a.udp().open(new Ear("client"));
    assertNull(client.connect(at("10.1.0.3", 53)));

    assertNull(client.send(new byte[4], 0, 4));
    net.run(1);

    assertEquals(List.of("client CONNECTION_REFUSED"), heard);
  }

  @Test
  void a_socket_without_partner_hears_of_errors_only_when_it_asks() {
    UdpSocket client = a.udp().open(new Ear("client"));
    say(client, "10.1.0.3", 53, "x");
    net.run(1);
    assertEquals(List.of(), heard);

    client.options().receiveErrors = true;
    say(client, "10.1.0.3", 54, "x");
    net.run(1);

    assertEquals(
        List.of("client 3/3 from 10.1.0.3 about 10.1.0.3:54", "client CONNECTION_REFUSED"), heard);
  }

  @Test
  void a_next_hop_that_is_silent_is_no_error_to_a_socket_that_did_not_ask() {
    UdpSocket client = a.udp().open(new Ear("client"));
    client.connect(at("10.1.0.77", 53));
    client.send(new byte[4], 0, 4);
    net.run(4);

    assertEquals(List.of(), heard);
  }

  @Test
  void a_connected_socket_hears_nobody_else() {
    UdpSocket client = bound(a, "0.0.0.0", 1000, "client");
    client.connect(at("10.1.0.3", 53));
    say(bound(b, "0.0.0.0", 54, "other"), "10.1.0.2", 1000, "no");
    say(bound(b, "0.0.0.0", 53, "partner"), "10.1.0.2", 1000, "yes");
    net.run(1);

    assertEquals(List.of("client yes 10.1.0.3>10.1.0.2:1000"), heard);
    assertEquals("10.1.0.2:1000", client.local().toString());
  }

  @Test
  void the_socket_bound_to_the_address_goes_before_the_one_bound_to_any() {
    bound(b, "10.1.0.3", 53, "exact");
    assertEquals(SocketError.ADDRESS_IN_USE, b.udp().open(new Ear("x")).bind(at("0.0.0.0", 53)));
    UdpSocket any = b.udp().open(new Ear("any"));
    UdpSocket other = b.udp().open(new Ear("loopback"));

    assertNull(other.bind(at("127.0.0.1", 53)));
    assertNull(any.bind(at("0.0.0.0", 54)));
    say(a.udp().open(new Ear("a")), "10.1.0.3", 53, "1");
    net.run(1);

    assertEquals(List.of("exact 1 10.1.0.2>10.1.0.3:53"), heard);
  }

  @Test
  void a_foreign_address_cannot_be_bound() {
    UdpSocket socket = a.udp().open(new Ear("a"));

    assertEquals(SocketError.ADDRESS_NOT_AVAILABLE, socket.bind(at("10.1.0.3", 53)));
  }

  @Test
  void a_broadcast_needs_permission_and_reaches_all() {
    bound(b, "0.0.0.0", 67, "b");
    bound(net.machine().root(), "0.0.0.0", 67, "host");
    UdpSocket client = a.udp().open(new Ear("client"));

    assertEquals(SocketError.ACCESS, say(client, "10.1.0.255", 67, "?"));
    client.options().broadcast = true;
    assertNull(say(client, "10.1.0.255", 67, "!"));
    net.run(1);

    heard.sort(null);
    assertEquals(List.of("b ! 10.1.0.2>10.1.0.255:67", "host ! 10.1.0.2>10.1.0.255:67"), heard);
  }

  @Test
  void without_a_route_there_is_no_way() {
    UdpSocket client = a.udp().open(new Ear("client"));

    assertEquals(SocketError.NETWORK_UNREACHABLE, say(client, "192.0.2.1", 53, "x"));
    assertEquals(SocketError.DESTINATION_REQUIRED, client.send(new byte[1], 0, 1));
    assertEquals(SocketError.INVALID, say(client, "10.1.0.3", 0, "x"));
  }

  @Test
  void a_connected_socket_counts_its_packets_and_forbids_fragments() {
    List<Integer> ids = new ArrayList<>();
    aEth0.setTap((time, frame, outbound) -> {
      int ip = frame.offset() + Ethernet.HEADER_BYTES;
      if (outbound && Ethernet.type(frame.data(), frame.offset()) == Ethernet.IPV4) {
        ids.add(Ipv4.id(frame.data(), ip));
        assertEquals(Ipv4.DF, Bytes.u16(frame.data(), ip + 6));
      }
    });
    bound(b, "0.0.0.0", 53, "server");
    UdpSocket client = a.udp().open(new Ear("client"));
    client.connect(at("10.1.0.3", 53));
    for (int i = 0; i < 3; i++) {
      client.send(new byte[] {'.'}, 0, 1);
    }
    net.run(1);

    assertEquals(ids.get(0) + 1, ids.get(1));
    assertEquals(ids.get(1) + 1, ids.get(2));
  }

  @Test
  void a_closed_socket_gives_its_port_back() {
    UdpSocket first = bound(b, "0.0.0.0", 53, "first");
    first.close();
    UdpSocket second = bound(b, "0.0.0.0", 53, "second");

    assertEquals(List.of(second), b.udp().sockets());
  }

  @Test
  void ports_are_drawn_from_the_namespace() {
    UdpSocket one = bound(a, "0.0.0.0", 0, "one");
    UdpSocket two = bound(a, "0.0.0.0", 0, "two");

    assertNotEquals(one.local().port(), two.local().port());
  }

  @Test
  void a_datagram_with_a_wrong_checksum_is_lost() {
    bound(b, "0.0.0.0", 53, "server");
    bEth0.setTap((time, frame, outbound) -> {
      if (Ethernet.type(frame.data(), frame.offset()) == Ethernet.IPV4) {
        frame.data()[frame.end() - 1] ^= 1;
      }
    });

    say(a.udp().open(new Ear("a")), "10.1.0.3", 53, "hello");
    net.run(1);

    assertEquals(List.of(), heard);
    assertEquals(1, net.machine().softnet().drops(DropReason.TRANSPORT_CSUM));
  }
}
