package dev.drydock.scenarios.tools.docker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// ipvlan in mode l3, where the host's routes and rules decide and nobody is asked for a MAC. As
/// seen with Docker 20.10.24 on Linux 6.1.
class IpvlanRoutedTest {
  private final TypedLab lab =
      TypedLab.ofEngine("20.10")
          .with(
              "docker network create -d ipvlan --ipv6 --subnet 10.61.0.0/24 --subnet fd61::/64"
                  + " -o parent=eth0 -o ipvlan_mode=l3 routed",
              "docker run -d --name nut --network routed nicolaka/netshoot sleep 1000",
              "docker run -d --name fig --network routed nicolaka/netshoot sleep 1000");

  @Test
  @Tag("S091")
  @Tag("S093")
  void siblings_reach_each_other_by_ipv6() {
    String said = lab.type("docker exec nut ping -6 -c 1 fd61::3");
    assertTrue(said.contains("1 packets transmitted, 1 received"), said);
    assertEquals("", lab.type("docker exec nut ip -6 neigh"));
  }

  @Test
  @Tag("S091")
  void what_is_elsewhere_in_ipv6_goes_by_the_routes_of_the_host() {
    assertEquals(
        "default dev eth0 metric 1024 pref medium\n",
        lab.type("docker exec nut ip -6 route show default"));
    lab.with("ip -6 address add fd62::1/64 dev eth0 nodad", "ip -6 route add fd61::/64 dev eth0");
    String said = lab.type("docker exec nut ping -6 -c 1 -W 1 fd62::1; ip6tables -nvL OUTPUT");
    assertTrue(said.contains("1 packets transmitted, 0 received"), said);
    lab.with("ssh pc ip -6 address add fd62::2/64 dev eth0 nodad");
    lab.with("ssh pc ip -6 route add fd61::/64 via fd62::1");
    said = lab.type("docker exec nut ping -6 -c 1 -W 1 fd62::2");
    assertTrue(said.contains("ttl=64"), said);
  }

  @Test
  void who_sends_what_the_host_drops_is_told_and_tries_once_more() {
    lab.with("iptables -I OUTPUT -d 192.168.0.20 -j DROP");
    String said = lab.type("docker exec nut ping -c 1 -W 1 192.168.0.20");
    assertTrue(said.contains("ping: sendmsg: No buffer space available\n"), said);
    String rules = lab.type("iptables -nvxL OUTPUT 1");
    assertTrue(rules.matches(" +2 +168 DROP .*\n"), rules);
  }

  @Test
  void without_a_parent_nobody_is_asked_for_a_neighbour() {
    lab.with(
        "docker network create -d ipvlan --subnet 10.93.0.0/24 -o ipvlan_mode=l3 lake",
        "docker run -d --name pike --network lake nicolaka/netshoot sleep 1000");
    lab.type("docker exec pike ping -c 1 -W 5 203.0.113.10");
    assertEquals("", lab.type("ip neigh | grep 203.0.113.10"));
  }

  @Test
  void groups_go_nowhere() {
    String said = lab.type("docker exec nut ping -c 1 -W 1 224.0.0.1");
    assertTrue(said.contains("ping: sendmsg: No buffer space available\n"), said);
  }

  @Test
  void an_interface_without_arp_asks_for_no_doubles_and_joins_no_group_for_its_address() {
    lab.with("ip link add dum0 type dummy", "ip link set dum0 up");
    assertFalse(lab.type("ip -6 address show dum0").contains("tentative"));
    assertFalse(lab.type("ip -6 maddress show dum0").contains("ff02::1:ff"));
    assertEquals(
        "Interface \"eth0\" is not ARPable\n",
        lab.type("docker exec nut arping -c 1 -I eth0 10.61.0.3"));
  }

  @Test
  void its_default_route_stays_when_a_network_with_a_gateway_comes_first() {
    lab.with("docker network create --subnet 10.90.0.0/24 plain");
    assertEquals(
        "Error response from daemon: failed to set gateway while updating gateway: file exists\n",
        lab.type("docker network connect plain nut"));
    assertEquals(
        """
        default dev eth0 scope link\s
        10.61.0.0/24 dev eth0 proto kernel scope link src 10.61.0.2\s
        10.90.0.0/24 dev eth1 proto kernel scope link src 10.90.0.2\s
        """,
        lab.type("docker exec nut ip route"));
    assertEquals(
        "10.90.0.2 \n",
        lab.type(
            "docker inspect -f '{{with .NetworkSettings.Networks.plain}}{{.IPAddress}} {{.Gateway}}"
                + "{{end}}' nut"));
    lab.with("docker network disconnect routed nut");
    assertEquals(
        "10.90.0.0/24 dev eth1 proto kernel scope link src 10.90.0.2 \n",
        lab.type("docker exec nut ip route"));
  }
}
