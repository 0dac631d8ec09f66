package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Which tasks go when a service shrinks, and what is kept of them (swarmkit
/// `manager/orchestrator/replicated/services.go`; states and times as Docker 20.10.24 showed them).
class ScalingTest extends TypedSwarm {
  private String tasks(String fields) {
    return type("a$ docker service ps --format '" + fields + "' web");
  }

  @Test
  void the_node_with_the_most_tasks_gives_them_back() {
    SwarmOfTwo.form(lab);
    ok("a$ docker node update --availability pause b");
    ok("a$ docker service create -d --name web --replicas 2 nginx");
    pass(1);
    ok("a$ docker node update --availability active b");
    ok("a$ docker service scale -d web=3");
    pass(1);
    assertEquals("web.1 a\nweb.2 a\nweb.3 b\n", tasks("{{.Name}} {{.Node}}"));
    ok("a$ docker service scale -d web=2");
    pass(1.5);
    assertEquals("web.1 a\nweb.3 b\n", tasks("{{.Name}} {{.Node}}"));
    ok("a$ docker service scale -d web=3");
    pass(1);
    assertEquals("web.1\nweb.2\nweb.3\n", tasks("{{.Name}}"));
  }

  @Test
  void what_is_left_of_a_slot_goes_when_the_service_is_looked_at_again() {
    SwarmOfTwo.form(lab);
    ok("a$ docker network create -d overlay ov");
    ok("a$ docker service create -d --name web --replicas 2 --network ov nginx");
    pass(2);
    ok("a$ docker service update -d --env-add A=b --update-parallelism 2 web");
    pass(10);
    ok("a$ docker service scale -d web=1");
    pass(1);
    assertEquals(
        """
        web.1 Running Running 7 seconds ago
        web.1 Shutdown Shutdown 7 seconds ago
        web.2 Remove Running 1 second ago
        web.2 Shutdown Shutdown 7 seconds ago
        """,
        tasks("{{.Name}} {{.DesiredState}} {{.CurrentState}}"));
    pass(9);
    assertEquals(1, tasks("{{.Name}}").lines().filter("web.2"::equals).count());
    ok("a$ docker service scale -d web=0");
    ok("a$ docker service scale -d web=1");
    assertEquals(0, tasks("{{.Name}}").lines().filter("web.2"::equals).count());
  }
}
