package dev.drydock.scenarios.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
  private static final String FILE =
      """
      name: shop
      services:
        web: { image: nginx, ports: ["80:80"] }
      networks:
        default: { internal: false }
      """;

  private static ReadResult read(String text, String... changes) {
    List<Change> parsed =
        Arrays.stream(changes)
            .map(each -> each.split("=", 2))
            .map(each -> Change.of(each[0], each[1], "--set " + each[0]))
            .toList();
    return ScenarioReader.read(ReadRequest.ofText(text), parsed);
  }

  private static Plan plan(String text, String... changes) {
    ReadResult read = read(text, changes);
    Plan plan = read.plan();
    assertNotNull(plan, () -> read.diagnostics().toString());
    return plan;
  }

  private static List<String> problems(String... changes) {
    return read(FILE, changes).diagnostics().stream().map(Object::toString).toList();
  }

  @Test
  void a_list_is_replaced_and_not_joined() {
    Plan plan = plan(FILE, "services.web.ports=[\"81:80\"]");

    assertEquals(
        List.of(81),
        plan.containers().getFirst().ports().stream().map(PublishedPort::hostPort).toList());
  }

  @Test
  void surroundings_that_the_file_does_not_write_down_keep_the_rest() {
    LinkPlan usual = plan(FILE).links().getFirst();

    Plan plan = plan(FILE, "links.lan.loss=5%", "machines.pc.nics.eth0.mtu=1400");

    assertEquals(usual.toString().replace("lan", ""), withoutLoss(plan.links().getFirst()));
    assertEquals(
        List.of("host", "pc", "router"),
        plan.machines().stream().limit(3).map(MachinePlan::name).toList());
    assertEquals(1400, plan.machines().get(1).nics().getFirst().mtuBytes());
  }

  private static String withoutLoss(LinkPlan link) {
    return link.toString().replace("lan", "").replace("loss=0.05", "loss=0.0");
  }

  @Test
  void keys_that_are_not_there_yet_are_made() {
    Plan plan =
        plan(
            FILE,
            "services.web.deploy.replicas=3",
            "machines.host.sysctls.\"net.ipv4.ip_forward\"=0");

    assertEquals(3, plan.containers().size());
    assertEquals("0", plan.machines().getFirst().sysctls().get("net.ipv4.ip_forward"));
  }

  @Test
  void names_that_are_not_there_are_refused() {
    assertEquals(
        List.of("--set services.wbe.image:1:1: there is no services.wbe\n  did you mean \"web\"?"),
        problems("services.wbe.image=x"));
    assertEquals(
        List.of("--set networks.back.internal:1:1: there is no networks.back"),
        problems("networks.back.internal=true"));
    assertEquals(
        List.of("--set services..image:1:1: there is no services."), problems("services..image=x"));
  }

  @Test
  void a_value_that_is_broken_is_told_with_its_place() {
    String problem = problems("services.web.image=[").getFirst();

    assertTrue(problem.startsWith("--set services.web.image:1:2: not valid YAML: "), problem);
  }
}
