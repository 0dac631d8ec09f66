package dev.drydock.scenarios.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Machines and links of a plan.
final class SurroundingsTest {

  @Test
  void a_file_without_machines_stands_in_a_home() {
    var plan = Reading.plan("services: { web: { image: nginx } }");
    assertEquals(List.of("host", "pc", "router", "internet"), names(plan));
    assertEquals("[lan, isp]", plan.links().stream().map(LinkPlan::name).toList().toString());
    assertEquals("[host/eth0, pc/eth0, router/lan]", plan.links().get(0).ends().toString());
    assertEquals("[router/wan, internet/eth0]", plan.links().get(1).ends().toString());
    assertEquals(1_000_000_000L, plan.links().get(0).quality().rateBitsPerSecond());
    assertEquals(20_000, plan.links().get(0).quality().delayNanos());
    var router = plan.machine("router");
    assertNotNull(router);
    assertTrue(router.forwards());
    assertEquals("wan", router.masqueradeNic());
  }

  @Test
  void a_router_that_masquerades_is_no_reason_for_a_warning() {
    assertEquals(
        "",
        Reading.problems(
            "x-drydock: { machines: { r: { forward: true, masquerade: wan, nics: { wan: "
                + "{ link: l, address: 198.51.100.7/25 } } } } }"));
  }

  @Test
  void a_public_gateway_that_nobody_owns_is_the_internet() {
    var plan =
        Reading.plan(
            "x-drydock: { machines: { a: { nics: { e: "
                + "{ link: l, address: 198.51.100.7/25, gateway: 198.51.100.1 } } } } }");
    var internet = plan.machine("internet");
    assertNotNull(internet);
    assertEquals(MachinePlan.Role.INTERNET, internet.role());
    assertEquals("[198.51.100.1/25]", internet.nics().getFirst().addresses().toString());
    assertEquals("[198.51.100.1]", plan.machines().getFirst().nameservers().toString());
  }

  @Test
  void a_private_gateway_that_nobody_owns_brings_no_internet() {
    var plan =
        Reading.plan(
            "x-drydock: { machines: { a: { nics: { e: "
                + "{ link: l, address: 192.168.1.41/24, gateway: 192.168.1.1 } } } } }");
    assertEquals(List.of("a"), names(plan));
    assertEquals(List.of(), plan.machines().getFirst().nameservers());
  }

  @Test
  void a_mac_address_depends_on_the_names_alone() {
    var one = Reading.plan("x-drydock: { machines: { a: { nics: { e: { link: l } } } } }");
    var two =
        Reading.plan(
            "x-drydock: { machines: { b: { nics: { e: { link: l } } }, a: { nics: { e: { link: l }"
                + " } } } }");
    var mac = one.machines().getFirst().nics().getFirst().mac();
    assertEquals(mac, two.machines().get(1).nics().getFirst().mac());
    assertNotEquals(mac, two.machines().get(0).nics().getFirst().mac());
    assertTrue(mac.toString().startsWith("52:54:00:"), mac.toString());
  }

  @Test
  void a_nic_has_several_addresses_and_a_gateway_of_each_family() {
    var plan =
        Reading.plan(
            "x-drydock: { machines: { a: { nics: { e: { link: l, mtu: 9000, address: [10.0.0.1/24,"
                + " \"fd00::1/64\"], gateway: [10.0.0.9, \"fd00::9\"] } } } } }");
    var nic = plan.machines().getFirst().nics().getFirst();
    assertEquals("[10.0.0.1/24, fd00::1/64]", nic.addresses().toString());
    assertEquals("[10.0.0.9, fd00::9]", nic.gateways().toString());
    assertEquals(9000, nic.mtuBytes());
  }

  @Test
  void own_sysctls_win_over_those_of_all_machines_and_forward_over_both() {
    var plan =
        Reading.plan(
            """
            x-drydock:
              sysctls: { net.ipv4.ip_forward: 1, net/ipv4/tcp_sack: 0, net.core.rmem_max: 1 }
              machines:
                a: { forward: false, sysctls: { net.core.rmem_max: 2 } }
            """);
    assertEquals(
        "{net.ipv4.ip_forward=0, net.ipv4.tcp_sack=0, net.core.rmem_max=2}",
        plan.machines().getFirst().sysctls().toString());
  }

  @Test
  void daemon_settings_keep_their_names() {
    var plan =
        Reading.plan(
            """
            x-drydock:
              machines:
                a:
                  docker:
                    userland-proxy: false
                    bip: 10.9.0.1/16
                    mtu: 1450
                    dns: [1.1.1.1]
                    storage-driver: overlay2
                    default-address-pools: [{ base: 10.10.0.0/16, size: 24 }]
                    default-network-opts: { bridge: { com.docker.network.driver.mtu: 1400 } }
                b: {}
            """);
    var docker = plan.machines().getFirst().docker();
    assertNotNull(docker);
    assertEquals("{userland-proxy=false, bip=10.9.0.1/16, mtu=1450}", docker.settings().toString());
    assertEquals("{dns=[1.1.1.1]}", docker.lists().toString());
    assertEquals("10.10.0.0/16", docker.addressPools().getFirst().base().toString());
    assertEquals(
        "{bridge={com.docker.network.driver.mtu=1400}}", docker.networkOptions().toString());
    assertNull(plan.machines().get(1).docker());
  }

  @Test
  void a_link_that_only_nics_name_has_the_delay_of_the_recordings() {
    var plan = Reading.plan("x-drydock: { machines: { a: { nics: { e: { link: l } } } } }");
    var link = plan.links().getFirst();
    assertEquals(5_000, link.quality().delayNanos());
    assertEquals(0, link.quality().rateBitsPerSecond());
  }

  @Test
  void a_file_without_machines_may_change_the_links_of_home() {
    var plan = Reading.plan("x-drydock: { links: { lan: { delay: 1ms, queue: 7 } } }");
    assertEquals(1_000_000, plan.links().getFirst().quality().delayNanos());
    assertEquals(0, plan.links().getFirst().quality().rateBitsPerSecond());
    assertEquals(7, plan.links().getFirst().quality().queueFramesMax());
  }

  private static List<String> names(Plan plan) {
    return plan.machines().stream().map(MachinePlan::name).toList();
  }
}
