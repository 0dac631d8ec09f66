package dev.drydock.core.app.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ipv4Address;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// DHCP messages as bytes, and where a server's search for an address begins.
class DhcpMessageTest {
  private static final long MAC = 0x0800_2700_0132L;

  private static DhcpMessage discover() {
    DhcpMessage message = DhcpMessage.request(DhcpMessage.DISCOVER, 0x1234_5678, MAC);
    message.secs = 3;
    message.flags = DhcpMessage.BROADCAST_FLAG;
    return message.put16(DhcpMessage.SIZE_MAX, 576).put(DhcpMessage.PARAMETERS, new byte[] {1, 3});
  }

  @Test
  void a_message_reads_as_it_was_written() {
    byte[] bytes = discover().toBytes();
    DhcpMessage read = Objects.requireNonNull(DhcpMessage.parse(bytes, 0, bytes.length));
    assertEquals(DhcpMessage.DISCOVER, read.type());
    assertEquals(0x1234_5678, read.xid);
    assertEquals(MAC, read.mac);
    assertEquals(3, read.secs);
    assertArrayEquals(bytes, read.toBytes());
  }

  @Test
  void a_message_has_at_least_300_bytes() {
    assertEquals(300, discover().toBytes().length);
  }

  @Test
  void any_bytes_are_a_message_or_none() {
    RandomStream random = new RandomStream(7, "dhcp");
    byte[] good = discover().toBytes();
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = good.clone();
      for (int i = 0; i < 4; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(bytes.length + 1);
      DhcpMessage read = DhcpMessage.parse(bytes, 0, length);
      if (read != null) {
        assertNotNull(read.toBytes());
      }
    }
    assertNull(DhcpMessage.parse(good, 0, 200));
  }

  /// Computed with the loop of dnsmasq's `address_allocate`.
  @Test
  void the_search_for_an_address_begins_at_the_hash_of_the_mac() {
    DhcpPool pool =
        new DhcpPool(
            Ipv4Address.parse("192.168.1.100"),
            Ipv4Address.parse("192.168.1.150"),
            3600,
            List.of(),
            List.of(),
            "",
            Map.of(),
            true,
            false);
    int hash = 0;
    for (int part : new int[] {0x08, 0x00, 0x27, 0x00, 0x01, 0x32}) {
      hash = part + (hash << 6) + (hash << 16) - hash;
    }
    int expected = 100 + Integer.remainderUnsigned(hash, 51);
    assertEquals("192.168.1." + expected, Ipv4Address.format(pool.start(MAC, 0)));
    assertEquals(pool.first(), pool.next(pool.last()));
  }
}
