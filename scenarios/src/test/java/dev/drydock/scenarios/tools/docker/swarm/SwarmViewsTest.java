package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What there is to see of a swarm on its hosts (sessions of Docker 20.10.24).
class SwarmViewsTest extends TypedSwarm {
  @BeforeEach
  void attach() {
    SwarmOfTwo.attachTwo(lab);
  }

  @Test
  void namespaces_lie_in_a_folder() {
    String names = type("a$ ls /run/docker/netns");
    String hidden = "1-" + type("a$ docker network inspect -f '{{.Id}}' ov").substring(0, 10);
    assertTrue(names.contains(hidden + "\n"), names);
    assertTrue(names.contains("ingress_sbox\n"), names);
    assertTrue(names.contains("lb_" + hidden.substring(2, 11) + "\n"), names);
    assertEquals(names, type("a$ ls /var/run/docker/netns"));
    assertEquals(5, names.lines().count(), names);
  }

  @Test
  void the_file_of_a_sandbox_leads_into_it() {
    assertTrue(
        type("a$ nsenter --net=$(docker inspect -f '{{.NetworkSettings.SandboxKey}}' one) hostname"
                + " && nsenter --net=$(docker inspect -f '{{.NetworkSettings.SandboxKey}}' one)"
                + " ip -br addr show eth0")
            .contains(" 10.0.1.2/24"));
  }

  @Test
  void info_counts_nodes_on_managers_only() {
    String format = "docker info -f '{{.Swarm.Nodes}} {{.Swarm.Managers}} {{.Swarm.Error}}|'";
    assertEquals("2 1 |\n", type("a$ " + format));
    assertEquals("0 0 |\n", type("b$ " + format));
    String json = type("b$ docker info -f '{{json .Swarm}}'");
    assertTrue(
        json.contains("\"ControlAvailable\":false,\"Error\":\"\",\"RemoteManagers\":"), json);
    assertTrue(json.endsWith("\"Addr\":\"10.9.0.1:2377\"}]}\n"), json);
  }

  @Test
  void services_of_a_network_are_told_without_its_balancers() {
    ok("a$ docker service create -d --name rr --endpoint-mode dnsrr --network ov net sleep 1000");
    ok("a$ docker service create -d --name vip --network ov net sleep 1000");
    pass(1);
    String each = "{{$k}} {{$v.LocalLBIndex}} {{len $v.Tasks}};";
    String format = "{{range $k, $v := .Services}}" + each + "{{end}}";
    assertEquals(
        " 0 2;rr 256 1;vip 257 1;\n",
        type("a$ docker network inspect --verbose -f '" + format + "' ov"));
  }

  @Test
  void a_line_of_the_hosts_file_outlives_the_network_of_a_swarm() {
    String own = type("a$ docker exec one grep 10.0.1.2 /etc/hosts");
    assertTrue(own.startsWith("10.0.1.2\t"), own);
    ok("a$ docker network disconnect ov one");
    assertEquals(own, type("a$ docker exec one grep 10.0.1.2 /etc/hosts"));
  }

  @Test
  void a_task_of_a_global_service_is_refused_by_its_own_node_only() {
    String create = "a$ docker service create -d --mode global --publish published=80,target=80,";
    ok(create + "mode=host --name one net sleep 1000");
    ok(create + "mode=host --name more net sleep 1000");
    pass(1);
    assertEquals(
        "host-mode port already in use on 1 node\n".repeat(2),
        type("a$ docker service ps --no-trunc more --format '{{.Error}}'").replace("\"", ""));
  }

  @Test
  void subnets_of_a_network_reach_each_other_by_their_gateways() {
    ok(
        "a$ docker network create -d overlay --attachable --subnet 10.20.0.0/24 --subnet"
            + " 10.30.0.0/24 --gateway 10.20.0.254 wide");
    ok("a$ docker run -d --name low --network wide net sleep 1000");
    ok("b$ docker run -d --name high --network wide --ip 10.30.0.9 net sleep 1000");
    pass(1);
    assertTrue(
        type("a$ docker exec low ip route").contains("10.30.0.0/24 via 10.20.0.254 dev eth0 \n"));
    assertTrue(
        type("b$ docker exec high ip route").contains("10.20.0.0/24 via 10.30.0.1 dev eth0 \n"));
    assertTrue(type("a$ docker exec low ping -c 1 -W 1 10.30.0.9").contains("ttl=63"));
  }
}
