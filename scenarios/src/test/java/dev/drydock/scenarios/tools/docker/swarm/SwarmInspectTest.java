package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What `docker inspect` shows of services, tasks and nodes: the fields and their order are those
/// that Docker 20.10.24 printed for the same commands.
class SwarmInspectTest extends TypedSwarm {
  private static final String UPDATES =
      "{\"Parallelism\":1,\"FailureAction\":\"pause\",\"Monitor\":5000000000,"
          + "\"MaxFailureRatio\":0,\"Order\":\"stop-first\"}";

  private String inspect(String path, String name) {
    return type("a$ docker inspect -f '{{json " + path + "}}' " + name);
  }

  @Test
  void a_service_is_shown_with_all_its_defaults() {
    SwarmOfTwo.form(lab);
    ok("a$ docker service create -d --name web nginx");
    assertEquals(
        "{\"Name\":\"web\",\"Labels\":{},\"TaskTemplate\":{\"ContainerSpec\":{"
            + "\"Image\":\"nginx:latest\",\"Init\":false,\"StopGracePeriod\":10000000000,"
            + "\"DNSConfig\":{},\"Isolation\":\"default\"},"
            + "\"Resources\":{\"Limits\":{},\"Reservations\":{}},"
            + "\"RestartPolicy\":{\"Condition\":\"any\",\"Delay\":5000000000,\"MaxAttempts\":0},"
            + "\"Placement\":{},\"ForceUpdate\":0,\"Runtime\":\"container\"},"
            + "\"Mode\":{\"Replicated\":{\"Replicas\":1}},\"UpdateConfig\":"
            + UPDATES
            + ",\"RollbackConfig\":"
            + UPDATES
            + ",\"EndpointSpec\":{\"Mode\":\"vip\"}}\n",
        inspect(".Spec", "web"));
    assertEquals("{\"Spec\":{}}\n", inspect(".Endpoint", "web"));
    ok("a$ docker service update -d --label-add c=d web");
    assertEquals(
        "{\"Name\":\"web\",\"Labels\":{},\"TaskTemplate\":{\"ContainerSpec\":{"
            + "\"Image\":\"nginx:latest\",\"Init\":false,\"DNSConfig\":{},"
            + "\"Isolation\":\"default\"},\"Resources\":{\"Limits\":{},\"Reservations\":{}},"
            + "\"Placement\":{},\"ForceUpdate\":0,\"Runtime\":\"container\"},"
            + "\"Mode\":{\"Replicated\":{\"Replicas\":1}},\"EndpointSpec\":{\"Mode\":\"vip\"}}\n",
        inspect(".PreviousSpec", "web"));
  }

  @Test
  void a_port_that_the_swarm_chose_stands_with_the_endpoint_and_stays() {
    SwarmOfTwo.form(lab);
    ok("a$ docker service create -d --name web -p 80 nginx");
    String spec =
        "{\"Mode\":\"vip\",\"Ports\":[{\"Protocol\":\"tcp\",\"TargetPort\":80,"
            + "\"PublishMode\":\"ingress\"}]}\n";
    assertEquals(spec, inspect(".Spec.EndpointSpec", "web"));
    assertEquals(spec, inspect(".Endpoint.Spec", "web"));
    assertEquals("30000\n", inspect("(index .Endpoint.Ports 0).PublishedPort", "web"));
    ok("a$ docker service update -d --publish-rm 80 --publish-add 80 web");
    assertEquals("30000\n", inspect("(index .Endpoint.Ports 0).PublishedPort", "web"));
  }

