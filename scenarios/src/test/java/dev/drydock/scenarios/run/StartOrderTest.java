package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.plan.ContainerPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartOrderTest {
  private static final String FILE =
      """
      name: demo
      services:
        a: { image: busybox, x-drydock: { machine: one } }
        b: { image: busybox, x-drydock: { machine: one } }
        c: { image: busybox, x-drydock: { machine: two } }
        d: { image: busybox, x-drydock: { machine: two }, depends_on: [b] }
      x-drydock:
        swarm: SWARM
        machines:
          one: { docker: {}, nics: { eth0: { link: lan, address: 192.168.0.41/24 } } }
          two: { docker: {}, nics: { eth0: { link: lan, address: 192.168.0.42/24 } } }
        links: { lan: {} }
      """;

  private static List<String> order(String swarm) throws Exception {
    return StartOrder.of(Played.plan(FILE.replace("SWARM", swarm))).stream()
        .map(ContainerPlan::name)
        .toList();
  }

  @Test
  void nodes_of_a_swarm_start_containers_side_by_side_and_behind_what_these_depend_on()
      throws Exception {
    assertEquals(List.of("demo-a-1", "demo-c-1", "demo-b-1", "demo-d-1"), order("true"));
  }

  @Test
  void without_a_swarm_the_order_of_the_plan_stays() throws Exception {
    assertEquals(List.of("demo-a-1", "demo-b-1", "demo-c-1", "demo-d-1"), order("false"));
  }
}
