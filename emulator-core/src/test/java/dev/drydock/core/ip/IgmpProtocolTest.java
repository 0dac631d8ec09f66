package dev.drydock.core.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Igmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A host in a group, and a router beside it.
class IgmpProtocolTest {
  private static final int GROUP = Ipv4Address.parse("239.1.2.3");

  private final TestNet net = new TestNet();
  private final Bridge lan = net.bridge("lan", "10.0.0.1/24");
  private final Netns host = net.namespace("host");
  private final Netns router = net.namespace("router");
  private final NetDevice eth0 = net.join(host, lan, "10.0.0.2/24");
  private final NetDevice routerEth0 = net.join(router, lan, "10.0.0.9/24");

  /// What the host says, without Ethernet and IP headers.
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void listen() {
    net.run(3);
    router
        .ipv4()
        .register(
            Ipv4.IGMP,
            new Ipv4Protocol() {
              @Override
              public void input(Frame frame, NetDevice device) {
                int at = frame.networkOffset + Ipv4.headerBytes(frame.data(), frame.networkOffset);
                String to = Ipv4Address.format(Ipv4.destination(frame.data(), frame.networkOffset));
                String message = HexFormat.of().formatHex(frame.data(), at, frame.end());
                int from = Ipv4.source(frame.data(), frame.networkOffset);
                if (from == Ipv4Address.parse("10.0.0.2")) { // the bridge speaks as well
                  said.add(to + " " + message);
                }
                frame.release();
              }

              @Override
              public void error(Frame frame, int icmpAt, int quoted) {}
            });
  }

  private GroupReports reports() {
    Ipv4Interface in = host.ipv4().onDevice(eth0);
    assertTrue(in != null);
    return host.ipv4().igmp().of(in);
  }

  /// A query as a router of some version sends it.
  private void query(int bytes, int code, int group) {
    IgmpProtocol igmp = router.ipv4().igmp();
    Frame frame = igmp.message(Igmp.QUERY, bytes);
    frame.data()[IgmpProtocol.at(frame) + 1] = (byte) code;
    Bytes.put32(frame.data(), IgmpProtocol.at(frame) + 4, group);
    Ipv4Interface in = router.ipv4().onDevice(routerEth0);
    assertTrue(in != null);
    igmp.send(frame, in, group == 0 ? IgmpProtocol.ALL_HOSTS : group);
  }

  @Test
  void joining_and_leaving_is_told_twice_within_a_second() {
    host.ipv4().join(eth0, GROUP);
    net.run(0.02);
    String joined = "224.0.0.22 2200e8f9000000010400" + "0000ef010203";
    assertEquals(List.of(joined), said);
    net.run(1.5);
    assertEquals(List.of(joined, joined), said);

    said.clear();
    host.ipv4().leave(eth0, GROUP);
    net.run(2);
    String left = "224.0.0.22 2200e9f9000000010300" + "0000ef010203";
    assertEquals(List.of(left, left), said);
  }

  @Test
  void a_general_query_is_answered_once_within_its_time() {
    host.ipv4().join(eth0, GROUP);
    net.run(3);
    said.clear();

    query(12, 20, 0);
    net.run(2.1);

    assertEquals(List.of("224.0.0.22 2200eaf9000000010200" + "0000ef010203"), said);
    assertEquals(3, reports().version());
  }

  @Test
  void routers_of_version_two_get_reports_and_goodbyes_of_their_version() {
    host.ipv4().join(eth0, GROUP);
    net.run(3);
    said.clear();

    query(8, 10, 0);
    net.run(1.1);
    assertEquals(2, reports().version());
    assertTrue(reports().isReporter(GROUP));
    host.ipv4().leave(eth0, GROUP);
    net.run(1);

    assertEquals(List.of("239.1.2.3 1600f8faef010203", "224.0.0.2 1700f7faef010203"), said);
  }

  @Test
  void a_group_another_host_told_of_is_not_told_again() {
    host.ipv4().join(eth0, GROUP);
    net.run(3);
    said.clear();

    query(8, 100, GROUP);
    Frame report = router.ipv4().igmp().message(Igmp.REPORT_V2, 8);
    Bytes.put32(report.data(), IgmpProtocol.at(report) + 4, GROUP);
    Ipv4Interface in = router.ipv4().onDevice(routerEth0);
    assertTrue(in != null);
    router.ipv4().igmp().send(report, in, GROUP);
    net.run(11);

    assertEquals(List.of(), said);
  }
}
