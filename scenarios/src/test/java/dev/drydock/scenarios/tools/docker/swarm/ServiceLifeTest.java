package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of the tasks of services that end, fail, are updated or find no node, in a swarm of
/// two Docker hosts (swarmkit `manager/orchestrator`, `manager/scheduler`).
class ServiceLifeTest extends TypedSwarm {
  @BeforeEach
  void form() {
    SwarmOfTwo.form(lab);
  }

  /// The columns that do not depend on names and times.
  private String tasks(String service) {
    return type(
        "a$ docker service ps --format '{{.Name}} {{.DesiredState}} {{.CurrentState}} {{.Error}}' "
            + service);
  }

  @Test
  void a_task_that_ends_is_followed_by_one_that_is_ready_for_five_seconds() {
    ok("a$ docker service create -d --name once busybox sh -c 'exit 3'");
    pass(3.5);
    assertEquals(
        """
        once.1 Ready Ready 2 seconds ago\s
        once.1 Shutdown Failed 2 seconds ago "task: non-zero exit (3)"
        """,
        tasks("once"));
    assertTrue(
        type("a$ docker service ps once")
            .contains(
                "\n"
                    + type("a$ docker service ps -q once").lines().toList().get(1).substring(0, 12)
                    + "    \\_ once.1 "));
    pass(4);
    assertEquals(3, tasks("once").lines().count());
  }

  /// Recorded with 20.10.24.
  @Test
  void a_service_on_the_hosts_own_network_cannot_be_behind_the_mesh() {
    ok("a$ docker service create -d --name h --network host -p 8080:80 busybox sleep 100");
    pass(1.5);
    String shown =
        type("a$ docker service ps --no-trunc --format '{{.CurrentState}} {{.Error}}' h");
    assertTrue(
        shown.contains(
            "Rejected 1 second ago \"container cannot be disconnected from host network or"
                + " connected to host network\""),
        shown);
    ok(
        "a$ docker service create -d --name own --network host"
            + " -p mode=host,published=8081,target=80 busybox sleep 100");
    pass(1);
    assertTrue(tasks("own").startsWith("own.1 Running Running "), tasks("own"));
  }

  /// Recorded with 20.10.24.
  @Test
  void a_task_waits_for_a_network_that_is_new_to_its_node() {
    ok("a$ docker network create -d overlay --attachable fresh");
    ok("a$ docker service create -d --mode global --name web --network fresh busybox sleep 1000");
    ok("a$ docker run -d --name first --network fresh busybox sleep 1000");
    assertTrue(tasks("web").contains(" Running Preparing "), tasks("web"));
    assertTrue(type("a$ docker service ls").matches("(?s).* web +global +0/2 .*"));
    pass(1.2);
    assertTrue(type("a$ docker service ls").matches("(?s).* web +global +2/2 .*"));
    assertTrue(type("first@a$ nslookup tasks.web").contains("10.0.1."));
    assertEquals("172.18.0.3\n", type("first@a$ ip -o -4 addr show eth1 | grep -o 172.18.0.3"));
    ok("a$ docker service create -d --name late --network fresh busybox sleep 1000");
    pass(0.8);
    assertTrue(tasks("late").contains(" Running Running "), "the network is there");
  }

  @Test
  void the_condition_of_a_restart_counts() {
    ok("a$ docker service create -d --name none --restart-condition none busybox false");
    ok("a$ docker service create -d --name well --restart-condition on-failure busybox true");
    ok("a$ docker service create -d --name ill --restart-condition on-failure busybox false");
    pass(10.8);
    assertEquals(
        "none.1 Shutdown Failed 10 seconds ago \"task: non-zero exit (1)\"\n", tasks("none"));
    assertEquals("well.1 Shutdown Complete 10 seconds ago \n", tasks("well"));
    assertTrue(tasks("ill").lines().count() > 1);
    assertTrue(type("a$ docker service ls").matches("(?s).* well +replicated +0/1 .*"));
    ok("a$ docker service update -d --args 'sleep 100' none");
    pass(1.5);
    assertTrue(tasks("none").startsWith("none.1 Running Running "), "an update replaces it");
  }

