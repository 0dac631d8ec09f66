package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.Nanos;
import dev.drydock.scenarios.tools.TypedLab;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Three managers of a swarm, of which one or two are cut off (raft with ten ticks of a second for
/// an election, and `CheckQuorum`).
class ManagersTest {
  private static final String FILE =
      """
      name: three
      services: {}
      x-drydock:
        swarm: true
        machines:
          h1: { docker: {}, nics: { eth0: { link: wire, address: 10.9.0.1/24 } } }
          h2: { docker: {}, nics: { eth0: { link: wire, address: 10.9.0.2/24 } } }
          h3: { docker: {}, nics: { eth0: { link: wire, address: 10.9.0.3/24 } } }
        links: { wire: {} }
      """;

  @AutoClose private final TypedLab lab = TypedLab.of(FILE);

  @BeforeEach
  void promote() {
    lab.with("h1$ docker node promote h2 h3");
    lab.pass(3 * Nanos.SECOND);
  }

  private void cut(String machine) {
    lab.with(
        machine + "$ iptables -I INPUT -i eth0 -j DROP",
        machine + "$ iptables -I OUTPUT -o eth0 -j DROP");
  }

  private void mend(String machine) {
    lab.with(
        machine + "$ iptables -D INPUT -i eth0 -j DROP",
        machine + "$ iptables -D OUTPUT -o eth0 -j DROP");
  }

  private boolean leads(String machine, String asked) {
    return lab.type(asked + "$ docker node ls --format '{{.Hostname}} {{.ManagerStatus}}'")
        .contains(machine + " Leader");
  }

  private double until(BooleanSupplier isSo) {
    long start = lab.lab().loop().nowNanos();
    for (int i = 0; i < 300 && !isSo.getAsBoolean(); i++) {
      lab.pass(Nanos.SECOND / 4);
    }
    assertTrue(isSo.getAsBoolean(), "never");
    return (lab.lab().loop().nowNanos() - start) / (double) Nanos.SECOND;
  }

  @Test
  void the_others_choose_a_leader_after_ten_to_twenty_seconds() {
    assertTrue(leads("h1", "h3"));
    cut("h1");
    double seconds = until(() -> leads("h2", "h2") || leads("h3", "h2"));
    assertTrue(seconds > 8.9 && seconds < 21.1, "after " + seconds + " s");
    assertTrue(lab.type("h1$ docker node ls").contains("The swarm does not have a leader."));
    lab.with("h2$ docker network create -d overlay --attachable ov");
    assertTrue(
        lab.type("h2$ docker node ls --format '{{.Hostname}} {{.ManagerStatus}}'")
            .contains("h1 Unreachable"));
    mend("h1");
    until(() -> lab.type("h1$ docker network ls").contains(" ov "));
    assertFalse(leads("h1", "h1"), "who led before follows now");
  }

  @Test
  void one_of_three_changes_nothing_and_goes_on_with_what_it_has() {
    lab.with(
        "h1$ docker network create -d overlay --attachable ov",
        "h1$ docker service create -d --name web --mode global --network ov nginx");
    lab.pass(3 * Nanos.SECOND);
    cut("h2");
    cut("h3");
    double seconds = until(() -> lab.type("h1$ docker node ls").contains("does not have a leader"));
    assertTrue(seconds > 8.9 && seconds < 21.1, "after " + seconds + " s");
    assertTrue(lab.type("h1$ docker service rm web").contains("does not have a leader"));
    assertEquals(1, lab.type("h1$ docker ps -q --filter name=web").lines().count());
    mend("h2");
    until(() -> lab.type("h1$ docker service ls").contains("web"));
  }

  /// A session of Docker 20.10.24 on three hosts; a grace twice as long as for others.
  @Test
  void who_was_not_heard_by_a_new_leader_is_unknown_at_first() {
    lab.with("h2$ docker service create -d --name web --mode global nginx");
    lab.pass(Nanos.SECOND);
    lab.with("h1$ systemctl stop docker");
    lab.pass(25 * Nanos.SECOND);
    String nodes = "h2$ docker node ls --format '{{.Hostname}} {{.Status}}'";
    assertEquals("h1 Unknown\nh2 Ready\nh3 Ready\n", lab.type(nodes));
    assertEquals("3/3\n", lab.type("h2$ docker service ls --format '{{.Replicas}}'"));
    lab.pass(30 * Nanos.SECOND);
    assertEquals("h1 Down\nh2 Ready\nh3 Ready\n", lab.type(nodes));
    lab.with("h1$ systemctl start docker");
    lab.pass(8 * Nanos.SECOND);
    assertEquals("h1 Ready\nh2 Ready\nh3 Ready\n", lab.type(nodes));
  }

  /// A session of Docker 20.10.24 on three hosts.
  @Test
  void a_manager_that_left_stays_one_until_it_is_demoted() {
    lab.with("h3$ docker swarm leave --force");
    lab.pass(20 * Nanos.SECOND);
    String managers = "h1$ docker node ls --format '{{.Hostname}} {{.Status}} {{.ManagerStatus}}'";
    assertEquals("h1 Ready Leader\nh2 Ready Reachable\nh3 Down Unreachable\n", lab.type(managers));
    assertEquals("3 3\n", lab.type("h1$ docker info -f '{{.Swarm.Nodes}} {{.Swarm.Managers}}'"));
    String leaving = lab.type("h2$ docker swarm leave");
    assertTrue(leaving.contains("leaves 1 managers out of 3."), leaving);
    String removing = lab.type("h1$ docker node rm --force h3");
    assertTrue(removing.contains("It must be demoted to worker before removal"), removing);
    assertEquals("Manager h3 demoted in the swarm.\n", lab.type("h1$ docker node demote h3"));
    lab.with("h1$ docker node rm h3");
    assertEquals("h1 Ready Leader\nh2 Ready Reachable\n", lab.type(managers));
  }

  /// A session of Docker 20.10.24 on three hosts.
  @Test
  void a_manager_that_lost_the_others_goes_on_alone_when_it_is_forced() {
    lab.with("h1$ docker network create -d overlay --attachable ov");
    lab.with("h2$ systemctl stop docker", "h3$ systemctl stop docker");
    lab.pass(22 * Nanos.SECOND);
    String counts =
        "h1$ docker info -f '{{.Swarm.ControlAvailable}} {{.Swarm.Nodes}} {{.Swarm.Managers}}'";
    assertEquals("true 0 0\n", lab.type(counts));
    assertTrue(
        lab.type("h1$ docker info")
            .contains(
                "  Error: rpc error: code = Unknown desc = The swarm does not have a leader."));
    String attached = lab.type("h1$ docker run -d --network ov busybox sleep 9");
    assertTrue(
        attached.contains("Could not attach to network ov: context deadline exceeded"), attached);
    assertTrue(lab.type("h1$ docker swarm init").contains("already part of a swarm"));
    String forced = lab.type("h1$ docker swarm init --force-new-cluster");
    assertTrue(forced.startsWith("Swarm initialized: current node ("), forced);
    lab.pass(2 * Nanos.SECOND);
    String rows = "h1$ docker node ls --format '{{.Hostname}} {{.ManagerStatus}}'";
    assertEquals("h1 Leader\nh2 \nh3 \n", lab.type(rows));
    assertEquals("true 3 1\n", lab.type(counts));
    String states = lab.type("h1$ docker node ls --format '{{.Hostname}} {{.Status}}'");
    assertEquals("h1 Ready\nh2 Unknown\nh3 Unknown\n", states, "nobody noted that they are down");
    assertEquals("h2\nh3\n", lab.type("h1$ docker node rm h2 h3"), "they are not ready");
    lab.with("h1$ docker run -d --network ov busybox sleep 9");
  }

  /// Docker 20.10.24 and 28.5.2: workers of a manager that is demoted find another one.
  @Test
  void a_worker_stays_there_when_the_leader_it_talks_to_is_demoted() {
    lab.with("h1$ docker node demote h3");
    lab.pass(10 * Nanos.SECOND);
    lab.with("h1$ docker node demote h1");
    lab.pass(40 * Nanos.SECOND);
    assertEquals(
        "h1 Ready\nh2 Ready\nh3 Ready\n",
        lab.type("h2$ docker node ls --format '{{.Hostname}} {{.Status}}' | sort"));
  }
}
