package dev.drydock.core.app.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.app.dhcp.DhcpOptions.Style;
import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// When clients renew, rebind and give up a lease of 120 s (RFC 2131 section 4.4.5). The times of
/// udhcpc are those of the real one, 1.35, whose server had gone.
class DhcpTimersTest {
  private final TestNet net = new TestNet();
  private final Bridge wire = net.bridge("br0", "192.168.7.254/24");
  private final Netns router = net.namespace("router");
  private final Netns pc = net.namespace("pc");
  private final NetDevice lan = net.join(router, wire, "192.168.7.1/24");
  private final NetDevice eth0 = net.join(pc, wire, "169.254.1.1/16");
  private final Log log = new Log();

  /// What the client does, with the seconds since its first lease.
  private final class Log implements DhcpReporter {
    final List<String> lines = new ArrayList<>();
    long beganNanos = -1;

    private void add(String what) {
      long nanos = pc.softnet().loop().nowNanos();
      if (beganNanos >= 0) {
        lines.add((nanos - beganNanos + Nanos.SECOND / 2) / Nanos.SECOND + " " + what);
      }
    }

    @Override
    public void discovers(long seconds) {
      add("discover");
    }

    @Override
    public void selects(int address, int server) {
      add("select");
    }

    @Override
    public void renews(int address, int server) {
      add(server == 0 ? "rebind" : "renew");
    }

    @Override
    public void bound(DhcpLease lease, boolean isRenewal) {
      if (beganNanos < 0) {
        beganNanos = pc.softnet().loop().nowNanos();
        pc.ipv4().interfaces().addAddress(eth0, lease.address(), lease.broadcast());
      }
      add("bound");
    }

    @Override
    public void declines(int address) {
      add("decline");
    }

    @Override
    public void refused(int server) {
      add("nak");
    }

    @Override
    public void failed(boolean isEnd) {
      add("failed");
    }

    @Override
    public void unconfigures() {
      add("unconfigure");
    }
  }

  private DhcpServer server() {
    DhcpPool pool =
        new DhcpPool(
            Ipv4Address.parse("192.168.7.100"),
            Ipv4Address.parse("192.168.7.100"),
            120,
            List.of(),
            List.of(),
            "",
            Map.of(),
            false,
            false);
    DhcpServer server = new DhcpServer(router, lan, pool);
    server.start();
    return server;
  }

  private DhcpClient client(Style style) {
    DhcpOptions.Wants wants =
        new DhcpOptions.Wants(
            false, false, false, false, style == Style.UDHCPC ? 3 : 60, 3, 20, 0, "", "");
    DhcpClient client =
        new DhcpClient(new DhcpOptions(pc, eth0, new RandomStream(1, "dhcp"), style, wants), log);
    client.start();
    return client;
  }

  @Test
  void udhcpc_renews_at_half_of_the_lease() {
    server();
    client(Style.UDHCPC);
    net.run(190);
    assertEquals(
        List.of(
            "0 bound", "60 renew", "60 bound", "120 renew", "120 bound", "180 renew", "180 bound"),
        log.lines);
  }

  @Test
  void udhcpc_asks_again_after_half_of_the_rest_then_everybody_and_begins_anew() {
    DhcpServer server = server();
    client(Style.UDHCPC);
    net.run(10);
    server.stop();
    net.run(130);
    assertEquals(
        List.of(
            "0 bound",
            "60 renew",
            "91 renew",
            "94 rebind",
            "97 rebind",
            "100 rebind",
            "103 failed",
            "103 unconfigure",
            "103 discover",
            "106 discover",
            "109 discover",
            "112 failed",
            "132 discover",
            "135 discover",
            "138 discover"),
        log.lines);
  }

  @Test
  void udhcpc_is_refused_by_a_server_that_does_not_know_its_lease_and_begins_anew() {
    DhcpServer server = server();
    client(Style.UDHCPC);
    net.run(10);
    server.stop();
    server();
    net.run(60);
    assertEquals(
        List.of(
            "0 bound",
            "60 renew",
            "60 nak",
            "60 unconfigure",
            "63 discover",
            "63 select",
            "63 bound"),
        log.lines);
  }

  @Test
  void dhclient_asks_its_server_until_t2_then_everybody_until_the_lease_ends() {
    DhcpServer server = server();
    client(Style.DHCLIENT);
    net.run(10);
    server.stop();
    net.run(120);
    List<String> lines = log.lines;
    int first = number(lines.get(1));
    assertTrue(first >= 45 && first <= 61 && lines.get(1).endsWith("renew"), lines.toString());
    for (String line : lines) {
      assertTrue(!line.endsWith("renew") || number(line) <= 105, lines.toString());
      assertTrue(!line.endsWith("rebind") || number(line) >= 105, lines.toString());
    }
    assertTrue(lines.stream().filter(line -> line.endsWith("renew")).count() >= 3, lines::toString);
    assertTrue(lines.stream().anyMatch(line -> line.endsWith("rebind")), lines::toString);
    int end = lines.indexOf("121 unconfigure");
    assertTrue(end > 0 && lines.get(end + 1).equals("121 discover"), lines::toString);
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring(0, line.indexOf(' ')));
  }
}