  @Test
  void a_task_is_followed_so_often_and_within_such_a_time() {
    String some = "a$ docker service create -d --restart-delay 2s --restart-max-attempts 2 ";
    ok(some + "--name thrice busybox false");
    ok(some + "--restart-window 3s --name slowly busybox false");
    pass(20);
    assertEquals(3, tasks("thrice").lines().count(), tasks("thrice"));
    assertFalse(tasks("thrice").contains("Ready"));
    assertTrue(tasks("slowly").contains("slowly.1 Ready"), "two in 3 s are never reached");
  }

  @Test
  void an_update_whose_tasks_fail_stops() {
    ok("a$ docker service create -d --name web --replicas 3 nginx:1.24");
    pass(1);
    String shown = type("a$ docker service update --image busybox --args false web");
    assertEquals(1, lab.status());
    assertTrue(
        shown.contains(
            "service update paused: update paused due to failure or early termination of task "),
        shown);
    assertEquals(2, type("a$ docker service ps web").split("nginx:1.24 .* Running +R").length - 1);
    assertEquals("paused\n", type("a$ docker service inspect -f '{{.UpdateStatus.State}}' web"));
    String pretty = type("a$ docker service inspect --pretty web");
    assertTrue(
        pretty.contains(" Replicas:\t3\nUpdateStatus:\n State:\t\tpaused\n Started:\t"), pretty);
  }

  @Test
  void an_update_whose_tasks_fail_goes_back_or_goes_on() {
    ok("a$ docker service create -d --name web --replicas 2 nginx:1.24");
    pass(1);
    String shown =
        type(
            "a$ docker service update --update-failure-action rollback --image busybox --args"
                + " false web");
    assertTrue(
        shown.endsWith(
            """
            verify: Waiting 1 seconds to verify that tasks are stable...
            verify: Service converged
            """),
        shown);
    assertTrue(type("a$ docker service rollback web").contains("does not have a previous spec"));
    ok("a$ docker service update -d --update-failure-action continue --args false web");
    ok("a$ docker service update -d --image busybox web");
    pass(4);
    assertFalse(type("a$ docker service ps web").matches("(?s).*nginx:1.24 .* Running +R.*"));
  }

  @Test
  void so_many_tasks_may_fail() {
    ok(
        "a$ docker service create -d --name web --replicas 4 --update-max-failure-ratio 0.25"
            + " --update-monitor 1s --restart-condition none nginx");
    pass(1);
    ok("a$ docker service update -d --image busybox --args 'sh -c \"sleep 0.2; exit 1\"' web");
    pass(8);
    assertEquals("paused\n", type("a$ docker service inspect -f '{{.UpdateStatus.State}}' web"));
    assertEquals(4, tasks("web").split("Failed").length + tasks("web").split("R.* R").length - 2);
  }

  @Test
  void an_update_is_complete_when_its_tasks_were_watched() {
    ok("a$ docker service create -d --name web --update-monitor 2s nginx:1.24");
    pass(1);
    ok("a$ docker service update -d --image nginx:1.25 web");
    pass(2);
    String state =
        "a$ docker service inspect -f '{{.UpdateStatus.State}} {{.UpdateStatus.Message}}' web";
    assertEquals("updating update in progress\n", type(state));
    pass(2);
    assertEquals("completed update completed\n", type(state));
    ok("a$ docker service update -d --label-add a=b web");
    pass(1);
    assertEquals(2, tasks("web").lines().count(), "a label of the service replaces no task");
  }

