package dev.drydock.core.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.Cases;
import dev.drydock.core.testing.Rules;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import org.junit.jupiter.api.Test;

/// Whatever bytes an IPv4 packet has: nothing breaks, and no frame is lost from the pool. With
/// `-Ddrydock.fuzz.packets=N` that many cases are run.
class PacketFuzzTest {
  private static final int[] PROTOCOLS = {Ipv4.ICMP, Ipv4.TCP, Ipv4.UDP, Ipv4.IGMP, 47, 132, 255};

  private final TestNet net = new TestNet();
  private final Bridge bridge = net.bridge("br0", "10.0.0.1/24");
  private final Bridge other = net.bridge("br1", "10.1.0.1/24");
  private final Netns host = net.machine().root();
  private final Netns one = net.namespace("one");
  private final Netns two = net.namespace("two");
  private final NetDevice oneEth0 = net.join(one, bridge, "10.0.0.2/24");
  private final NetDevice twoEth0 = net.join(two, other, "10.1.0.2/24");
  private final int[] addresses = {
    Ipv4Address.parse("10.0.0.1"),
    Ipv4Address.parse("10.0.0.2"),
    Ipv4Address.parse("10.1.0.2"),
    Ipv4Address.parse("10.1.0.99"),
    Ipv4Address.parse("127.0.0.1"),
    Ipv4Address.parse("224.0.0.1"),
    0,
    -1
  };

  PacketFuzzTest() {
    host.sysctls().set("net.ipv4.ip_forward", "1");
    host.sysctls().set("net.bridge.bridge-nf-call-iptables", "1");
    host.sysctls().set("net.ipv4.conf.all.log_martians", "1");
    net.route(two, twoEth0, "0.0.0.0/0", "10.1.0.1");
    bridge.rxMode().addPromiscuity(1);
    rule(Table.Kind.NAT, "POSTROUTING", "-o br1 -j MASQUERADE");
    rule(Table.Kind.NAT, "PREROUTING", "-p tcp --dport 80 -j DNAT --to-destination 10.0.0.2:8080");
    rule(Table.Kind.NAT, "PREROUTING", "-d 10.9.0.0/24 -j NETMAP --to 10.1.0.0/24");
    rule(Table.Kind.MANGLE, "FORWARD", "-p tcp --tcp-flags SYN SYN -j TCPMSS --set-mss 1000");
    rule(Table.Kind.FILTER, "FORWARD", "-j LOG");
    rule(Table.Kind.FILTER, "FORWARD", "-p tcp --tcp-option 8 -m tcpmss --mss 1:9 -j DROP");
    rule(Table.Kind.FILTER, "FORWARD", "-p tcp --dport 22 -j REJECT --reject-with tcp-reset");
    rule(Table.Kind.FILTER, "FORWARD", "-p udp -j REJECT");
  }

  private void rule(Table.Kind kind, String chain, String words) {
    Rules.append(host.ipv4().netfilter(), kind, chain, words);
  }

  @Test
  void any_packet_is_delivered_forwarded_answered_or_dropped() {
    Cases.forEach(
        Integer.getInteger("drydock.fuzz.packets", 8_000),
        cases -> {
          oneEth0.transmit(packet(cases));
          net.run(cases.oneIn(50) ? 1 : 0.0001);
        });
    net.run(60); // fragments and unresolved neighbours give up

    assertEquals(0, net.frames().outstanding());
  }

  private Frame packet(Cases cases) {
    int header = cases.oneIn(10) ? 4 * cases.between(5, 15) : Ipv4.HEADER_BYTES;
    int payload = cases.between(0, cases.oneIn(20) ? 1400 : 64);
    Frame frame = net.frames().take(Ethernet.HEADER_BYTES + header + payload);
    byte[] data = frame.data();
    for (int i = frame.offset(); i < frame.end(); i++) {
      data[i] = (byte) cases.anyInt();
    }
    long to = cases.oneIn(10) ? Ethernet.BROADCAST : bridge.mac();
    Ethernet.write(data, frame.offset(), to, oneEth0.mac(), Ethernet.IPV4);
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    if (cases.oneIn(30)) {
      return frame; // nothing about it is right
    }
    Bytes.put8(data, at, 0x40 | (header / 4));
    int total = cases.oneIn(20) ? cases.between(0, 2000) : header + payload;
    int fragment = cases.oneIn(4) ? cases.anyInt() & 0x2007 : cases.oneIn(2) ? Ipv4.DF : 0;
    Bytes.put16(data, at + 2, total);
    Bytes.put16(data, at + 4, cases.between(0, 3));
    Bytes.put16(data, at + 6, fragment);
    Bytes.put8(data, at + 8, cases.between(0, 3));
    Bytes.put8(data, at + 9, PROTOCOLS[cases.between(0, PROTOCOLS.length - 1)]);
    Bytes.put32(data, at + 12, address(cases));
    Bytes.put32(data, at + 16, address(cases));
    Bytes.put16(data, at + 10, 0);
    Bytes.put16(data, at + 10, Checksum.of(data, at, header));
    if (payload >= 14) {
      ports(cases, data, at + header);
    }
    return frame;
  }

  private int address(Cases cases) {
    return cases.oneIn(10) ? cases.anyInt() : addresses[cases.between(0, addresses.length - 1)];
  }

  private static void ports(Cases cases, byte[] data, int at) {
    if (cases.oneIn(2)) {
      Bytes.put16(data, at + 2, cases.oneIn(2) ? 80 : 22);
    } else {
      Bytes.put8(data, at, cases.between(0, 18)); // types of ICMP
    }
  }
}
