package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Single containers on networks of a swarm (sessions of Docker 20.10.24 and 28.5.2).
class AttachedContainersTest extends TypedSwarm {
  private static final String PLACE =
      "docker inspect -f '{{.NetworkSettings.Networks.ov.IPAddress}}"
          + " {{json .NetworkSettings.Networks.ov.IPAMConfig}}' two";

  @BeforeEach
  void attach() {
    SwarmOfTwo.attachTwo(lab);
  }

  @Test
  void a_container_that_starts_again_has_the_next_address() {
    assertEquals("10.0.1.4 {\"IPv4Address\":\"10.0.1.4\"}", type("b$ " + PLACE).strip());
    ok("b$ docker restart -t 0 two");
    assertEquals("10.0.1.6 {\"IPv4Address\":\"10.0.1.6\"}", type("b$ " + PLACE).strip());
  }

  @Test
  void a_container_that_runs_keeps_its_name_but_nobody_finds_it_any_more() {
    String refused = type("b$ docker rename two deux");
    assertTrue(
        refused.startsWith(
            "Error response from daemon: Could not add service state for endpoint deux to cluster"
                + " on rename: cannot create entry in table endpoint_table with network id "),
        refused);
    assertTrue(refused.endsWith(", already exists\nError: failed to rename container named two\n"));
    pass(1);
    assertEquals("two\n", type("b$ docker ps --format '{{.Names}}'"));
    assertTrue(type("one@a$ ping -c 1 -W 1 two").startsWith("ping: two: "));
    assertTrue(type("one@a$ ping -c 1 -W 1 10.0.1.4").contains(" 0% packet loss"));
    ok("b$ docker stop -t 0 two");
    ok("b$ docker rename two deux");
  }

  @Test
  void the_first_of_its_networks_by_name_forgets_a_container_that_was_to_be_renamed() {
    ok("a$ docker network create -d overlay --attachable aa");
    ok("b$ docker network connect aa two");
    String aa = type("a$ docker network inspect -f '{{.Id}}' aa").strip();
    assertTrue(type("b$ docker rename two deux").contains(" with network id " + aa + " and key "));
    pass(1);
    assertTrue(type("one@a$ ping -c 1 -W 1 two").contains(" 0% packet loss"), "on ov it is known");
  }

  @Test
  void names_are_resolved_in_the_namespaces_of_load_balancers_too() {
    String own = "lb_$(docker network ls --no-trunc -q -f name=ov | cut -c1-9)";
    for (String space : new String[] {"ingress_sbox", own}) {
      String rules = type("a$ nsenter --net=/run/docker/netns/" + space + " iptables -t nat -S");
      assertTrue(
          rules.contains("-A DOCKER_OUTPUT -d 127.0.0.11/32 -p udp -m udp --dport 53"), rules);
    }
  }

  @Test
  void a_container_that_is_stopped_has_no_address() {
    ok("b$ docker stop -t 0 two");
    assertEquals("null", type("b$ " + PLACE).strip());
  }

  @Test
  void an_address_of_ones_own_stays() {
    ok("a$ docker run -d --name three --network ov --ip 10.0.1.77 net sleep 1000");
    ok("a$ docker restart -t 0 three");
    assertEquals(
        "10.0.1.77",
        type("a$ docker inspect -f '{{.NetworkSettings.Networks.ov.IPAddress}}' three").strip());
  }

  @Test
  void the_way_out_is_the_last_interface_of_a_container_that_starts() {
    ok("a$ docker network create -d overlay --attachable zoo");
    ok("b$ docker network connect zoo two");
    String names = "b$ docker exec two ip -br -4 addr | awk '{print $1, $3}' | sed 's/@if[0-9]*//'";
    assertEquals(
        "lo 127.0.0.1/8\neth0 10.0.1.4/24\neth1 172.18.0.3/16\neth2 10.0.2.2/24\n", type(names));
    ok("b$ docker restart -t 0 two");
    assertEquals(
        "lo 127.0.0.1/8\neth0 10.0.1.6/24\neth2 172.18.0.3/16\neth1 10.0.2.4/24\n", type(names));
    ok("b$ docker network disconnect zoo two");
    ok("b$ docker network connect zoo two");
    assertTrue(type(names).contains("\neth3 10.0.2."), type(names));
    ok("b$ docker stop -t 0 two");
    assertEquals(
        "null",
        type("b$ docker inspect -f '{{json .NetworkSettings.Networks.zoo.IPAMConfig}}' two")
            .strip());
  }

  @Test
  void the_kernel_has_a_socket_for_the_tunnels_of_a_node() {
    String sockets = type("b$ ss -lnu");
    assertTrue(sockets.contains(" 0.0.0.0:4789 "), sockets);
  }

  @Test
  void the_name_of_a_service_is_there_until_its_last_task_has_ended() {
    ok("a$ docker service create -d --name web --network ov net sleep 1000");
    pass(2);
    ok("a$ docker service scale -d web=0");
    pass(6);
    String asked = "a$ docker exec one nslookup web";
    assertTrue(type(asked).contains("Address: 10.0.1.6\n"), type(asked));
    assertFalse(type("a$ docker exec one nslookup tasks.web").contains("Name:"));
    String tasks = "a$ docker network inspect -v -f '{{len (index .Services \"web\").Tasks}}' ov";
    assertEquals("1\n", type(tasks));
    pass(9);
    assertFalse(type(asked).contains("Name:"), type(asked));
  }

  @Test
  void nobody_comes_onto_a_network_from_a_node_that_pauses() {
    ok("a$ docker node update --availability pause a");
    String refused = type("a$ docker run -d --name four --network ov net sleep 1000");
    assertTrue(refused.contains("check manager logs: context deadline exceeded"), refused);
    ok("a$ docker node update --availability active a");
    ok("a$ docker start four");
  }
}