  @Test
  void a_task_without_a_node_says_why_and_goes_when_there_is_one() {
    ok("a$ docker service create -d --name rack --constraint node.labels.rack==one nginx");
    assertTrue(
        type("a$ docker service ps rack")
            .matches(
                "(?s).* rack.1 +nginx:latest +Running +Pending .* \"no suitable node \\(scheduling"
                    + " …\".*"));
    assertEquals(
        "\"no suitable node (scheduling constraints not satisfied on 2 nodes)\"\n",
        type("a$ docker service ps --no-trunc --format '{{.Error}}' rack"));
    ok("a$ docker node update --label-add rack=One b");
    pass(1);
    assertTrue(tasks("rack").startsWith("rack.1 Running Running "));
    ok("a$ docker node update --label-rm rack b");
    pass(1);
    assertTrue(tasks("rack").contains("Rejected 1 second ago \"assigned node no longer meets…\""));
    ok("a$ docker service create -d --name few --replicas 3 --replicas-max-per-node 1 nginx");
    pass(1);
    assertTrue(tasks("few").contains("\"no suitable node (max replica…\""), tasks("few"));
    assertTrue(type("a$ docker service ls").contains("2/3 (max 1 per node)"));
    ok("a$ docker node update --availability drain b");
    ok(
        "a$ docker service create -d --name bound --replicas 2 -p mode=host,published=80,target=80"
            + " nginx");
    assertEquals(
        "\n"
            + "\"no suitable node (1 node not available for new tasks; host-mode port already in"
            + " use on 1 node)\"\n",
        type("a$ docker service ps --no-trunc --format '{{.Error}}' bound"));
    assertTrue(
        type("a$ docker service create --constraint node.role nginx")
            .contains("constraint expected one operator from ==, !="));
  }

  @Test
  void groups_of_nodes_get_the_same_number_of_tasks() {
    ok("a$ docker node update --label-add rack=one a");
    ok("a$ docker node update --label-add rack=two b");
    ok("a$ docker service create -d --name first --constraint node.hostname==a --replicas 4 nginx");
    ok(
        "a$ docker service create -d --name even --replicas 4 --placement-pref"
            + " spread=node.labels.rack nginx");
    pass(1);
    String nodes = type("a$ docker service ps --format '{{.Node}}' even");
    assertEquals(2, nodes.lines().filter("a"::equals).count());
    assertTrue(
        type("a$ docker service inspect --pretty even")
            .contains(" Preferences:   [spread=node.labels.rack]\n"));
    assertTrue(
        type("a$ docker service create --placement-pref rack nginx")
            .contains("placement preference must be of the format \"<strategy>=<arg>\""));
  }

  @Test
  void a_job_is_done_when_so_many_tasks_ended_well() {
    String shown =
        type(
            "a$ docker service create --name job --mode replicated-job --replicas 3"
                + " --max-concurrent 1 busybox echo hello");
    assertTrue(
        shown.contains(
            "\nactive tasks: 0 out of 1 tasks\n1/3:  \n2/3:  \n3/3:  \nactive tasks: 1 out of 1"),
        shown);
    assertTrue(shown.endsWith("\nactive tasks: 0 out of 0 tasks\njob complete\n"), shown);
    assertTrue(
        type("a$ docker service ls")
            .matches("(?s).* job +replicated job +0/1 \\(3/3 completed\\) .*"));
    assertEquals(3, tasks("job").split(" Complete Complete ", -1).length - 1, tasks("job"));
    ok("a$ docker service create -d --name all --mode global-job busybox true");
    pass(1);
    assertTrue(
        type("a$ docker service ls").matches("(?s).* all +global job +0/0 \\(2/2 completed\\) .*"));
    assertTrue(
        type("a$ docker service create --mode global --replicas 2 nginx")
            .contains("replicas can only be used with replicated or replicated-job mode"));
  }

  /// What a restart has followed already, an update leaves alone (swarmkit `update/updater.go`,
  /// `removeOldTasks`).
  @Test
  void tasks_that_fail_together_are_followed_once_each() {
    ok(
        "a$ docker service create -d --name duo --replicas 3 --update-parallelism 2"
            + " --update-failure-action rollback --update-monitor 3s nginx");
    pass(2);
    ok("a$ docker service update -d --image busybox --args false duo");
    pass(40);
    assertEquals("3/3\n", type("a$ docker service ls --format '{{.Replicas}}'"));
  }

