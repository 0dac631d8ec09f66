package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What commands show while a service comes to what is wanted (docker/cli
/// `command/service/progress`), and what is known of its tasks meanwhile.
class ServiceProgressTest extends TypedSwarm {
  private static final String CREATE = "a$ docker service create --endpoint-mode dnsrr ";

  @BeforeEach
  void form() {
    SwarmOfTwo.form(lab);
  }

  /// The lines with how often each stands there.
  private static String counted(String text) {
    StringBuilder counted = new StringBuilder();
    String last = "";
    int count = 0;
    for (String line : (text + "end").lines().toList()) {
      if (!line.equals(last) && count > 0) {
        counted.append(count).append(' ').append(last).append('\n');
        count = 0;
      }
      last = line;
      count++;
    }
    return counted.toString();
  }

  private static String verified() {
    StringBuilder text = new StringBuilder();
    for (int i = 5; i > 0; i--) {
      text.append("5 verify: Waiting ").append(i);
      text.append(" seconds to verify that tasks are stable...\n");
    }
    return text.append("1 verify: Service converged\n").toString();
  }

  private static String withoutId(String text) {
    return text.substring(text.indexOf('\n') + 1);
  }

  /// As a session of 20.10.24 has it.
  @Test
  void without_a_terminal_every_look_is_a_line() {
    String shown = type(CREATE + "--name solo nginx");
    assertEquals(
        """
        1 overall progress: 0 out of 1 tasks
        1 1/1: \s
        4 overall progress: 0 out of 1 tasks
        1 overall progress: 1 out of 1 tasks
        """
            + verified(),
        counted(withoutId(shown)));
    assertEquals(
        """
        1 solo scaled to 0
        2 overall progress: 0 out of 0 tasks
        """
            + verified(),
        counted(type("a$ docker service scale solo=0")));
    assertEquals(
        """
        1 solo
        1 rollback: manually requested rollback
        1 overall progress: rolling back update: 0 out of 1 tasks
        1 1/1: \s
        4 overall progress: rolling back update: 0 out of 1 tasks
        1 overall progress: rolling back update: 1 out of 1 tasks
        """
            + verified()
            + "1 rollback: rollback completed\n",
        counted(type("a$ docker service rollback solo")));
  }

  @Test
  void of_a_global_service_only_nodes_with_new_tasks_are_known() {
    ok("a$ docker service create -d --name all --mode global nginx:1.24");
    pass(2);
    String shown = counted(type("a$ docker service update --image nginx:1.25 all"));
    assertTrue(shown.startsWith("1 all\n"), shown);
    assertTrue(shown.contains(" overall progress: 0 out of 1 tasks\n"), shown);
    assertTrue(shown.contains(" overall progress: 1 out of 2 tasks\n1 overall progress: 2"), shown);
    assertTrue(shown.endsWith(verified()), shown);
  }

  @Test
  void on_a_terminal_each_thing_has_a_line() {
    lab.attended();
    assertEquals(
        """
        overall progress: 2 out of 2 tasks
        1/2: running   [==================================================>]
        2/2: running   [==================================================>]
        verify: Service converged
        """,
        withoutId(type(CREATE + "--name duo --replicas 2 nginx")));
  }

  /// Networks come before the process, and both before managers hear of it; the mesh leads to what
  /// has a process (moby `controller.Start`; 20.10.24).
  @Test
  void a_task_is_made_connected_and_started_one_after_the_other() {
    ok("a$ docker service create -d --name web --replicas 2 -p 8080:80 nginx");
    String counts = "a$ docker service ls --format '{{.Replicas}}'";
    String states = "a$ docker service ps --format '{{.CurrentState}}' web";
    String containers = "a$ docker ps -a --format '{{.Status}}'";
    String mesh = "a$ iptables -t nat -S DOCKER-INGRESS";
    String connected = "a$ docker network inspect -f '{{len .Containers}}' docker_gwbridge";
    assertEquals("0/2\n", type(counts));
    assertEquals("", type(containers));
    assertTrue(type(states).startsWith("Assigned less than a second ago\n"), type(states));
    pass(0.14);
    assertEquals("Created\n", type(containers));
    assertEquals("1\n", type(connected));
    assertTrue(type(states).startsWith("Starting less than a second ago\n"), type(states));
    pass(0.1);
    assertEquals("2\n", type(connected));
    assertEquals("", type("a$ docker ps -q"));
    assertFalse(type(mesh).contains("--dport 8080"));
    pass(0.5);
    assertEquals("Up Less than a second\n", type(containers));
    assertTrue(type(mesh).contains("--dport 8080"));
    assertEquals("2/2\n", type(counts));
  }

  /// swarmkit `manager/orchestrator/global`, `reconcileServices` and `reconcileOneNode`; the first
  /// half as a session of 20.10.24 has it.
  @Test
  void a_paused_node_keeps_old_tasks_of_global_services() {
    ok("a$ docker service create -d --name all --mode global nginx:1.24");
    pass(2);
    ok("a$ docker node update --availability pause b");
    ok("a$ docker service update -d --image nginx:1.25 all");
    pass(10);
    String images = "a$ docker service ps --format '{{.Node}} {{.Image}} {{.DesiredState}}' all";
    assertTrue(type(images).contains("a nginx:1.25 Running\n"), type(images));
    assertTrue(type(images).contains("b nginx:1.24 Running\n"), type(images));
    ok("a$ docker node update --availability active b");
    assertTrue(type(images).contains("b nginx:1.25 Running\n"), type(images));
    pass(3);
    assertTrue(type(images).contains("b nginx:1.24 Shutdown\n"), type(images));
  }
}
