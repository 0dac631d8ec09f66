package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What services say of each of their tasks in `{{…}}`.
class ServiceTemplatesTest extends TypedSwarm {
  @Test
  void mounts_labels_and_joined_words_are_filled_in_for_each_task() {
    SwarmOfTwo.form(lab);
    ok(
        "a$ docker service create -d --name t --label x=red --constraint node.hostname==b"
            + " --mount 'source={{.Service.Name}}{{.Task.Slot}},target=/d'"
            + " --env 'OF={{index .Service.Labels \"x\"}} {{join \"-\" .Node.Hostname .Task.Slot}}'"
            + " busybox sleep 1000");
    pass(3);
    assertEquals("t1\n", type("b$ docker volume ls -q"));
    assertEquals(
        "red b-1\n", type("b$ docker exec $(docker ps -q --filter name=t.1) sh -c 'echo $OF'"));
    assertEquals(
        "t1 /var/lib/docker/volumes/t1/_data\n",
        type(
            "b$ docker inspect -f '{{range .Mounts}}{{.Name}} {{.Source}}{{end}}'"
                + " $(docker ps -q --filter name=t.1)"));
  }

  @Test
  void a_field_that_there_is_not_is_refused_in_the_words_of_go() {
    ok("a$ docker swarm init");
    String refused = "Error response from daemon: rpc error: code = InvalidArgument desc = ";
    assertEquals(
        refused
            + "expanding hostname failed: template: expansion:1:9: executing \"expansion\" at"
            + " <.Node.Name>: can't evaluate field Name in type struct { ID string; Hostname"
            + " string; Platform template.Platform }\n",
        type("a$ docker service create -d --hostname 'x-{{.Node.Name}}' nginx"));
    assertEquals(
        refused
            + "expanding env failed: expanding env \"A={{.Slot}}\": template: expansion:1:2:"
            + " executing \"expansion\" at <.Slot>: can't evaluate field Slot in type"
            + " *template.Context\n",
        type("a$ docker service create -d --env 'A={{.Slot}}' nginx"));
  }

  private String refusal(String template) {
    String refused = type("a$ docker service create -d --hostname '" + template + "' nginx");
    String words =
        "Error response from daemon: rpc error: code = InvalidArgument desc = expanding hostname"
            + " failed: template: expansion:1";
    assertTrue(refused.startsWith(words), refused);
    return refused.substring(words.length()).strip();
  }

  @Test
  void what_is_no_template_is_refused_in_the_words_of_go() {
    ok("a$ docker swarm init");
    assertEquals(": unclosed action", refusal("{{.Node"));
    assertEquals(": unclosed action", refusal("x{{"));
    assertEquals(": missing value for command", refusal("{{}}"));
    assertEquals(": function \"upper\" not defined", refusal("{{\"a\" | upper}}"));
    assertEquals(": unterminated quoted string", refusal("{{\"x}}"));
    assertEquals(": unexpected {{end}}", refusal("{{end}}"));
    assertEquals(": unexpected EOF", refusal("{{if .Node.ID}}x"));
    assertEquals(": bad character U+007D '}'", refusal("{{.Service.Name}"));
    assertEquals(": unexpected \")\" in command", refusal("{{.Node.ID)}}"));
    assertEquals(": unclosed left paren", refusal("{{(.Node.ID}}"));
  }

  @Test
  void what_does_not_fit_is_refused_in_the_words_of_go() {
    ok("a$ docker swarm init");
    assertEquals(":2: executing \"expansion\" at <nil>: nil is not a command", refusal("{{nil}}"));
    assertEquals(
        ":2: executing \"expansion\" at <1>: can't give argument to non-function 1",
        refusal("{{1 2}}"));
    assertEquals(
        ":11: executing \"expansion\" at <1>: expected string; found 1",
        refusal("{{join \"-\" 1 2}}"));
    assertEquals(
        ":2: executing \"expansion\" at <join>: error calling join: runtime error: slice bounds"
            + " out of range [1:0]",
        refusal("{{join}}"));
  }

