package dev.drydock.scenarios.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.text.Position;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Steps, expectations and captures of a plan, and the example of the manual as a whole.
final class StepsTest {

  static final String EXAMPLE =
      """
      name: numbers
      services:
        one:   { image: busybox, container_name: one, network_mode: bridge }
        web:   { image: nginx,   container_name: web, network_mode: bridge, ports: ["80:80"] }
        three: { image: busybox, container_name: three, networks: [numbers] }
      networks:
        numbers: { name: numbers }
      x-drydock:
        engine: "27"
        seed: 1
        machines:
          host:   { docker: {}, nics: { eth0: { link: lan, address: 192.168.0.10/24, gateway: 192.168.0.1 } } }
          pc:     { nics: { eth0: { link: lan, address: 192.168.0.20/24, gateway: 192.168.0.1 } } }
          router: { forward: true, masquerade: wan, nics: { lan: { link: lan, address: 192.168.0.1/24 }, wan: { link: isp, address: 203.0.113.2/24, gateway: 203.0.113.1 } } }
        links:
          lan: { rate: 1gbit, delay: 20us }
        steps:
          - run: docker exec one ping -c 3 172.17.0.3
            expect: { exit: 0, stdout: "0% packet loss" }
          - run: ssh pc curl -s http://192.168.0.10/
          - at: 10s
            run: docker network connect numbers one
          - fault: { link: lan, loss: 10%, for: 5s }
        expect:
          - reach: { from: pc, to: "host:80/tcp" }
          - blocked: { from: one, to: three, by: DOCKER-ISOLATION }
        captures: { interfaces: ["host/*"], snaplen: 128 }
      """;

  @Test
  void the_example_of_the_manual_prints_its_plan() {
    assertEquals(
        """
        scenario numbers engine 27 seed 1
        machine host docker dns 203.0.113.1
          nic eth0 physical 52:54:00:b3:cf:91 link lan 192.168.0.10/24 via 192.168.0.1 mtu 1500
        machine pc dns 203.0.113.1
          nic eth0 physical 52:54:00:14:91:40 link lan 192.168.0.20/24 via 192.168.0.1 mtu 1500
        machine router masquerade wan dns 203.0.113.1
          nic lan physical 52:54:00:5e:46:94 link lan 192.168.0.1/24 mtu 1500
          nic wan physical 52:54:00:e7:0a:c5 link isp 203.0.113.2/24 via 203.0.113.1 mtu 1500
          sysctl net.ipv4.ip_forward = 1
        machine internet (internet)
          nic eth0 physical 52:54:00:f1:be:a8 link isp 203.0.113.1/24 mtu 1500
        link lan rate 1gbit delay 20us queue 1000 ends host/eth0,pc/eth0,router/lan
        link isp delay 5us queue 1000 ends router/wan,internet/eth0
        network numbers bridge
        container one on host busybox network bridge
        container web on host nginx network bridge
          publish 80:80/tcp
        container three on host busybox
          network numbers aliases three,three
        step docker exec one ping -c 3 172.17.0.3
        step ssh pc curl -s http://192.168.0.10/
        step at 10s docker network connect numbers one
        step fault lan loss 0.1 for 5s
        expect reach machine:pc -> machine:host 80/tcp
        expect blocked one -> three by DOCKER-ISOLATION
        capture host/* snaplen 128
        """,
        Reading.plan(EXAMPLE).toString());
  }

  @Test
  void two_readings_of_one_file_are_equal() {
    assertEquals(Reading.plan(EXAMPLE), Reading.plan(EXAMPLE));
  }

  @Test
  void steps_know_their_places() {
    var result = Reading.read(EXAMPLE);
    assertEquals(new Position(18, 7), result.stepPlaces().getFirst().position());
    assertEquals(4, result.stepPlaces().size());
  }

  @Test
  void a_step_may_make_the_container_that_an_expectation_names() {
    var plan =
        Reading.plan(
            """
            x-drydock:
              steps: [{ run: docker run -d --name four busybox }]
              expect:
                - reach: { from: four, to: "2001:db8::1" }
                - reach: { from: machine:pc, to: "[2001:db8::1]:53/udp" }
                - reach: { from: 10.0.0.1, to: "example.test:443" }
            """);
    assertEquals(
        """
        expect reach four -> 2001:db8::1
        expect reach machine:pc -> 2001:db8::1 53/udp
        expect reach 10.0.0.1 -> example.test 443/tcp
        """,
        plan.toString()
            .lines()
            .filter(l -> l.startsWith("expect"))
            .map(l -> l + "\n")
            .reduce("", String::concat));
  }

  @Test
  void an_expected_text_is_no_part_of_a_longer_word() {
    assertTrue(StepPlan.Outcome.holds("1 received, 0% packet loss", "0% packet loss"));
    assertFalse(StepPlan.Outcome.holds("0 received, 100% packet loss", "0% packet loss"));
    assertTrue(StepPlan.Outcome.holds("100% loss then 0% loss", "0% loss"));
    assertTrue(StepPlan.Outcome.holds("anything", ""));
  }

  @Test
  void faults_of_every_kind_print_themselves() {
    var plan =
        Reading.plan(
            """
            x-drydock:
              steps:
                - fault: { link: lan, down: true }
                - fault: { link: lan, rate: 1mbit, delay: 5ms, jitter: 1ms, corrupt: 1%, for: 1m }
                - fault: { link: lan, duplicate: 2%, reorder: 3% }
                - fault: { partition: [pc], from: host, for: 2s }
                - fault: { partition: pc, link: lan }
                - fault: { restart: host, for: 20s }
            """);
    assertEquals(
        """
        step fault lan down
        step fault lan rate 1mbit delay 5ms jitter 1ms corrupt 0.01 for 60s
        step fault lan duplicate 0.02 reorder 0.03
        step fault partition pc from host for 2s
        step fault partition pc from host,router,internet on lan
        step fault restart host for 20s
        """,
        plan.toString()
            .lines()
            .filter(line -> line.startsWith("step"))
            .collect(Collectors.joining("\n", "", "\n")));
  }

  @Test
  void faults_that_make_no_sense_are_told() {
    assertEquals(
        """
        3:14: a fault says what is wrong with its link -> fault: { link: lan, loss: 10% }
        4:14: a fault names its link -> fault: { link: lan, loss: 10% }
        5:14: a fault is one of: a change of a link, a partition, a restart -> make two steps of it
        6:22: there is no link "lann" -> did you mean "lan"?
        7:25: there is no machine "hots" -> did you mean "host"?
        8:46: pc is on both sides of the partition -> take one out
        9:33: x-drydock.steps.fault.loss: "200%" is not a part such as 10%\
        """,
        Reading.problems(
            """
            x-drydock:
              steps:
                - fault: { link: lan }
                - fault: { loss: 5% }
                - fault: { link: lan, loss: 5%, restart: host }
                - fault: { link: lann, down: true }
                - fault: { restart: hots }
                - fault: { partition: [pc, host], from: [pc] }
                - fault: { link: lan, loss: 200% }
            """));
  }
}
