package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.RunReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scenarios whose machines form a swarm from the start.
class SwarmScenarioTest {
  private static final String FILE =
      """
      name: demo
      services:
        one: { image: busybox, container_name: one, networks: [ov] }
        two: { image: nginx, container_name: two, networks: [ov], x-drydock: { machine: node2 } }
      networks:
        ov: { name: ov, driver: overlay, attachable: true }
      x-drydock:
        swarm: true
        machines:
          node1: { docker: {}, nics: { eth0: { link: lan, address: 192.168.0.41/24 } } }
          node2: { docker: {}, nics: { eth0: { link: lan, address: 192.168.0.42/24 } } }
          node3: { docker: {}, nics: { eth0: { link: lan, address: 192.168.0.43/24 } } }
        links: { lan: {} }
        steps:
          - run: docker node ls
            expect: { exit: 0, stdout: "node3" }
          - run: ssh node3 docker info
            expect: { exit: 0, stdout: "Is Manager: false" }
          - run: sleep 1
          - run: docker exec one ping -c 1 two
            expect: { exit: 0, stdout: " 0% packet loss" }
          - run: docker service create -d --name web --mode global -p 8080:80 nginx
          - run: sleep 2
          - run: ssh node3 curl -s -o /dev/null -w %{http_code} http://192.168.0.42:8080/
            expect: { exit: 0, stdout: "200" }
      """;

  @TempDir Path folder;

  @Test
  void machines_with_docker_are_one_swarm_and_services_stand_where_the_file_says()
      throws Exception {
    Plan plan = Played.plan(FILE);

    RunReport report = Played.run(plan, folder);

    assertEquals(
        List.of(), report.steps().stream().flatMap(step -> step.problems().stream()).toList());
  }

  @Test
  void without_ipvs_in_the_kernel_a_virtual_address_is_known_but_nobody_answers() throws Exception {
    String file =
        """
        name: demo
        services: {}
        x-drydock:
          swarm: true
          kernel: { config: { IP_VS: n } }
          machines:
            node1: { docker: {}, nics: { eth0: { link: lan, address: 192.168.0.41/24 } } }
          links: { lan: {} }
          images: { net: { tools: [busybox, iputils, curl, dig] } }
          steps:
            - run: docker network create -d overlay --attachable ov
            - run: docker service create -d --name web --network ov nginx
            - run: docker run -d --name one --network ov net sleep 1000
            - run: sleep 1
            - run: docker exec one dig +short web
              expect: { exit: 0, stdout: "10.0.1.2" }
            - run: docker exec one curl -sS -m 3 http://web/
              expect: { exit: 28, stderr: "Connection timed out" }
            - run: docker exec one curl -s -o /dev/null -m 3 http://tasks.web/
              expect: { exit: 0 }
            - run: ipvsadm -Ln
              expect: { exit: 255, stderr: "built in the kernel or as module" }
        """;

    RunReport report = Played.run(Played.plan(file), folder);

    assertEquals(
        List.of(), report.steps().stream().flatMap(step -> step.problems().stream()).toList());
  }
}
