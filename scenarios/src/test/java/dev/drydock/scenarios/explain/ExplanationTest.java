package dev.drydock.scenarios.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.Loss;
import dev.drydock.core.observe.Site;
import dev.drydock.core.transport.SocketError;
import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.plan.FlowQuestion;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.run.FlowTrouble;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.shell.Prompt;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final String FILE =
      """
      name: values
      services: { one: { image: busybox, container_name: one, network_mode: bridge } }
      """;

  private static Explanation.Found of(String from, String to, String... commands)
      throws RunException {
    Plan plan = ScenarioReader.read(ReadRequest.ofText(FILE)).plan();
    assertNotNull(plan);
    ExpectationPlan flow = FlowQuestion.of(plan, from, to).flow();
    assertNotNull(flow);
    try (LiveLab lab = new LiveLab(plan)) {
      lab.start();
      for (String command : commands) {
        lab.run(Prompt.parse(command), (text, error) -> {});
      }
      return Explanation.of(lab, flow).found();
    }
  }

  @Test
  void a_loss_carries_machine_table_chain_and_rule_as_values() throws RunException {
    Explanation.Found found = of("one", "8.8.8.8", "iptables -I DOCKER-USER -p icmp -j DROP");

    var at = new Decision.ChainName(false, "filter", "DOCKER-USER");
    var by = new Decision.Rule(at, "-p icmp -j DROP", "");
    var where = new Site("host", "", "eth0");
    assertEquals(List.of(new Loss(DropReason.NETFILTER_DROP, where, by)), found.losses());
    assertEquals(
        "host/eth0 filter: -A DOCKER-USER -p icmp -j DROP", found.losses().getFirst().where());
  }

  @Test
  void a_rule_in_a_container_is_one_of_its_namespace() throws RunException {
    Explanation.Found found = of("one", "8.8.8.8", "one@host(netns)$ iptables -P OUTPUT DROP");

    var at = new Decision.ChainName(false, "filter", "OUTPUT");
    var where = new Site("host", "one", "eth0");
    var by = new Decision.Policy(at, "DROP");
    assertEquals(List.of(new Loss(DropReason.NETFILTER_DROP, where, by)), found.losses());
  }

  @Test
  void what_dockers_rules_drop_is_known_as_dockers() throws RunException {
    Explanation.Found found =
        of("pc", "172.17.0.2", "pc$ ip route add 172.17.0.0/16 via 192.168.0.10");

    var rule = (Decision.Rule) found.losses().getFirst().decision();
    assertEquals("raw", rule.at().table());
    assertEquals("docker", rule.owner());
  }

  @Test
  void a_refused_port_is_told_as_a_value() throws RunException {
    assertEquals(
        List.of(new FlowTrouble.Failed(SocketError.CONNECTION_REFUSED)),
        of("pc", "host:81").troubles());
  }
}
