package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IcmpTest {
  @Test
  void a_recorded_echo_is_read() {
    byte[] frame = Recorded.bytes(Recorded.ECHO);
    assertEquals(Icmp.ECHO, Icmp.type(frame, 34));
    assertEquals(0, Icmp.code(frame, 34));
    assertEquals(25, Icmp.id(frame, 34));
    assertEquals(0, Icmp.sequence(frame, 34));
    assertTrue(Checksum.isValid(frame, 34, 64));
  }

  @Test
  void a_recorded_error_is_read() {
    byte[] frame = Recorded.bytes(Recorded.PORT_UNREACHABLE);
    assertEquals(Icmp.UNREACHABLE, Icmp.type(frame, 34));
    assertEquals(Icmp.PORT, Icmp.code(frame, 34));
    assertEquals(9999, Udp.destinationPort(frame, 34 + 8 + 20));
  }

  @ParameterizedTest
  @MethodSource("recordedMessages")
  void recorded_headers_are_written_byte_for_byte(String hex) {
    byte[] frame = Recorded.bytes(hex);
    byte[] written = frame.clone();
    int rest = Bytes.i32(frame, 38);
    Bytes.put64(written, 34, -1);
    Icmp.write(written, 34, frame.length - 34, Bytes.u16(frame, 34), rest);
    assertArrayEquals(frame, written);
  }

  static List<String> recordedMessages() {
    return List.of(Recorded.ECHO, Recorded.ECHO_REPLY, Recorded.PORT_UNREACHABLE);
  }

  @Test
  void errors_are_the_five_types_that_quote_a_packet() {
    List<Integer> errors = IntStream.range(0, 256).filter(Icmp::isError).boxed().toList();
    assertEquals(List.of(3, 4, 5, 11, 12), errors);
  }
}
