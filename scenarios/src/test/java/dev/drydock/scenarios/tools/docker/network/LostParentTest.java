package dev.drydock.scenarios.tools.docker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Containers on macvlan and ipvlan whose parent is unplugged, deleted or somebody else's.
class LostParentTest {
  private static final String LAN =
      """
      name: parents
      services: {}
      x-drydock:
        machines:
          host:
            docker: {}
            nics: { eth0: { link: lan, address: 192.168.1.41/24 }, eth1: { link: lan } }
          pc: { nics: { eth0: { link: lan, address: 192.168.1.50/24 } } }
        links: { lan: { delay: 20us } }
      """;

  private final TypedLab lab = TypedLab.of(LAN);

  private static String network(String driver, String parent) {
    return "docker network create -d %s -o parent=%s --subnet 192.168.1.0/24"
            .formatted(driver, parent)
        + " --ip-range 192.168.1.192/28 net";
  }

  private boolean reaches(String address) {
    return lab.type("docker exec one ping -c 1 -W 1 " + address).contains(" 0% packet loss");
  }

  @Test
  void neighbours_on_a_parent_that_is_down_lose_each_other_with_their_carrier() {
    lab.with(
        network("ipvlan", "eth0"),
        "docker run -d --name one --network net busybox sleep 1000000",
        "docker run -d --name two --network net busybox sleep 1000000");
    assertTrue(reaches("192.168.1.50"));
    lab.with("ip link set eth0 down");
    assertTrue(lab.type("docker exec one ip link show eth0").contains("<NO-CARRIER,"));
    assertFalse(reaches("192.168.1.50"));
    assertFalse(reaches("two")); // their own queues are noop_qdisc (dev_deactivate)
    lab.with("ip link set eth0 up", "sleep 2"); // until the question of before has failed
    assertTrue(reaches("192.168.1.50"));
  }

  @Test
  void the_devices_of_containers_go_with_a_parent_that_is_deleted() {
    lab.with(
        network("macvlan", "eth0.30"),
        "docker run -d --name one --network net busybox sleep 1000000",
        "ip link del eth0.30");
    assertFalse(lab.type("docker exec one ip link").contains("eth0"));
    assertTrue(lab.type("docker ps").contains("Up "));
    assertTrue(
        lab.type("docker restart one")
            .contains("the requested parent interface eth0.30 was not found on the Docker host"));
  }

  @Test
  void a_passthru_container_has_the_card_alone_and_gives_it_its_address_back() {
    String before = lab.type("ip link show eth0");
    lab.with(
        network("macvlan -o macvlan_mode=passthru", "eth0"),
        "docker run -d --name one --network net busybox sleep 1000000");
    String own =
        lab.type("docker exec one ip link show eth0").replaceAll("(?s).*ether (\\S+).*", "$1");
    assertTrue(lab.type("ip link show eth0").contains("link/ether " + own));
    assertTrue(
        lab.type("docker run -d --network net busybox sleep 1000000")
            .contains("failed to create the macvlan port: invalid argument"));
    lab.with("docker rm -f one");
    assertEquals(before, lab.type("ip link show eth0"));
  }

  @Test
  void a_port_of_a_bridge_is_no_parent() {
    lab.with("brctl addbr br0", "brctl addif br0 eth1", network("macvlan", "eth1"));
    assertTrue(
        lab.type("docker run -d --network net busybox sleep 1000000")
            .contains("failed to create the macvlan port: device or resource busy"));
  }

  @Test
  void ipvlan_refuses_an_address_that_a_sibling_has() {
    lab.with(
        network("ipvlan", "eth0"),
        "docker run -d --name one --network net --ip 192.168.1.200 busybox sleep 1000000",
        "docker run -d --name two --network net busybox sleep 1000000");
    assertEquals(
        "Error: Address already assigned to an ipvlan device.\n",
        lab.type("two@host(netns)$ ip addr add 192.168.1.200/24 dev eth0"));
    assertTrue(
        lab.type("docker run -d --network net --ip 192.168.1.200 busybox")
            .contains("Address already in use"));
  }
}
