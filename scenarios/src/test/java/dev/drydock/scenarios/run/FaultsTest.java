package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.report.Status;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
  @TempDir private Path folder;

  private static Plan lan(String quality, String steps) {
    return Played.plan(
        """
        name: faults
        services: {}
        x-drydock:
          machines:
            a: { nics: { eth0: { link: lan, address: 10.0.0.1/24 } } }
            b:
              nics: { eth0: { link: lan, address: 10.0.0.2/24 } }
              serve: [{ http: 80 }]
            c: { nics: { eth0: { link: lan, address: 10.0.0.3/24 } } }
          links:
            lan: { %s }
          steps:
        """
                .formatted(quality)
            + steps.indent(4));
  }

  /// The outputs of a run's steps, all of which pass.
  private List<String> outputs(String quality, String steps) throws RunException {
    RunReport report = Played.run(lan(quality, steps), folder);
    assertTrue(
        report.steps().stream().allMatch(step -> step.status() == Status.PASSED),
        () -> report.steps().toString());
    return report.steps().stream().map(step -> step.output().stdout()).toList();
  }

  @Test
  void a_link_that_loses_all_loses_all_for_its_time_only() throws RunException {
    outputs(
        "delay: 1ms",
        """
        - run: ssh a ping -c 1 10.0.0.2
        - fault: { link: lan, loss: 100%, for: 3s }
        - { run: ssh a ping -c 2 -W 1 10.0.0.2, expect: { stdout: "100% packet loss" } }
        - at: 5s
          run: ssh a ping -c 2 10.0.0.2
          expect: { exit: 0, stdout: " 0% packet loss" }
        """);
  }

  @Test
  void a_fault_changes_what_it_names_and_a_later_one_has_the_last_word() throws RunException {
    List<String> outputs =
        outputs(
            "delay: 5ms",
            """
            - run: ssh a ping -c 1 10.0.0.2
            - fault: { link: lan, delay: 50ms, for: 10s }
            - fault: { link: lan, delay: 100ms, for: 3s }
            - run: ssh a ping -c 1 10.0.0.2
            - at: 6s
              run: ssh a ping -c 1 10.0.0.2
            - at: 12s
              run: ssh a ping -c 1 10.0.0.2
            """);
    assertEquals(
        List.of(200L, 100L, 10L),
        List.of(millis(outputs.get(3)), millis(outputs.get(4)), millis(outputs.get(5))));
  }

  /// The whole milliseconds of the only answer.
  private static long millis(String ping) {
    String text = ping.substring(ping.indexOf("time=") + 5);
    return (long) Double.parseDouble(text.substring(0, text.indexOf(' ')));
  }

  @Test
  void a_link_that_is_down_has_no_carrier_and_comes_back() throws RunException {
    outputs(
        "delay: 1ms",
        """
        - run: ssh a ping -c 1 10.0.0.2
        - fault: { link: lan, down: true, for: 3s }
        - { run: ssh a ip link show eth0, expect: { stdout: [NO-CARRIER, "state DOWN"] } }
        - { run: "ssh a ip neigh; ssh a ip route", expect: { stdout: linkdown } }
        - at: 5s
          run: ssh a ip link show eth0
          expect: { stdout: [LOWER_UP, "state UP"] }
        - { run: ssh a ping -c 1 10.0.0.2, expect: { exit: 0 } }
        """);
  }

  @Test
  void a_link_stays_down_until_a_step_mends_it() throws RunException {
    outputs(
        "delay: 1ms",
        """
        - fault: { link: lan, down: true }
        - { run: ssh a sleep 60; ssh a ping -c 1 10.0.0.2, expect: { exit: 1 } }
        - fault: { link: lan, down: false }
        - { run: ssh a ping -c 1 10.0.0.2, expect: { exit: 0 } }
        """);
  }

  @Test
  void a_partition_keeps_machines_apart() throws RunException {
    outputs(
        "delay: 1ms",
        """
        - fault: { partition: a, from: [b], for: 5s }
        - { run: ssh a ping -c 1 -W 1 10.0.0.2, expect: { exit: 1 } }
        - { run: ssh a ping -c 1 10.0.0.3, expect: { exit: 0 } }
        - at: 6s
          run: ssh a ping -c 1 10.0.0.2
          expect: { exit: 0 }
        """);
  }

  @Test
  void a_machine_that_starts_anew_has_its_network_back_and_typed_rules_lost() throws RunException {
    outputs(
        "delay: 1ms",
        """
        - run: ssh b iptables -A INPUT -p icmp -j DROP
        - { run: ssh a ping -c 1 -W 1 10.0.0.2, expect: { exit: 1 } }
        - fault: { restart: b, for: 2s }
        - { run: ssh a curl -s -m 1 http://10.0.0.2/, expect: { exit: 28 } }
        - run: ssh a sleep 2
        - { run: ssh a ping -c 1 10.0.0.2, expect: { exit: 0 } }
        - { run: ssh a curl -s http://10.0.0.2/, expect: { exit: 0, stdout: b } }
        """);
  }

  @Test
  void containers_of_a_machine_that_starts_anew_wait_to_be_started() throws RunException {
    RunReport report =
        Played.run(
            Played.plan(
                """
                name: restarts
                services:
                  web: { image: nginx, container_name: web, ports: ["80:80"] }
                x-drydock:
                  steps:
                    - { run: ssh pc curl -s http://192.168.0.10/, expect: { exit: 0 } }
                    - fault: { restart: host, for: 5s }
                    - { run: ssh pc curl -s -m 1 http://192.168.0.10/, expect: { exit: 28 } }
                    - at: 20s
                      run: docker ps -a
                      expect: { stdout: Exited }
                    - run: docker start web
                    - { run: ssh pc curl -s http://192.168.0.10/, expect: { exit: 0 } }
                """),
            folder);
    assertTrue(
        report.steps().stream().allMatch(step -> step.status() == Status.PASSED),
        () -> report.steps().toString());
  }

  @Test
  void two_runs_with_a_seed_lose_the_same() throws RunException {
    String steps = "- run: ssh a ping -c 20 -i 0.2 10.0.0.2\n";
    String quality = "delay: 3ms, jitter: 1ms, loss: 20%, duplicate: 5%, reorder: 5%";
    List<String> once = outputs(quality, steps);
    assertEquals(once, outputs(quality, steps));
    assertTrue(once.getFirst().contains("% packet loss"));
  }
}
