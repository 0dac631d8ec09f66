package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.Nanos;
import org.junit.jupiter.api.Test;

/// A node leaves its swarm: as Docker 20.10.24 did it with two hosts and with three.
class LeavingTest extends TypedSwarm {
  private static final String SETTINGS =
      "b$ docker inspect -f '{{json .NetworkSettings.Networks}}' ";

  private long took(String line) {
    long before = lab.lab().loop().nowNanos();
    ok(line);
    return lab.lab().loop().nowNanos() - before;
  }

  @Test
  void it_says_goodbye_before_its_port_closes() {
    SwarmOfTwo.form(lab);
    long took = took("b$ docker swarm leave");
    assertTrue(
        took > Nanos.SECOND && took < 2.5 * Nanos.SECOND,
        "two words, told four times each: " + took);
    assertFalse(type("b$ ss -lun").contains(":7946"));
  }

  @Test
  void without_others_it_is_gone_at_once() {
    SwarmOfTwo.form(lab);
    ok("a$ docker swarm leave --force");
    assertTrue(took("b$ docker swarm leave") < Nanos.SECOND);
  }

  @Test
  void nobody_looks_for_a_node_that_left() {
    SwarmOfTwo.form(lab);
    ok("b$ docker swarm leave");
    ok("b$ iptables -A INPUT -p tcp --dport 7946");
    ok("b$ iptables -A INPUT -p udp --dport 7946");
    pass(5);
    String counted = type("b$ iptables -nvL INPUT");
    assertEquals(
        2, counted.lines().filter(line -> line.strip().startsWith("0     0 ")).count(), counted);
  }

  @Test
  void its_containers_are_on_none_of_its_networks_any_more() {
    SwarmOfTwo.attachTwo(lab);
    String id = type("b$ docker inspect -f '{{.Config.Hostname}}' two").strip();
    assertTrue(type("two@b$ cat /etc/hosts").contains(id));
    ok("b$ docker swarm leave");
    assertEquals("{}\n", type(SETTINGS + "two"));
    assertFalse(type("two@b$ cat /etc/hosts").contains(id), "the names of the network still stood");
  }

  @Test
  void names_are_gone_first_where_there_is_nobody_to_say_goodbye_to() {
    SwarmOfTwo.attachTwo(lab);
    String id = type("b$ docker inspect -f '{{.Config.Hostname}}' two").strip();
    ok("a$ docker swarm leave --force");
    pass(1);
    ok("b$ docker swarm leave");
    assertEquals("{}\n", type(SETTINGS + "two"));
    assertTrue(type("two@b$ cat /etc/hosts").contains("10.0.1.4\t" + id));
  }

  /// Recorded with 20.10.24.
  @Test
  void names_are_gone_first_where_containers_of_tasks_are_removed() {
    SwarmOfTwo.attachTwo(lab);
    String id = type("b$ docker inspect -f '{{.Config.Hostname}}' two").strip();
    ok("a$ docker service create -d --name web --constraint node.hostname==b net sleep 1000");
    pass(2);
    ok("b$ docker rm -f $(docker ps -qf name=web)");
    String error = "a$ docker service ps --no-trunc --format '{{.Error}}' web";
    pass(8);
    assertEquals("\n\"task: non-zero exit (137)\"\n", type(error));
    ok("b$ docker swarm leave");
    assertTrue(type("two@b$ cat /etc/hosts").contains("10.0.1.4\t" + id));
    assertEquals("\n\"task: non-zero exit (137)\"\n", type(error));
  }

  @Test
  void who_comes_back_while_still_listed_has_its_name_twice() {
    SwarmOfTwo.form(lab);
    ok("b$ docker swarm leave");
    ok("b$ docker swarm join --token $(ssh a docker swarm join-token -q worker) 10.9.0.1:2377");
    String ambiguous = "Error response from daemon: node b is ambiguous (2 matches found)\n";
    assertEquals(ambiguous, type("a$ docker node rm b"));
    assertEquals(ambiguous, type("a$ docker node inspect --pretty b"));
    assertEquals(
        "[]\nStatus: " + ambiguous.strip() + ", Code: 1\n", type("a$ docker node inspect b"));
    String old = type("a$ docker node ls --format '{{.ID}} {{.Hostname}} {{.Status}}'");
    assertEquals(2, old.lines().filter(line -> line.contains(" b ")).count(), old);
  }

  private String tasksOfB() {
    return type("a$ docker node ps b --format '{{.DesiredState}} {{.CurrentState}}'")
        .replaceAll(" [^ ]+ seconds? ago", "");
  }

  @Test
  void its_tasks_run_for_the_managers_until_these_miss_it() {
    SwarmOfTwo.form(lab);
    ok("a$ docker service create -d --name all --mode global net");
    ok("a$ docker service create -d --name one --constraint node.hostname==b net");
    pass(1);
    ok("b$ docker swarm leave");
    assertEquals("", type("b$ docker ps -aq"));
    assertEquals("Running Running\nRunning Running\n", tasksOfB());
    pass(20);
    assertEquals("Shutdown Running\nShutdown Running\n", tasksOfB(), "nobody says that they end");
    String counted = "a$ docker service ls --format '{{.Name}} {{.Replicas}}'";
    assertEquals("all 2/1\none 1/1\n", type(counted));
    ok("a$ docker node rm b");
    assertEquals("all 1/1\none 0/1\n", type(counted));
  }

  @Test
  void another_node_has_a_task_five_seconds_after_they_miss_it() {
    SwarmOfTwo.form(lab);
    ok("a$ docker node update --availability pause a");
    ok("a$ docker service create -d --name one net");
    pass(1);
    ok("a$ docker node update --availability active a");
    ok("b$ docker swarm leave");
    pass(8);
    assertEquals("b\n", type("a$ docker service ps one --format '{{.Node}}'"));
    pass(16);
    assertEquals(
        "a Running\nb Shutdown\n",
        type("a$ docker service ps one --format '{{.Node}} {{.DesiredState}}'"));
  }

  @Test
  void it_is_inspected_as_long_as_it_is_listed() {
    SwarmOfTwo.form(lab);
    ok("a$ docker node update --label-add rack=one b");
    String id = type("a$ docker node inspect -f '{{.ID}}' b").strip();
    ok("b$ docker swarm leave");
    String asked =
        "a$ docker node inspect -f '{{.ID}} {{json .Spec}} {{json .Status}}"
            + " {{.Description.Hostname}}' b";
    String spec =
        id + " {\"Labels\":{\"rack\":\"one\"},\"Role\":\"worker\",\"Availability\":\"active\"} ";
    assertEquals(spec + "{\"State\":\"ready\",\"Addr\":\"10.9.0.2\"} b\n", type(asked));
    pass(20);
    assertEquals(
        spec + "{\"State\":\"down\",\"Message\":\"heartbeat failure\",\"Addr\":\"10.9.0.2\"} b\n",
        type(asked));
    assertTrue(type("a$ docker node inspect --pretty b").contains(" State:\t\t\tDown\n"));
  }

  @Test
  void it_may_come_back_at_once() {
    SwarmOfTwo.attachTwo(lab);
    ok("b$ docker swarm leave");
    ok("b$ docker rm -f two");
    ok("b$ docker swarm join --token $(ssh a docker swarm join-token -q worker) 10.9.0.1:2377");
    ok("b$ docker run -d --name two --network ov net sleep 1000");
    pass(1);
    assertTrue(type("one@a$ ping -c 1 two").contains(" 0% packet loss"));
  }
}
