package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An overlay network whose subnet another one has, as a session of Docker 20.10.24 shows it.
class WaitingNetworkTest extends TypedSwarm {
  @BeforeEach
  void form() {
    SwarmOfTwo.form(lab);
    String create = "a$ docker network create -d overlay --subnet 10.20.0.0/24 --attachable ";
    ok(create + "one");
    ok(create + "two");
    ok("a$ docker service create -d --name web --network two -p 8080:80 busybox sleep 1000");
  }

  private String inspected(String format) {
    return type("a$ docker network inspect -f '" + format + "' two").strip();
  }

  @Test
  void it_is_there_without_a_driver_and_a_subnet() {
    assertEquals(
        "two||swarm",
        type("a$ docker network ls -f name=two --format '{{.Name}}|{{.Driver}}|{{.Scope}}'")
            .strip());
    assertEquals(
        "||null|null",
        inspected("{{.Driver}}|{{.IPAM.Driver}}|{{json .IPAM.Config}}|{{json .Options}}"));
    assertEquals(
        "docker: Error response from daemon: attaching to network failed, make sure your network"
            + " options are correct and check manager logs: context deadline exceeded.\n",
        type("a$ docker run -d --network two busybox sleep 9")
            .replaceFirst("(?m)^[0-9a-f]{64}\n", ""));
  }

  @Test
  void its_services_wait_and_have_no_addresses() {
    pass(20);
    assertEquals(
        "web.1  New 20 seconds ago",
        type("a$ docker service ps web --format '{{.Name}} {{.Node}} {{.CurrentState}}'").strip());
    assertEquals(
        "{\"Spec\":{}}", type("a$ docker service inspect -f '{{json .Endpoint}}' web").strip());
    ok("a$ docker service rm web");
    ok("a$ docker network rm two");
  }

  @Test
  void it_gets_the_subnet_when_that_is_free() {
    ok("a$ docker network rm one");
    assertEquals(
        "overlay 10.20.0.0/24 4098",
        inspected(
            "{{.Driver}} {{(index .IPAM.Config 0).Subnet}} {{index .Options"
                + " \"com.docker.network.driver.overlay.vxlanid_list\"}}"));
    pass(2);
    assertTrue(type("a$ docker service ls").contains(" 1/1 "));
    String vips = type("a$ docker service inspect -f '{{json .Endpoint.VirtualIPs}}' web");
    assertTrue(vips.contains("\"10.20.0.2/24\""), vips);
    ok("a$ docker run -d --network two busybox sleep 1000");
  }
}
