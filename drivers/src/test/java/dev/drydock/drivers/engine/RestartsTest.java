package dev.drydock.drivers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.EngineException;
import org.junit.jupiter.api.Test;

class RestartsTest {
  private final TestEngine host = new TestEngine("29");

  private Container run(String policy) {
    var spec = ContainerSpec.builder("busybox").name("one").restart(RestartPolicy.parse(policy));
    String id = host.containers().create(spec.build()).id();
    host.containers().start(id);
    return host.containers().get(id);
  }

  private void fail(int exitCode) {
    host.containers().ended("one", exitCode);
  }

  @Test
  void a_container_without_a_policy_stays_as_it_ended() {
    Container one = run("");
    fail(1);
    host.net.run(100);

    assertEquals(State.EXITED, one.state());
    assertEquals(0, one.restartCount());
  }

  @Test
  void the_pause_begins_with_a_tenth_of_a_second_and_doubles() {
    Container one = run("always");
    for (double pause : new double[] {0.1, 0.2, 0.4, 0.8}) {
      fail(1);
      host.net.run(pause - 0.001);
      assertEquals(State.RESTARTING, one.state(), () -> "before " + pause);
      host.net.run(0.002);
      assertEquals(State.RUNNING, one.state(), () -> "after " + pause);
    }

    assertEquals(4, one.restartCount());
  }

  @Test
  void who_has_run_for_ten_seconds_begins_with_a_short_pause_again() {
    Container one = run("always");
    fail(1);
    host.net.run(0.2);
    fail(1);
    host.net.run(0.3);
    host.net.run(10);
    fail(1);
    host.net.run(0.11);

    assertEquals(State.RUNNING, one.state());
  }

  @Test
  void on_failure_counts_and_success_ends_it() {
    Container one = run("on-failure:2");
    fail(3);
    host.net.run(1);
    fail(3);
    host.net.run(1);
    fail(3);

    assertEquals(State.EXITED, one.state());
    assertEquals(2, one.restartCount());
    assertEquals(3, one.exitCode());

    host.containers().start("one");
    assertEquals(0, one.restartCount());
    fail(0);
    assertEquals(State.EXITED, one.state());
  }

  @Test
  void between_two_runs_it_is_listed_and_has_no_address() {
    Container one = run("always");
    fail(1);

    assertTrue(host.containers().list(false).contains(one));
    assertTrue(host.networks().get("bridge").endpoints().isEmpty());
    assertEquals(
        "Container " + one.id() + " is restarting, wait until the container is running",
        assertThrows(EngineException.class, () -> host.containers().forExec("one")).text());
    assertThrows(EngineException.class, () -> host.containers().remove("one", false));
  }

  @Test
  void a_stop_by_hand_ends_the_waiting() {
    Container one = run("always");
    fail(1);
    host.containers().stop("one", StopOptions.AT_ONCE);
    host.net.run(100);

    assertEquals(State.EXITED, one.state());
    assertEquals(1, one.exitCode());
  }

  @Test
  void with_the_daemon_start_those_with_a_policy_unless_stopped_by_hand() {
    Container one = run("unless-stopped");
    host.engine.restart();
    assertEquals(State.RUNNING, one.state());

    host.containers().stop("one", StopOptions.AT_ONCE);
    host.engine.restart();
    assertEquals(State.EXITED, one.state());

    host.containers().update("one", RestartPolicy.parse("always"), HostUse.NOTHING);
    host.engine.restart();
    assertEquals(State.RUNNING, one.state());
  }

  @Test
  void a_daemon_that_restores_live_leaves_containers_alone() {
    var live = new TestEngine("29", DaemonConfig.DEFAULT.with("live-restore", "true"));
    Container one = live.run("one");
    int pid = one.pid();
    live.engine.restart();

    assertEquals(pid, one.pid());
    assertNotEquals(0, pid);
    assertTrue(one.isRunning());
  }

  @Test
  void a_policy_that_does_not_exist_is_refused() {
    assertEquals(
        "invalid restart policy: unknown policy 'often'; use one of 'no', 'always', 'on-failure',"
            + " or 'unless-stopped'",
        assertThrows(EngineException.class, () -> run("often")).text());
    assertEquals(
        "invalid restart policy: maximum retry count can only be used with 'on-failure'",
        assertThrows(EngineException.class, () -> run("always:3")).text());
    assertThrows(EngineException.class, () -> run("on-failure:many"));
    assertFalse(host.containers().list(true).stream().anyMatch(c -> c.name().equals("one")));
  }
}
