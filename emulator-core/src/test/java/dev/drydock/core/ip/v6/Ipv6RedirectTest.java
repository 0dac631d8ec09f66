package dev.drydock.core.ip.v6;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Mac;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two routers and a host on one link; the host asks the wrong one. The same network on Linux 6.18
/// gave the same messages and routes.
class Ipv6RedirectTest {
  private static final Ipv6Address FAR = Ipv6Address.parse("2001:db8:9::5");

  private final TestNet net = TestNet.withIpv6();
  private final Bridge bridge = new Bridge(net.machine().softnet(), "br0", 0);
  private final Netns host = net.namespace("host");
  private final Netns one = net.namespace("one");
  private final Netns two = net.namespace("two");

  private NetDevice join(Netns namespace, int number) {
    VethEnd end =
        VethEnd.pair(
            net.machine().softnet(),
            new VethEnd.Spec("v" + number, net.machine().randomMac()),
            new VethEnd.Spec("eth0", Mac.parse("02:42:00:00:00:0" + number)));
    net.machine().root().add(end);
    bridge.addPort(end);
    end.setUp(true);
    namespace.moveIn(end.peer());
    end.peer().setUp(true);
    net.address(namespace, end.peer(), "2001:db8:1::" + number + "/64");
    return end.peer();
  }

  @BeforeEach
  void build() {
    net.machine().root().add(bridge);
    bridge.setUp(true);
    NetDevice hostEth0 = join(host, 1);
    NetDevice oneEth0 = join(one, 2);
    NetDevice twoEth0 = join(two, 3);
    one.sysctls().set("net.ipv6.conf.all.forwarding", "1");
    two.sysctls().set("net.ipv6.conf.all.forwarding", "1");
    net.run(3);
    net.route(host, hostEth0, "::/0", "fe80::42:ff:fe00:2");
    net.route(one, oneEth0, "2001:db8:9::/64", "fe80::42:ff:fe00:3");
    net.address(two, twoEth0, "2001:db8:9::5/128");
    net.watch(hostEth0);
  }

  private int pings(int times) {
    Replies replies = new Replies();
    Ipv6EchoSocket socket = host.ipv6().icmp().open(77, replies);
    socket.flow().setDestination(FAR);
    for (int i = 1; i <= times; i++) {
      assertEquals(SendResult.OK, socket.send(i, new byte[56]));
      net.run(0.3);
    }
    return replies.count;
  }

  private static final class Replies implements EchoListener {
    int count;

    @Override
    public void replied(Frame frame, int at) {
      count++;
    }

    @Override
    public void failed(Frame frame, int at, int sequence) {}
  }

  private List<String> seen() {
    return net.seen(Objects.requireNonNull(host.device("eth0")));
  }

  private long redirects() {
    return seen().stream().filter(l -> l.startsWith("<") && l.contains("137")).count();
  }

  @Test
  void the_host_is_told_once_and_goes_the_short_way() {
    assertEquals(3, pings(3));
    assertEquals(1, redirects(), () -> seen().toString());
    assertEquals("fe80::42:ff:fe00:3", String.valueOf(host.ipv6().learnedGateway(FAR)));
    List<Ipv6Route> learned = host.ipv6().learnedRoutes();
    assertEquals("2001:db8:9::5/128", learned.getFirst().destination().toString());
  }

  @Test
  void a_host_that_does_not_heed_redirects_is_told_a_few_times() {
    host.sysctls().set("net.ipv6.conf.eth0.accept_redirects", "0");
    assertEquals(20, pings(20));
    assertNull(host.ipv6().learnedGateway(FAR));
    assertTrue(redirects() >= 6 && redirects() <= 13, () -> redirects() + "");
  }

  @Test
  void what_was_told_is_forgotten_with_the_cache() {
    pings(1);
    host.ipv6().forgetLearned();
    assertNull(host.ipv6().learnedGateway(FAR));
  }
}
