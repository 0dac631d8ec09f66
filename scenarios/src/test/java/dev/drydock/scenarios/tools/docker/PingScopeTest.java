package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Links behind addresses of IPv6, as iputils 20221126 shows them in a session on Linux 6.18.
class PingScopeTest {
  private final TypedLab lab = TypedLab.start();

  @Test
  void a_group_keeps_its_link_and_who_answers_has_one() {
    lab.with("sleep 3");
    String said = lab.type("ping -6 -c 1 ff02::1%eth0");
    assertTrue(said.startsWith("PING ff02::1%eth0(ff02::1%eth0) 56 data bytes\n"), said);
    assertTrue(said.matches("(?s).*\n64 bytes from fe80::[0-9a-f:]+%eth0: icmp_seq=1 .*"), said);
    assertTrue(said.contains("--- ff02::1%eth0 ping statistics ---\n"), said);
    assertEquals(
        "ping: fe80::1%nope: Name or service not known\n", lab.type("ping -c 1 fe80::1%nope"));
  }

  @Test
  void other_addresses_are_shown_without_a_link() {
    String said = lab.type("ping -6 -c 1 ::1");
    assertTrue(said.contains("64 bytes from ::1: icmp_seq=1 "), said);
  }
}
