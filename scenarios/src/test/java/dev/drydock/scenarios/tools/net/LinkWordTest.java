package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// The words of `ip link`, run with iproute2 6.1 beside it.
class LinkWordTest {
  @Test
  void words_may_be_shortened_so_that_some_names_need_dev_before_them() {
    TypedLab lab = TypedLab.ofEngine("29");
    assertEquals("\"type\" is invalid lladdr.\n", lab.type("ip link add a type veth peer name b"));
    assertEquals(1, lab.status());
    assertEquals("\"up\" is invalid lladdr.\n", lab.type("ip link set b up"));
    assertEquals(
        "Not enough information: \"dev\" argument is required.\n", lab.type("ip link set l up"));
    lab.with("ip link add dev a type veth peer name b", "ip link set dev a up");
    assertTrue(lab.type("ip -br link show a").startsWith("a@b "), () -> lab.type("ip link"));
  }

  @Test
  void a_link_may_be_up_and_have_a_master_from_the_start() {
    TypedLab lab = TypedLab.ofEngine("29").with("ip link add br0 type bridge");
    lab.with("ip link add v1 up master br0 type veth peer name v2");
    String said = lab.type("ip link show v1");
    assertTrue(said.contains("UP") && said.contains(" master br0 "), said);
    assertEquals(
        "Error: either \"dev\" is duplicate, or \"v4\" is a garbage.\n",
        lab.type("ip link add v3 v4 type veth"));
  }

  @Test
  void words_behind_a_type_may_be_shortened() {
    TypedLab lab =
        TypedLab.ofEngine("29").with("ip link add v5 link eth0 type vlan i 5 egr 2:5 loose on");
    String said = lab.type("ip -d link show v5");
    assertTrue(said.contains("id 5 <REORDER_HDR,LOOSE_BINDING>"), said);
    assertTrue(said.contains("egress-qos-map { 2:5 }"), said);
    assertEquals(
        "Error: 8021q: VLAN properties not specified.\n",
        lab.type("ip link add v6 link eth0 type vlan"));
    assertEquals(2, lab.status());
  }
}
