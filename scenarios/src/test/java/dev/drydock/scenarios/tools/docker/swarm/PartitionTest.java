package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.Nanos;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// Two nodes of a swarm, 10.9.0.1 and 10.9.0.2, that hear each other no more, and again.
class PartitionTest extends TypedSwarm {
  private static final long STEP_NANOS = 100_000_000L;

  private void cut() {
    lab.with(
        "a$ iptables -I INPUT -s 10.9.0.2 -j DROP", "a$ iptables -I OUTPUT -d 10.9.0.2 -j DROP");
  }

  private void mend() {
    lab.with(
        "a$ iptables -D INPUT -s 10.9.0.2 -j DROP", "a$ iptables -D OUTPUT -d 10.9.0.2 -j DROP");
  }

  /// The seconds until something is so.
  private double until(BooleanSupplier isSo) {
    long start = lab.lab().loop().nowNanos();
    for (int i = 0; i < 1000 && !isSo.getAsBoolean(); i++) {
      lab.pass(STEP_NANOS);
    }
    assertTrue(isSo.getAsBoolean(), "never");
    return (lab.lab().loop().nowNanos() - start) / (double) Nanos.SECOND;
  }

  private boolean knowsOther(String machine, String other) {
    String id = type(machine + "$ docker network inspect -f '{{.Id}}' ov").substring(0, 10);
    String table =
        type(machine + "$ nsenter --net=/var/run/docker/netns/1-" + id + " bridge fdb show");
    return table.contains("dst " + other);
  }

  private boolean isDown() {
    return type("a$ docker node ls").matches("(?s).* b +Down +Active.*");
  }

  @Test
  void gossip_gives_a_node_up_after_a_failed_probe_and_four_seconds_of_suspicion() {
    SwarmOfTwo.attachTwo(lab);
    assertTrue(knowsOther("a", "10.9.0.2"));
    cut();
    // Of two nodes one is probed every second or two; a probe fails after 1 s, suspicion lasts 4 s.
    double seconds = until(() -> !knowsOther("a", "10.9.0.2"));
    assertTrue(seconds > 4.9 && seconds < 8.2, "after " + seconds + " s");
    double other = seconds + until(() -> !knowsOther("b", "10.9.0.1"));
    assertTrue(other < 8.2, "after " + other + " s");
  }

  @Test
  void managers_give_a_node_up_after_three_heartbeats() {
    SwarmOfTwo.attachTwo(lab);
    cut();
    // The last heartbeat was at most 5.5 s ago; managers look once a second.
    double seconds = until(this::isDown);
    assertTrue(seconds > 9.4 && seconds < 16.2, "after " + seconds + " s");
  }

  @Test
  void what_was_forgotten_comes_back_with_the_wire() {
    SwarmOfTwo.attachTwo(lab);
    cut();
    pass(40);
    lab.with("a$ docker run -d --name late --network ov net sleep 1000");
    mend();
    // Gossip tries the dead each second, for 10 s each: a SYN may have to be sent again.
    double seconds = until(() -> knowsOther("a", "10.9.0.2") && knowsOther("b", "10.9.0.1"));
    assertTrue(seconds < 14, "after " + seconds + " s");
    assertTrue(type("two@b$ ping -c 1 late").contains(" 0% packet loss"));
  }

  @Test
  void a_short_cut_is_not_noticed() {
    SwarmOfTwo.attachTwo(lab);
    cut();
    pass(2);
    mend();
    for (int i = 0; i < 100; i++) {
      lab.pass(STEP_NANOS);
      assertTrue(knowsOther("a", "10.9.0.2"), "the suspected node contradicts");
    }
    assertEquals(1, type("one@a$ ping -c 1 two").split(" 0% packet loss", -1).length - 1);
  }

  @Test
  void tasks_of_a_lost_node_run_elsewhere_and_not_twice_when_it_is_back() {
    SwarmOfTwo.attachTwo(lab);
    lab.with(
        "a$ docker service create -d --name web --endpoint-mode dnsrr --replicas 4 --network ov"
            + " net sleep 1000");
    pass(3);
    cut();
    until(this::isDown);
    pass(6); // the delay of restarts
    assertEquals(4, tasksOn("a"));
    assertEquals(2, tasksOn("b"), "what nobody can tell goes on");
    String tasks = type("a$ docker service ps web");
    assertEquals(2, tasks.split(" b +Shutdown +Running ", -1).length - 1, tasks);
    assertTrue(type("a$ docker service ls").contains("6/4"));
    mend();
    until(() -> !isDown());
    pass(20);
    assertEquals(4, tasksOn("a"));
    assertEquals(0, tasksOn("b"));
    assertEquals(4, type("one@a$ nslookup tasks.web").split("Address.*10.0.1.", -1).length - 1);
  }

  private int tasksOn(String machine) {
    return type(machine + "$ docker ps -q --filter name=web.").split("\n", -1).length - 1;
  }

  private String peers(String machine) {
    return type(machine + "$ docker network inspect -f '{{range .Peers}}{{.IP}} {{end}}' ov");
  }

  /// As Docker 20.10.24 on three hosts: `NetworkDB` has them in the order in which they came.
  @Test
  void peers_that_were_gone_and_are_back_come_last() {
    SwarmOfTwo.attachTwo(lab);
    assertEquals("10.9.0.1 10.9.0.2 \n", peers("b"));
    cut();
    until(() -> peers("b").equals("10.9.0.2 \n"));
    mend();
    until(() -> peers("b").contains("10.9.0.1"));
    assertEquals("10.9.0.2 10.9.0.1 \n", peers("b"));
  }
}
