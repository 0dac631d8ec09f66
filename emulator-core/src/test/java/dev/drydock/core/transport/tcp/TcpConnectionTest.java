package dev.drydock.core.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whole connections between two namespaces on a bridge.
class TcpConnectionTest {
  private final TwoEnds ends = new TwoEnds();

  @AfterEach
  void no_frame_is_outstanding() {
    assertEquals(0, ends.net.frames().outstanding());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 ^ (i >> 8));
    }
    return bytes;
  }

  @Test
  void a_small_exchange_has_the_frames_of_the_recordings() {
    Talk server = ends.listen(80, Talk.saying(text("hello from the server")));
    Talk client = Talk.saying(text("GET / HTTP/1.0\r\n\r\n"));
    ends.connect("10.0.0.3", 80, client);
    client.closesAtEnd = true;
    ends.net.run(1);
    client.open().close();
    ends.net.run(1);

    assertEquals(List.of("accepted", "end"), server.events);
    assertEquals("GET / HTTP/1.0\r\n\r\n", server.heard.toString(StandardCharsets.UTF_8));
    assertEquals("hello from the server", client.heard.toString(StandardCharsets.UTF_8));
    assertEquals("> S seq 0 ack 0 len 0 win 64240 mss1460 sackok ts nop ws7", ends.seen.get(0));
    assertEquals("< SA seq 0 ack 1 len 0 win 65160 mss1460 sackok ts nop ws7", ends.seen.get(1));
    assertEquals("> A seq 1 ack 1 len 0", ends.seen.get(2));
  }

  @Test
  void a_closed_port_refuses() {
    Talk client = ends.connect("10.0.0.3", 81, new Talk());
    ends.net.run(1);

    assertEquals(List.of("Connection refused"), client.events);
    assertEquals("< RA seq 0 ack 1 len 0", ends.seen.get(1).replaceAll("seq -?\\d+", "seq 0"));
  }

  @Test
  void twenty_thousand_bytes_come_in_segments_of_the_mss() {
    Talk server = Talk.saying(pattern(20_000));
    server.endsAfterWriting = true;
    ends.listen(80, server);
    Talk client = ends.connect("10.0.0.3", 80, new Talk());
    ends.net.run(1);

    assertArrayEquals(server.toWrite, client.heard.toByteArray());
    assertEquals("< A seq 1 ack 1 len 1448", ends.seen.get(3));
  }

  @Test
  void ten_megabytes_arrive_whole() {
    Talk server = Talk.saying(pattern(10_000_000));
    server.endsAfterWriting = true;
    ends.listen(80, server);
    Talk client = ends.connect("10.0.0.3", 80, new Talk());
    ends.net.run(10);

    assertArrayEquals(server.toWrite, client.heard.toByteArray());
  }

  @Test
  void a_host_that_is_not_there_is_reported_when_arp_fails() {
    Talk client = ends.connect("10.0.0.77", 80, new Talk());
    ends.net.run(30);

    assertEquals(List.of("No route to host"), client.events);
  }
}
