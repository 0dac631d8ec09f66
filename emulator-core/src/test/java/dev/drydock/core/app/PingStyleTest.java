package dev.drydock.core.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.sim.Calendar;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

final class PingStyleTest {
  private static final long NOW = 6_965_000_123L;
  private static final PingOptions.Packet PACKET =
      new PingOptions.Packet(56, 64, 0, PingOptions.Packet.DEFAULT.pathMtu());

  // As dissectors read it: seconds since 1970, then microseconds, eight bytes each.
  @Test
  void iputils_sends_the_time_of_day_and_counts_on_behind_it() {
    ByteBuffer payload = ByteBuffer.wrap(PingStyle.IPUTILS.payload(PACKET, NOW));
    payload.order(ByteOrder.LITTLE_ENDIAN);

    Instant sent = Instant.ofEpochSecond(payload.getLong(0), payload.getLong(8) * 1000);

    assertEquals(Calendar.at(NOW).truncatedTo(ChronoUnit.MICROS), sent);
    assertEquals((byte) 0x10, payload.get(16));
    assertEquals((byte) 0x37, payload.get(55));
  }

  // monotonic_us(): microseconds since the machine started.
  @Test
  void busybox_sends_microseconds_and_zeros() {
    ByteBuffer payload = ByteBuffer.wrap(PingStyle.BUSYBOX.payload(PACKET, NOW));
    payload.order(ByteOrder.LITTLE_ENDIAN);

    assertEquals(6_965_000, payload.getInt(0));
    assertEquals(0, payload.get(16));
  }
}
