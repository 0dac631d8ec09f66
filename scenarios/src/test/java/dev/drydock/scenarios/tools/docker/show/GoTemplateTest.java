package dev.drydock.scenarios.tools.docker.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.drydock.scenarios.tools.docker.client.Failure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GoTemplateTest {
  private static final Map<String, Object> CONTAINER =
      new TreeMap<>(
          Map.of(
              "Name",
              "/one",
              "Pid",
              7,
              "Ports",
              List.of("80/tcp", "443/tcp"),
              "Networks",
              new TreeMap<>(
                  Map.of(
                      "bridge", new TreeMap<>(Map.of("IPAddress", "172.17.0.2")),
                      "apple", new TreeMap<>(Map.of("IPAddress", "172.18.0.2"))))));

  private static String apply(String template) throws Failure {
    return GoTemplate.parse(template).apply(CONTAINER);
  }

  @Test
  void fields_are_followed_and_missing_ones_said() throws Failure {
    assertEquals("/one 172.17.0.2", apply("{{.Name}} {{.Networks.bridge.IPAddress}}"));
    assertEquals("<no value>", apply("{{.Nothing}}"));
  }

  @Test
  void range_walks_maps_by_key_and_lists_in_order() throws Failure {
    assertEquals("172.18.0.2,172.17.0.2,", apply("{{range .Networks}}{{.IPAddress}},{{end}}"));
    assertEquals(
        "apple=172.18.0.2 bridge=172.17.0.2 ",
        apply("{{range $k, $v := .Networks}}{{$k}}={{$v.IPAddress}} {{end}}"));
    assertEquals("none", apply("{{range .Missing}}x{{else}}none{{end}}"));
  }

  @Test
  void functions_are_called_directly_and_by_pipes() throws Failure {
    assertEquals("[\"80/tcp\",\"443/tcp\"]", apply("{{json .Ports}}"));
    assertEquals("80/tcp+443/tcp", apply("{{join .Ports \"+\"}}"));
    assertEquals("2", apply("{{len .Ports}}"));
    assertEquals("443/tcp", apply("{{index .Ports 1}}"));
    assertEquals("172.17.0.2", apply("{{(index .Networks \"bridge\").IPAddress}}"));
    assertEquals("pid 7 of /one", apply("{{printf \"pid %d of %s\" .Pid .Name}}"));
    assertEquals("\"/ONE\"", apply("{{.Name | upper | json}}"));
  }

  @Test
  void conditions_choose() throws Failure {
    assertEquals("yes", apply("{{if eq .Pid 7}}yes{{else}}no{{end}}"));
    assertEquals("no", apply("{{if .Missing}}yes{{else}}no{{end}}"));
    assertEquals("one", apply("{{with .Networks}}{{if .apple}}one{{end}}{{end}}"));
  }

  @Test
  void what_is_no_template_is_refused() {
    for (String bad :
        List.of("{{", "{{.A", "{{range .A}}", "{{end}}", "{{nosuch .A}}", "{{}}", "{{\"a}}")) {
      assertThrows(Failure.class, () -> GoTemplate.parse(bad), bad);
    }
  }

  @Test
  void else_if_chains_and_loops_can_be_left() throws Failure {
    String chain = "{{if eq .Pid 1}}one{{else if eq .Pid 7}}seven{{else}}other{{end}}";
    assertEquals("seven", apply(chain));
    assertEquals("80/tcp", apply("{{range .Ports}}{{.}}{{break}}{{end}}"));
    assertEquals(
        "443/tcp", apply("{{range .Ports}}{{if eq . \"80/tcp\"}}{{continue}}{{end}}{{.}}{{end}}"));
    assertThrows(Failure.class, () -> apply("{{break}}"));
  }

  @Test
  void a_loop_over_numbers_runs_only_as_far_as_it_is_asked_and_no_further_than_the_limit()
      throws Failure {
    assertEquals("0", apply("{{range 9000000000}}{{.}}{{break}}{{end}}"));
    Failure failure = assertThrows(Failure.class, () -> apply("{{range 9000000000}}{{end}}"));
    assertEquals("template parsing error: template: too many turns of loops", failure.getMessage());
  }

  @Test
  void a_variable_set_in_a_block_keeps_its_value() throws Failure {
    assertEquals(
        "443/tcp", apply("{{$last := \"\"}}{{range .Ports}}{{$last = .}}{{end}}{{$last}}"));
    assertThrows(Failure.class, () -> apply("{{$nothing}}"));
  }

  @Test
  void fields_take_no_arguments() {
    Failure failure = assertThrows(Failure.class, () -> apply("{{.Name \"x\"}}"));
    assertEquals(
        "template parsing error: template: :1:2: executing \"\" at <.Name>: Name is not a"
            + " method but has arguments",
        failure.getMessage());
  }
}
