package dev.drydock.core.device.vxlan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import org.junit.jupiter.api.Test;

/// As the source ports of recorded tunnels were, of two hosts on one kernel.
class FlowHashTest {
  private static final int SEED = 7;
  private static final int ONE = 0x0a000102;
  private static final int TWO = 0x0a000104;

  private static int hash(int protocol, int source, int destination, int ports) {
    byte[] frame = new byte[64];
    Ethernet.write(frame, 0, 0x0242_0a00_0104L, 0x0242_0a00_0102L, Ethernet.IPV4);
    frame[14] = 0x45;
    frame[23] = (byte) protocol;
    Bytes.put32(frame, 26, source);
    Bytes.put32(frame, 30, destination);
    Bytes.put32(frame, 34, ports);
    return FlowHash.of(frame, 0, frame.length, SEED);
  }

  @Test
  void echoes_and_their_answers_are_one_flow() {
    assertEquals(hash(Ipv4.ICMP, ONE, TWO, 0x0800_0000), hash(Ipv4.ICMP, TWO, ONE, 0));
  }

  @Test
  void datagrams_both_ways_are_one_flow() {
    assertEquals(hash(Ipv4.UDP, ONE, TWO, 0x8000_0035), hash(Ipv4.UDP, TWO, ONE, 0x0035_8000));
  }

  @Test
  void each_socket_of_a_connection_sends_with_a_number_of_its_own() {
    int there = hash(Ipv4.TCP, ONE, TWO, 0x8000_0050);
    assertEquals(there, hash(Ipv4.TCP, ONE, TWO, 0x8000_0050));
    assertNotEquals(there, hash(Ipv4.TCP, TWO, ONE, 0x0050_8000));
  }
}