  /// Session of 20.10.24.
  @Test
  void details_of_logs_are_what_their_driver_is_asked_for() {
    ok(
        "a$ docker service create -d --name talk --restart-condition none --env COLOUR=blue"
            + " --container-label team=red --log-driver json-file --log-opt labels=team"
            + " --log-opt env=COLOUR,OTHER busybox echo hello");
    ok("a$ docker service create -d --name plain --restart-condition none busybox echo hello");
    pass(3);
    String logs = "a$ docker service logs --details ";
    assertTrue(type(logs + "talk").endsWith("    | COLOUR=blue,team=red hello\n"));
    assertTrue(type(logs + "plain").endsWith("    |  hello\n"));
    assertTrue(
        type(logs + "--raw talk")
            .matches(
                "COLOUR=blue,com.docker.swarm.node.id=\\w{25},com.docker.swarm.service.id=\\w{25},"
                    + "com.docker.swarm.task.id=\\w{25},team=red hello\n"));
    ok("a$ docker run --name one --log-opt labels=team --label team=red busybox echo mine");
    assertEquals("team=red mine\n", type("a$ docker logs --details one"));
    assertEquals(
        "Error response from daemon: tail value must be a positive integer or \"all\"\n",
        type("a$ docker service logs --tail x talk"));
  }

  @Test
  void the_logs_of_a_service_name_its_tasks_and_nodes() {
    ok("a$ docker service create -d --name hi --restart-condition none busybox echo hello");
    pass(1);
    String logs = type("a$ docker service logs hi");
    assertTrue(logs.matches("hi\\.1\\.[a-z0-9]{12}@[ab]    \\| hello\n"), logs);
    assertEquals("hello\n", type("a$ docker service logs --raw hi"));
    assertTrue(type("a$ docker service logs he").contains("no such task or service: he"));
  }

  @Test
  void a_stack_says_how_tasks_are_followed_and_replaced() {
    ok(
        "a$ printf 'version: \"3.8\"\nservices:\n  web:\n    image: busybox\n    command: \"false\"\n    deploy:\n      labels: { tier: front }\n      restart_policy: { condition: on-failure, delay: 1s, max_attempts: 2 }\n      placement: { max_replicas_per_node: 1, preferences: [{ spread: node.labels.rack }] }\n      rollback_config: { parallelism: 2, failure_action: continue }\n      update_config: { failure_action: rollback, monitor: 10s, max_failure_ratio: 0.5 }\n' > stack.yml"
            .replace("\n", "\\n"));
    ok("a$ docker stack deploy -c stack.yml shop");
    pass(10);
    assertEquals(3, tasks("shop_web").lines().count(), tasks("shop_web"));
    String text = type("a$ docker service inspect --pretty shop_web");
    assertTrue(text.contains(" tier=front\n"), text);
    assertTrue(
        text.contains(" On failure:\trollback\n Monitoring Period: 10s\n Max failure ratio: 0.5\n"),
        text);
    assertTrue(text.contains("RollbackConfig:\n Parallelism:\t2\n On failure:\tcontinue\n"), text);
    assertTrue(text.contains(" Max Replicas Per Node:   1\n"), text);
  }

  @Test
  void tasks_of_a_daemon_that_is_stopped_go_elsewhere_when_it_is_missed() {
    ok("a$ docker service create -d --name web --replicas 4 nginx");
    pass(2);
    ok("b$ systemctl stop docker");
    pass(8);
    assertEquals(2, type("a$ docker ps -q --filter name=web").lines().count());
    pass(22);
    assertTrue(type("a$ docker node ls").matches("(?s).* b +Down +Active.*"));
    assertEquals(4, type("a$ docker ps -q --filter name=web").lines().count());
    String nodes =
        type("a$ docker service ps --filter desired-state=running --format '{{.Node}}' web");
    assertEquals("a\na\na\na\n", nodes);
  }

  @Test
  void a_daemon_that_is_restarted_tells_that_its_tasks_ended() {
    ok("a$ docker service create -d --name web --replicas 2 nginx");
    pass(2);
    ok("b$ systemctl restart docker");
    pass(10);
    assertTrue(type("a$ docker node ls").matches("(?s).* b +Ready +Active.*"));
    assertEquals(3, tasks("web").lines().count(), tasks("web"));
    assertEquals(2, tasks("web").split("Running Running").length - 1, tasks("web"));
  }
}
