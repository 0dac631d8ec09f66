package dev.drydock.core.ip.v6;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.Cases;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Mac;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whatever a message of neighbour discovery holds: nothing breaks, and no frame is lost from the
/// pool. With `-Ddrydock.fuzz.packets=N` that many cases are run.
class NeighbourDiscoveryFuzzTest {
  private static final int PROLOGUE = Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES;

  private static final List<Ipv6Address> ADDRESSES =
      List.of(
          Ipv6Address.parse("fe80::42:ff:fe00:1"),
          Ipv6Address.parse("fe80::42:ff:fe00:2"),
          Ipv6Address.parse("2001:db8:1::5"),
          Ipv6Address.parse("2001:db8:1:0:42:ff:fe00:2"),
          Ipv6Address.ANY,
          Ipv6Address.ALL_NODES,
          Ipv6Address.LOOPBACK);

  private final TestNet net = TestNet.withIpv6();
  private final Netns host = net.namespace("host");
  private final VethEnd sender = pair();

  private VethEnd pair() {
    VethEnd end =
        VethEnd.pair(
            net.machine().softnet(),
            new VethEnd.Spec("out", Mac.parse("02:42:00:00:00:01")),
            new VethEnd.Spec("eth0", Mac.parse("02:42:00:00:00:02")));
    net.machine().root().add(end);
    host.moveIn(end.peer());
    end.setUp(true);
    end.peer().setUp(true);
    return end;
  }

  @Test
  void any_message_is_heeded_or_ignored() {
    net.run(3);
    Cases.forEach(
        Integer.getInteger("drydock.fuzz.packets", 8_000),
        cases -> {
          sender.transmit(message(cases));
          net.run(cases.oneIn(50) ? 5 : 0.0001);
        });
    net.run(60); // unresolved neighbours give up

    assertEquals(0, net.frames().outstanding());
  }

  private Frame message(Cases cases) {
    int length = 8 * cases.between(1, 16);
    Frame frame = net.frames().take(PROLOGUE + length);
    byte[] data = frame.data();
    for (int i = frame.offset(); i < frame.end(); i++) {
      data[i] = (byte) cases.anyInt();
    }
    Ethernet.write(data, frame.offset(), sender.peer().mac(), sender.mac(), Ethernet.IPV6);
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    int at = ip + Ipv6.HEADER_BYTES;
    Ipv6.putClassAndLabel(data, ip, 0);
    Ipv6.putPayload(data, ip, length, (Ipv6.ICMP << 8) | 255);
    Ipv6Address source = cases.oneIn(2) ? ADDRESSES.getFirst() : any(cases);
    Ipv6.putSource(data, ip, source.high(), source.low());
    Ipv6Address destination = any(cases);
    Ipv6.putDestination(data, ip, destination.high(), destination.low());
    Icmpv6.write(data, at, cases.between(133, 143) << 8, cases.anyInt());
    for (int target = at + 8; target + 16 <= frame.end() && cases.oneIn(2); target += 16) {
      Ipv6Address address = any(cases);
      Bytes.put64(data, target, address.high());
      Bytes.put64(data, target + 8, address.low());
    }
    int option = at + (cases.oneIn(2) ? 16 : cases.oneIn(2) ? 24 : 40);
    while (option + 8 <= frame.end()) {
      int words = cases.between(cases.oneIn(20) ? 0 : 1, 4);
      Bytes.put16(data, option, (cases.between(1, 32) << 8) | words);
      option += Math.max(1, words) * 8;
    }
    Icmpv6.writeChecksum(data, ip, at, length);
    return frame;
  }

  private static Ipv6Address any(Cases cases) {
    return ADDRESSES.get(cases.between(0, ADDRESSES.size() - 1));
  }
}
