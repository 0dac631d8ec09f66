package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What users meet at the ports and networks of services while these change, in a swarm of two
/// Docker hosts.
class ServiceMeshTest extends TypedSwarm {
  @BeforeEach
  void form() {
    SwarmOfTwo.form(lab);
  }

  private String get(String address) {
    return type("b$ curl -s -o /dev/null -m 1 -w '%{http_code}' http://" + address + "/");
  }

  @Test
  void a_task_that_is_to_end_gets_nothing_new_and_is_stopped_two_seconds_later() {
    ok("a$ docker network create -d overlay --attachable ov");
    ok("a$ docker service create -d --name web --constraint node.hostname==b --network ov nginx");
    ok("a$ docker run -d --name one --network ov net sleep 1000");
    pass(2);
    assertTrue(type("one@a$ nslookup web").contains("10.0."));
    ok("a$ docker service scale -d web=0");
    pass(1);
    assertEquals(1, type("b$ docker ps -q --filter name=web").lines().count());
    assertFalse(type("one@a$ nslookup tasks.web").contains("10.0."));
    pass(1.5);
    assertEquals(0, type("b$ docker ps -q --filter name=web").lines().count());
  }

  @Test
  void an_update_of_two_replicas_loses_no_request() {
    ok("a$ docker service create -d --name web --replicas 2 -p 8080:80 nginx:1.24");
    pass(3);
    ok("a$ docker service update -d --image nginx:1.25 web");
    for (int i = 0; i < 40; i++) {
      assertEquals("200", get("10.9.0.1:8080"), "at " + (i * 200) + " ms");
      pass(0.2);
    }
    assertEquals(2, type("a$ docker service ps web").split("nginx:1.25 .* Running +R").length - 1);
  }

  @Test
  void a_drained_node_hands_its_tasks_over_and_stays_in_the_mesh() {
    ok("a$ docker service create -d --name web --replicas 2 -p 8080:80 nginx");
    pass(3);
    ok("a$ docker node update --availability drain b");
    pass(0.5);
    for (int i = 0; i < 4; i++) {
      assertEquals("200", get("10.9.0.2:8080"));
    }
    assertEquals(1, type("a$ docker service ps -q -f desired-state=running web").lines().count());
    pass(4);
    assertEquals(
        "a\na\n", type("a$ docker service ps -f desired-state=running --format '{{.Node}}' web"));
    assertEquals("200", get("10.9.0.2:8080"));
  }

  @Test
  void a_port_of_the_node_is_there_once_and_free_again_when_its_task_has_ended() {
    String port = " -p mode=host,published=8080,target=80 nginx:1.24";
    ok("a$ docker service create -d --name first --replicas 3" + port);
    pass(1);
    assertTrue(
        type("a$ docker service ps --no-trunc first")
            .contains("\"no suitable node (host-mode port already in use on 2 nodes)\""));
    ok("a$ docker service scale -d first=1");
    ok("a$ docker service create -d --name second --replicas 2" + port);
    pass(2.5);
    assertTrue(type("a$ docker service ls").matches("(?s).* second +replicated +1/2 .*"));
    ok("a$ docker service rm first");
    pass(2.5);
    assertTrue(type("a$ docker service ls").matches("(?s).* second +replicated +2/2 .*"));
    ok("a$ docker service update -d --image nginx:1.25 second");
    pass(10);
    assertTrue(type("a$ docker service ls").matches("(?s).* second +replicated +2/2 .*"));
    assertTrue(
        type("a$ docker service create -p 80:80 -p 80:81 nginx")
            .contains("EndpointSpec: duplicate published ports provided"));
  }

  @Test
  void networks_are_added_and_removed_by_name_or_id() {
    ok("a$ docker network create -d overlay red");
    ok("a$ docker network create -d overlay blue");
    ok("a$ docker service create -d --name web --network red nginx");
    assertEquals(
        "service is already attached to network red\n",
        type("a$ docker service update --network-add red web"));
    assertEquals(
        "Error: No such network: three\n", type("a$ docker service update --network-rm three web"));
    ok("a$ docker service update -d --network-add blue web");
    ok("a$ docker service update -d --network-rm $(docker network ls -qf name=red --no-trunc) web");
    pass(5);
    String vips = type("a$ docker service inspect -f '{{json .Endpoint.VirtualIPs}}' web");
    assertEquals(1, vips.split("Addr", -1).length - 1, vips);
    assertTrue(vips.contains(type("a$ docker network ls -qf name=blue --no-trunc").strip()), vips);
    assertEquals("red\n", type("a$ docker network rm red"));
    ok("a$ docker service rm web");
    assertEquals("blue\n", type("a$ docker network rm blue"), "its last task hurries");
  }

  @Test
  void there_is_one_ingress_network_and_it_can_be_made_by_hand() {
    assertTrue(
        type("a$ docker network create -d overlay --ingress other")
            .matches("(?s).*code = AlreadyExists desc = ingress network \\([a-z0-9]{25}\\) is.*"));
    ok("a$ printf y | docker network rm ingress");
    assertTrue(
        type("a$ docker service create -p 80:80 nginx").contains("no ingress network is present"));
    assertTrue(
        type("a$ docker network create -d overlay --ingress --attachable mine")
            .endsWith("ingress network cannot be attachable\n"));
    ok("a$ docker network create -d overlay --ingress --subnet 10.77.0.0/24 mine");
    ok("a$ docker service create -d --name web -p 8080:80 nginx");
    pass(3);
    assertEquals("200", get("10.9.0.1:8080"));
    assertEquals("200", get("10.9.0.2:8080"));
    assertTrue(
        type("a$ docker service inspect -f '{{json .Endpoint.VirtualIPs}}' web")
            .contains("10.77.0."));
  }

  @Test
  void words_of_ports_and_modes_are_checked() {
    String create = "a$ docker service create ";
    assertTrue(type(create + "-p 1.2.3.4:80:80 nginx").contains("flag: hostip is not supported"));
    assertTrue(type(create + "-p mode=x,target=80 nginx").contains("invalid publish mode value x"));
    assertTrue(type(create + "-p target=x nginx").contains("parsing \"x\": invalid syntax"));
    assertTrue(
        type(create + "-p published=1 nginx").contains("missing mandatory field \"target\""));
    assertEquals(
        "update and rollback configuration is not supported for jobs\n",
        type(create + "--mode replicated-job --update-delay 1s net true"));
    ok(create + "-d --name web -p 8080-8081:80 nginx");
    assertTrue(type("a$ docker service ls").contains("*:8080-8081->80/tcp"));
    assertEquals(
        "other flags may not be combined with --rollback\n",
        type("a$ docker service update --rollback --force web"));
    ok(create + "-d --name all --mode global nginx");
    assertEquals(
        "replicas can only be used with replicated mode\n",
        type("a$ docker service update --replicas 2 all"));
  }
}