  @Test
  void structs_print_as_in_go_and_blocks_and_functions_work() {
    ok("a$ docker swarm init");
    ok(
        "a$ docker service create -d --name t --label x=y --label a=b --env 'B={{.Node.Platform}}'"
            + " --env 'C={{.Service.Labels}}' --env 'D={{if .Node.ID}}yes{{else}}no{{end}}'"
            + " --env 'E={{.Service.Name | printf \"%s-%d\" \"a\" 1}}' --env 'F={{/* c */}}'"
            + " --env 'G={{eq .Task.Slot \"1\"}}' --env 'H={{len .Service.Name}}'"
            + " --env 'I={{range .Service.Labels}}{{.}},{{end}}' --env 'J={{.}}'"
            + " busybox sleep 1000");
    pass(3);
    String found = type("a$ docker exec $(docker ps -q --filter name=t.1) env");
    assertTrue(
        found.contains(
            """
            B={x86_64 linux}
            C=map[a:b x:y]
            D=yes
            E=a-1%!(EXTRA string=t)
            F=
            G=true
            H=1
            I=b,y,
            """),
        found);
    assertTrue(
        found.matches(
            "(?s).*J=\\{\\{\\w{25} t map\\[a:b x:y]} \\{\\w{25} a \\{x86_64 linux}}"
                + " \\{\\w{25} t\\.1\\.\\w{25} 1}}\n.*"),
        found);
  }

  private String service(String template) {
    return type("a$ docker service inspect -f '" + template + "' web").strip();
  }

  /// As a session of 20.10.24 has it.
  @Test
  void what_is_inspected_has_the_types_of_docker() {
    ok("a$ docker swarm init");
    ok("a$ printf 'x: 1' | docker config create cfg -");
    ok("a$ docker service create -d --name web --update-delay 90s --config cfg nginx");
    assertEquals(
        "1m30s 5s 1 <nil>",
        service(
            "{{.Spec.UpdateConfig.Delay}} {{.Spec.UpdateConfig.Monitor}}"
                + " {{.Spec.Mode.Replicated.Replicas}} {{.Spec.Mode.Global}}"));
    assertEquals(
        "null null cfg -r--r--r--",
        service(
            "{{json .Spec.TaskTemplate.Networks}} {{json .UpdateStatus}} {{range"
                + " .Spec.TaskTemplate.ContainerSpec.Configs}}{{.ConfigName}}"
                + " {{.File.Mode}}{{end}}"));
    String failed = "Status: template parsing error: template: :1";
    assertEquals(
        failed
            + ":15: executing \"\" at <.UpdateStatus.State>: nil pointer evaluating"
            + " *swarm.UpdateStatus.State, Code: 1",
        service("{{.UpdateStatus.State}}"));
    assertEquals(
        failed
            + ":7: executing \"\" at <.Spec.Nosuch>: can't evaluate field Nosuch in type"
            + " swarm.ServiceSpec, Code: 1",
        service("{{.Spec.Nosuch}}"));
    assertEquals(failed + ": unclosed action, Code: 64", service("{{.Spec"));
    assertEquals(
        "[120 58 32 49] \"eDogMQ==\" x: 1\n",
        type(
            "a$ docker config inspect -f '{{.Spec.Data}} {{json .Spec.Data}} {{printf \"%s\""
                + " .Spec.Data}}' cfg"));
  }

  @Test
  void a_stack_gives_its_network_to_services_with_a_mode_of_their_own() {
    ok("a$ docker swarm init");
    String file = "version: \"3.7\"\\nservices:\\n  web:\\n    image: nginx\\n";
    ok("a$ printf '" + file + "    network_mode: host\\n' > s.yml");
    assertEquals(
        """
        Ignoring unsupported options: network_mode

        Creating network s_default
        Creating service s_web
        """,
        type("a$ docker stack deploy -c s.yml s"));
    String order = "    deploy: { update_config: { order: sideways } }\\n";
    ok("a$ printf '" + file + order + "' > t.yml");
    String at = "services.web.deploy.update_config.order ";
    assertEquals(
        at + at + "must be one of the following: \"start-first\", \"stop-first\"\n",
        type("a$ docker stack deploy -c t.yml t"));
  }
}
