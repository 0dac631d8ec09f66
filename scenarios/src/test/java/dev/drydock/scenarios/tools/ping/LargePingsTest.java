package dev.drydock.scenarios.tools.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Requests that are longer than a packet may be, as seen with iputils 20221126 and BusyBox 1.35.
class LargePingsTest {
  private final TypedLab lab = TypedLab.start();

  @Test
  void a_request_longer_than_the_packet_is_told_with_the_mtu() {
    String text = lab.type("ping -c 1 -s 65508 192.168.1.50");

    assertTrue(text.contains("ping: local error: message too long, mtu=1500\n"), text);
    assertTrue(text.contains(" 0 received, +1 errors, "), text);
  }

  @Test
  void a_request_longer_than_the_socket_takes_is_lost_without_a_word() {
    String text = lab.type("ping -c 1 -s 70000 192.168.1.50");

    assertFalse(text.contains("error"), text);
    assertTrue(text.contains("1 packets transmitted, 0 received, 100% packet loss, "), text);
  }

  @Test
  void busybox_reads_sixteen_bits_of_a_size() {
    lab.with("docker run -d --name one busybox sleep 1000000");

    assertEquals(
        "ping: number 70000 is not in 0..65535 range\n",
        lab.type("docker exec one ping -c 1 -s 70000 192.168.1.50"));
  }
}
