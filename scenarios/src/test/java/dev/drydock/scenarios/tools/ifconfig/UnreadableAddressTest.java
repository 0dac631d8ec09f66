package dev.drydock.scenarios.tools.ifconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Words of `ifconfig` that are no addresses, as net-tools 2.10 and BusyBox 1.35 refuse them.
class UnreadableAddressTest {
  private final TypedLab lab =
      TypedLab.start().with("docker run -d --name one busybox sleep 1000000");

  @Test
  void net_tools_knows_no_such_host() {
    assertEquals(
        "10.0.0.300: Unknown host\nifconfig: `--help' gives usage information.\n",
        lab.type("ifconfig eth0 10.0.0.300"));
  }

  @Test
  void net_tools_reads_a_mask_as_a_host() {
    assertEquals("foo: Host name lookup failure\n", lab.type("ifconfig eth0 10.0.0.1 netmask foo"));
  }

  @Test
  void busybox_finds_it_before_it_lacks_the_right() {
    assertEquals(
        "ifconfig: bad address '10.0.0.300'\n",
        lab.type("docker exec one ifconfig eth0 10.0.0.300"));
  }
}