  @Test
  void a_task_is_shown_with_what_was_asked_for_and_its_network() {
    SwarmOfTwo.form(lab);
    ok("a$ docker network create -d overlay --attachable ov");
    ok("a$ docker service create -d --name web --network ov nginx");
    pass(2);
    String task = type("a$ docker service ps -q web").strip();
    String id = type("a$ docker network inspect -f '{{.Id}}' ov").strip();
    assertEquals(
        "{\"ContainerSpec\":{\"Image\":\"nginx:latest\",\"Init\":false,\"DNSConfig\":{},"
            + "\"Isolation\":\"default\"},\"Resources\":{\"Limits\":{},\"Reservations\":{}},"
            + "\"Placement\":{},\"Networks\":[{\"Target\":\""
            + id
            + "\"}],\"ForceUpdate\":0}\n",
        inspect(".Spec", task));
    assertEquals("\"started\"\n", inspect(".Status.Message", task));
    assertEquals(
        "{\"Name\":\"ov\",\"Labels\":{},\"DriverConfiguration\":{\"Name\":\"overlay\"},"
            + "\"Attachable\":true,\"IPAMOptions\":{\"Driver\":{\"Name\":\"default\"}},"
            + "\"Scope\":\"swarm\"}\n",
        inspect("(index .NetworksAttachments 0).Network.Spec", task));
  }

  @Test
  void how_containers_are_ended_is_shown_as_asked_for() {
    SwarmOfTwo.form(lab);
    ok(
        "a$ docker service create -d --name web --init --stop-signal SIGINT --stop-grace-period 5s"
            + " nginx");
    assertEquals(
        "{\"Image\":\"nginx:latest\",\"Init\":true,\"StopSignal\":\"SIGINT\","
            + "\"StopGracePeriod\":5000000000,\"DNSConfig\":{},\"Isolation\":\"default\"}\n",
        inspect(".Spec.TaskTemplate.ContainerSpec", "web"));
  }

  @Test
  void each_change_has_a_later_version() {
    SwarmOfTwo.form(lab);
    ok("a$ docker service create -d --name web nginx");
    int first = Integer.parseInt(inspect(".Version.Index", "web").strip());
    ok("a$ docker service update -d --label-add c=d web");
    assertTrue(Integer.parseInt(inspect(".Version.Index", "web").strip()) > first);
  }

  /// As with Docker 20.10.24.
  @Test
  void all_objects_of_a_swarm_share_one_count_of_versions() {
    ok("a$ docker swarm init");
    assertEquals("9\n", inspect(".Version.Index", "self"));
    ok("a$ echo x | docker config create one -");
    assertEquals("11\n", type("a$ docker config inspect -f '{{.Version.Index}}' one"));
    String token = type("a$ docker swarm join-token -q worker").strip();
    ok("b$ docker swarm join --token " + token + " 10.9.0.1");
    assertEquals("15\n", inspect(".Version.Index", "b"));
    ok("a$ docker network create -d overlay ov");
    ok("a$ docker service create -d --name web --network ov nginx");
    assertEquals("18\n", inspect(".Version.Index", "web"));
  }

  @Test
  void a_node_shows_its_resources_its_drivers_and_whom_it_trusts() {
    SwarmOfTwo.form(lab);
    String pretty = type("a$ docker node inspect --pretty b");
    assertTrue(pretty.contains("Resources:\n CPUs:\t\t\t2\n Memory:\t\t4GiB\nPlugins:\n Log:\t\t"));
    assertTrue(
        pretty.contains(
            " Network:\t\tbridge, host, ipvlan, macvlan, null, overlay\n Volume:\t\tlocal\n"
                + "Engine Version:\t\t20.10.24+dfsg1\nTLS Info:\n TrustRoot:\n-----BEGIN"));
    assertTrue(
        pretty.contains("-----END CERTIFICATE-----\n\n Issuer Subject:\tMBMxETAPBgNVBAMTCH"));
    assertEquals(
        "{\"Type\":\"Log\",\"Name\":\"awslogs\"}\n",
        inspect("(index .Description.Engine.Plugins 0)", "b"));
    ok("b$ ip link set eth0 down");
    pass(20);
    assertTrue(
        type("a$ docker node inspect --pretty b")
            .contains(" State:\t\t\tDown\n Message:              \theartbeat failure\n"));
  }
}
