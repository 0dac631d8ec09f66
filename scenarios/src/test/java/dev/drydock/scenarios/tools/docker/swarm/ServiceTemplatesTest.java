package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
