package dev.drydock.core.netns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.TestNet;
import org.junit.jupiter.api.Test;

class SysctlsTest {
  private final TestNet net = new TestNet();
  private final Sysctls host = net.machine().root().sysctls();

  SysctlsTest() {
    net.bridge("br0", "172.17.0.1/16");
    net.bridge("br1", "172.18.0.1/16");
  }

  @Test
  void a_setting_of_one_device_leaves_the_others_alone() {
    assertTrue(host.set("net.ipv4.conf.br0.rp_filter", "2"));
    assertTrue(host.set("net.ipv6.conf.br0.accept_ra", "2"));

    assertEquals("2", host.get("net.ipv4.conf.br0.rp_filter"));
    assertEquals("0", host.get("net.ipv4.conf.br1.rp_filter"));
    assertEquals("0", host.get("net.ipv4.conf.default.rp_filter"));
    assertEquals("2", host.get("net.ipv6.conf.br0.accept_ra"));
    assertEquals("1", host.get("net.ipv6.conf.br1.accept_ra"));
    assertEquals("1", host.get("net.ipv6.conf.default.accept_ra"));
  }

  @Test
  void settings_without_effect_are_kept_and_shown() {
    assertEquals("0", host.get("net.ipv4.conf.all.src_valid_mark"));
    assertTrue(host.set("net.ipv4.conf.all.src_valid_mark", "1"));

    assertEquals("1", host.get("net.ipv4.conf.all.src_valid_mark"));
    assertEquals("0", host.get("net.ipv4.conf.br0.src_valid_mark"));
    assertFalse(host.set("net.ipv4.conf.all.src_valid_mark", "x"));
    assertFalse(host.set("net.ipv4.conf.all.no_such_setting", "1"));
  }

  @Test
  void the_default_counts_for_devices_to_come_only() {
    assertTrue(host.set("net.ipv4.conf.default.arp_ignore", "1"));
    assertTrue(host.set("net.ipv6.conf.default.addr_gen_mode", "1"));
    net.bridge("br2", "172.19.0.1/16");

    assertEquals("0", host.get("net.ipv4.conf.br0.arp_ignore"));
    assertEquals("1", host.get("net.ipv4.conf.br2.arp_ignore"));
    assertEquals("0", host.get("net.ipv6.conf.br0.addr_gen_mode"));
    assertEquals("1", host.get("net.ipv6.conf.br2.addr_gen_mode"));
  }

  @Test
  void a_new_namespace_has_its_buffer_sizes_from_the_machines_first() {
    Netns before = net.machine().newNamespace("before");
    assertTrue(host.set("net.ipv4.tcp_rmem", "4096 65536 131072"));
    Netns after = net.machine().newNamespace("after");
    assertTrue(host.set("net.ipv4.tcp_rmem", "1 2 3"));

    assertEquals("4096\t131072\t6291456", before.sysctls().get("net.ipv4.tcp_rmem"));
    assertEquals("4096\t65536\t131072", after.sysctls().get("net.ipv4.tcp_rmem"));
  }

  @Test
  void the_time_to_live_is_between_1_and_255() {
    assertEquals("64", host.get("net.ipv4.ip_default_ttl"));
    assertTrue(host.set("net.ipv4.ip_default_ttl", "77"));
    assertEquals("77", host.get("net.ipv4.ip_default_ttl"));
    for (String wrong : new String[] {"0", "256", "-1", "x"}) {
      assertFalse(host.set("net.ipv4.ip_default_ttl", wrong));
    }
  }
}
