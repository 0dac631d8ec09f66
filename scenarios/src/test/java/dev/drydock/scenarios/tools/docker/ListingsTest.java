package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Listings with `--format`, and objects beside containers and networks.
class ListingsTest {
  private final TypedLab lab =
      TypedLab.ofEngine("29")
          .with(
              "docker run -d --name web -l tier=front -l com.example.the-rack=7 -p 80:80 nginx",
              "docker run -d --name two -v data:/data -v /here:/there busybox sleep 100000");

  @Test
  void labels_are_columns() {
    assertEquals(
        "NAMES     tier      the rack\ntwo                 \nweb       front     7\n",
        lab.type(
            "docker ps --format 'table {{.Names}}\\t{{.Label \"tier\"}}\\t{{.Label"
                + " \"com.example.the-rack\"}}'"));
  }

  @Test
  void heads_are_left_alone_by_functions() {
    assertEquals(
        "NAMES     CREATED AT\nTWO       2026-01-01 00:00:00 +0000 UTC\n",
        lab.type("docker ps --filter name=two --format 'table {{upper .Names}}\\t{{.CreatedAt}}'"));
    assertEquals("NAMES\n", lab.type("docker ps --filter name=x --format 'table {{.Names}}'"));
  }

  @Test
  void a_field_that_rows_do_not_have_is_refused() {
    assertEquals(
        "template parsing error: template: :1:2: executing \"\" at <.Foo>: can't evaluate field Foo"
            + " in type *formatter.volumeContext\n",
        lab.type("docker volume ls --format '{{.Foo}}'"));
    assertEquals(1, lab.status());
  }

  @Test
  void json_has_its_fields_in_order() {
    String line = lab.type("docker network ls --filter name=none --format json");
    assertEquals(
        "{\"CreatedAt\":\"2026-01-01 00:00:00 +0000 UTC\",\"Driver\":\"null\",\"ID\":\"",
        line.substring(0, line.indexOf("\"ID\":\"") + 6));
    assertTrue(line.endsWith("\"Name\":\"none\",\"Scope\":\"local\"}\n"), line);
  }

  @Test
  void volumes_are_made_by_name_and_kept_while_they_are_used() {
    assertEquals("own\n", lab.type("docker volume create own"));
    assertEquals("DRIVER    VOLUME NAME\nlocal     data\nlocal     own\n", volumes(""));
    assertEquals("own\n", volumes("-q -f dangling=true"));
    assertEquals(
        "data,/here 1\n",
        lab.type("docker ps -f name=two --format '{{.Mounts}} {{.LocalVolumes}}'"));
    assertTrue(
        lab.type("docker volume rm data")
            .startsWith("Error response from daemon: remove data: volume is in use - ["));
    lab.type("docker rm -f two");
    assertEquals("data\n", lab.type("docker volume rm data"));
    assertEquals("Total reclaimed space: 0B\n", lab.type("docker volume prune -f"));
    assertEquals(
        "Deleted Volumes:\nown\n\nTotal reclaimed space: 0B\n",
        lab.type("docker volume prune -a -f"));
    assertEquals(
        "[]\nError response from daemon: get own: no such volume\n",
        lab.type("docker volume inspect own"));
  }

  private String volumes(String options) {
    return lab.type("docker volume ls " + options);
  }

  @Test
  void a_volume_without_a_name_goes_with_its_container() {
    lab.type("docker run --rm -v /data busybox true");
    assertEquals("data\n", volumes("-q"));
    lab.type("docker run -d --name kept -v /data busybox true; docker rm -f kept");
    assertEquals(2, volumes("-q").lines().count());
    assertTrue(lab.type("docker volume prune -f").startsWith("Deleted Volumes:\n"));
  }

  @Test
  void images_are_those_that_were_wanted() {
    assertEquals(
        "busybox\nnet\nnginx\nweb\n", lab.type("docker image ls --format '{{.Repository}}'"));
    assertEquals("[nginx:latest]\n", lab.type("docker image inspect -f '{{.RepoTags}}' nginx"));
    assertEquals(
        "[]\nError response from daemon: No such image: redis:latest\n",
        lab.type("docker image inspect redis"));
    lab.type("docker pull redis:7");
    assertTrue(
        lab.type("docker rmi redis:7").startsWith("Untagged: redis:7\nUntagged: redis@sha256:"));
    assertTrue(lab.type("docker rmi nginx").contains("(must force) - container "));
  }

  @Test
  void the_default_context_is_the_only_one() {
    assertEquals("default\n", lab.type("docker context show"));
    assertEquals(
        "NAME        DESCRIPTION                               DOCKER ENDPOINT              "
            + " ERROR\n"
            + "default *   Current DOCKER_HOST based configuration   unix:///var/run/docker.sock  "
            + " \n",
        lab.type("docker context ls"));
    assertTrue(lab.type("docker context use x").startsWith("context \"x\": context not found"));
  }

  @Test
  void the_engine_tells_of_itself() {
    assertEquals(
        "overlayfs inactive 2 6.18.0 systemd\n",
        lab.type(
            "docker info -f '{{.Driver}} {{.Swarm.LocalNodeState}} {{.ContainersRunning}}"
                + " {{.KernelVersion}} {{.CgroupDriver}}'"));
    String table =
        """
        TYPE            TOTAL     ACTIVE    SIZE      RECLAIMABLE
        Images          4         2         0B        0B
        Containers      2         2         0B        0B
        Local Volumes   1         1         0B        0B
        Build Cache     0         0         0B        0B
        """;
    assertEquals(table, lab.type("docker system df"));
  }

  @Test
  void prune_heeds_until() {
    lab.type("docker stop two; docker network create spare");
    assertEquals(
        "Total reclaimed space: 0B\n", lab.type("docker system prune -f --filter until=1h"));
    assertTrue(lab.type("docker system prune -f").contains("Deleted Networks:\nspare\n"));
  }

  /// moby `daemon/list.go`, seen with 26.1.5 and 28.5.2.
  @Test
  void only_containers_that_run_have_ports_to_filter_by() {
    lab.with("docker create --name three --expose 80 busybox sleep 1");

    assertEquals("web\n", lab.type("docker ps -a -f expose=80 --format '{{.Names}}'"));
    assertEquals("web\n", lab.type("docker ps -a -f publish=80 -f expose=9 --format '{{.Names}}'"));
    lab.with("docker stop web");
    assertEquals("", lab.type("docker ps -a -f expose=80 --format '{{.Names}}'"));
  }

  /// docker/cli `cli/command/formatter/container.go`, `cli/command/network/formatter.go`; seen with
  /// 28.5.2.
  @Test
  void raw_is_a_format_of_its_own() {
    assertEquals(
        """
        container_id: ID
        image: nginx
        command: "/docker-entrypoint.…"
        created_at: 2026-01-01 00:00:00 +0000 UTC
        state: running
        status: Up Less than a second
        names: web
        labels: com.example.the-rack=7,tier=front
        ports: 0.0.0.0:80->80/tcp, [::]:80->80/tcp

        """,
        lab.type("docker ps -f name=web --format raw").replaceAll("[0-9a-f]{12}", "ID"));
    assertEquals(
        "network_id: ID\nname: host\ndriver: host\nscope: local\n\n",
        lab.type("docker network ls -f name=host --format raw").replaceAll("[0-9a-f]{12}", "ID"));
  }
}
