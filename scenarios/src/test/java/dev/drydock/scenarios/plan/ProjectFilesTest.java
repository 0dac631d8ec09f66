package dev.drydock.scenarios.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Projects of several files.
final class ProjectFilesTest {

  @TempDir private Path folder;

  @Test
  void variables_come_from_the_environment_before_the_env_file() throws IOException {
    write(".env", "TAG=1\nNAME=fromfile\n");
    write("a.yaml", "services: { web: { image: \"nginx:${TAG}\", container_name: \"${NAME}\" } }");
    var plan = plan(Map.of("NAME", "fromenv"), "a.yaml");
    assertEquals("nginx:1", plan.containers().getFirst().workload().image());
    assertEquals("fromenv", plan.containers().getFirst().name());
  }

  @Test
  void the_project_is_named_by_flag_variable_file_and_folder_in_this_order() throws IOException {
    write("My.App/a.yaml", "services: { web: { image: x } }");
    write("My.App/b.yaml", "{ name: Named-1, services: { web: { image: x } } }");
    assertEquals("myapp", plan(Map.of(), "My.App/a.yaml").name());
    assertEquals("named-1", plan(Map.of(), "My.App/b.yaml").name());
    var variable = Map.of("COMPOSE_PROJECT_NAME", "var");
    assertEquals("var", plan(variable, "My.App/b.yaml").name());
    var flagged =
        new ReadRequest(
            List.of(Path.of("My.App/b.yaml")),
            folder,
            variable,
            "flag",
            List.of(),
            InputStream.nullInputStream(),
            List.of());
    assertEquals("flag", planOf(ScenarioReader.read(flagged)).name());
  }

  @Test
  void a_later_file_is_merged_over_an_earlier_one() throws IOException {
    write(
        "a.yaml",
        """
        services:
          web:
            image: nginx
            command: one two
            ports: ["80:80", "81:81"]
            dns: 1.1.1.1
            networks: [front]
            labels: { a: "1", b: "1" }
            sysctls: { net.core.somaxconn: 1 }
        networks:
          front: { driver_opts: { x: "1", y: "1" } }
        """);
    write(
        "b.yaml",
        """
        services:
          web:
            command: ["three"]
            ports: ["80:80", "82:82"]
            dns: [8.8.8.8]
            networks: { back: { aliases: [w] } }
            labels: [b=2]
            sysctls: [net.core.somaxconn=2]
        networks:
          front: { driver_opts: { y: "2" } }
          back:
        """);
    var plan = plan(Map.of(), "a.yaml", "b.yaml");
    var web = plan.containers().getFirst();
    assertEquals(List.of("three"), web.workload().command());
    assertEquals("[80:80/tcp, 81:81/tcp, 82:82/tcp]", web.ports().toString());
    assertEquals(List.of("1.1.1.1", "8.8.8.8"), web.names().dns());
    assertEquals("2", web.sysctls().get("net.core.somaxconn"));
    assertEquals("1", web.labels().get("a"));
    assertEquals("2", web.labels().get("b"));
    assertEquals("{x=1, y=2}", plan.networks().getFirst().options().toString());
    assertEquals(2, plan.networks().size());
  }

  @Test
  void reset_takes_a_key_away_and_override_replaces_it() throws IOException {
    write(
        "a.yaml",
        """
        services:
          web: { image: nginx, ports: ["80:80"], dns: [1.1.1.1], expose: ["1"] }
          old: { image: nginx }
        """);
    write(
        "b.yaml",
        """
        services:
          web: { ports: !override ["90:90"], dns: !reset [], expose: ["2"] }
          old: !reset null
        """);
    var containers = plan(Map.of(), "a.yaml", "b.yaml").containers();
    assertEquals(1, containers.size());
    assertEquals("[90:90/tcp]", containers.getFirst().ports().toString());
    assertEquals(List.of(), containers.getFirst().names().dns());
    assertEquals("[1/tcp, 2/tcp]", containers.getFirst().expose().toString());
  }

  @Test
  void pools_of_one_subnet_are_merged_and_others_give_way() throws IOException {
    write(
        "a.yaml",
        """
        services: { web: { image: x, networks: [n] } }
        networks: { n: { ipam: { config: [
          { subnet: 10.1.0.0/16, gateway: 10.1.0.1 }, { subnet: 10.9.0.0/16 } ] } } }
        """);
    write(
        "b.yaml",
        """
        networks: { n: { ipam: { config: [
          { subnet: 10.1.0.0/16, ip_range: 10.1.5.0/24 }, { subnet: 10.2.0.0/16 } ] } } }
        """);
    var pools = plan(Map.of(), "a.yaml", "b.yaml").networks().getFirst().pools();
    assertEquals(
        "10.1.0.0/16 10.1.5.0/24 10.1.0.1; 10.2.0.0/16 null null",
        pools.stream()
            .map(p -> p.subnet() + " " + p.ipRange() + " " + p.gateway())
            .collect(Collectors.joining("; ")));
  }

  @Test
  void forms_that_do_not_go_together_are_told() throws IOException {
    write("a.yaml", "services: { web: { image: x, ports: [\"80:80\"] } }");
    write("b.yaml", "services: { web: { ports: { a: b } } }");
    assertEquals(
        "b.yaml:1:27: cannot override services.web.ports: it is a list at a.yaml:1:37",
        problems("a.yaml", "b.yaml"));
  }

  @Test
  void a_service_extends_one_of_its_own_file() throws IOException {
    write(
        "a.yaml",
        """
        services:
          base: { image: busybox, dns: [1.1.1.1], profiles: [never] }
          mid: { extends: { service: base }, command: sleep 1 }
          web: { extends: mid, dns: [8.8.8.8], profiles: !reset [] }
        """);
    var web = plan(Map.of(), "a.yaml").containers().getFirst();
    assertEquals("busybox", web.workload().image());
    assertEquals(List.of("sleep", "1"), web.workload().command());
    assertEquals(List.of("1.1.1.1", "8.8.8.8"), web.names().dns());
  }

  @Test
  void a_service_extends_one_of_another_file_beside_it() throws IOException {
    write("a.yaml", "services: { web: { extends: { file: sub/b.yaml, service: base } } }");
    write("sub/b.yaml", "services: { base: { extends: { file: c.yaml, service: root } } }");
    write("sub/c.yaml", "services: { root: { image: \"nginx:${TAG:-7}\" } }");
    var web = plan(Map.of(), "a.yaml").containers().getFirst();
    assertEquals("nginx:7", web.workload().image());
  }

  @Test
  void an_extends_in_a_circle_is_told() throws IOException {
    write("a.yaml", "services: { a: { extends: b }, b: { extends: a } }");
    assertEquals(
        """
        a.yaml:1:27: Circular reference: a extends b extends a
        a.yaml:1:46: Circular reference: b extends a extends b\
        """,
        problems("a.yaml")
            .lines()
            .filter(l -> l.contains("Circ"))
            .collect(Collectors.joining("\n")));
  }

  @Test
  void an_extends_of_nothing_is_told() throws IOException {
    write(
        "a.yaml",
        """
        services:
          a: { image: x, extends: bas }
          base: { image: x }
          c: { image: x, extends: { file: none.yaml, service: a } }
        """);
    assertEquals(
        """
        a.yaml:2:27: cannot extend service "a" in a.yaml: service "bas" not found
        a.yaml:4:35: open %s/none.yaml: no such file or directory\
        """
            .formatted(folder),
        problems("a.yaml"));
  }

  @Test
  void a_file_that_is_included_and_not_there_is_told_where_it_is_named() throws IOException {
    Files.createDirectories(folder.resolve("dir"));
    write(
        "a.yaml",
        """
        include:
          - none.yaml
          - path: [dir]
        services:
          a: { image: x }
        """);
    assertEquals(
        """
        a.yaml:2:5: open %1$s/none.yaml: no such file or directory
        a.yaml:3:12: read %1$s/dir: is a directory\
        """
            .formatted(folder),
        problems("a.yaml"));
  }

  @Test
  void an_included_project_brings_services_and_networks_with_its_own_variables()
      throws IOException {
    write(
        "a.yaml",
        """
        include:
          - sub/b.yaml
          - path: [other/c.yaml]
        services:
          web: { image: x, depends_on: [db], networks: [back] }
          db: { dns: [1.1.1.1] }
        """);
    write("sub/.env", "TAG=5\n");
    write(
        "sub/b.yaml",
        """
        services: { db: { image: "mysql:${TAG}", networks: [back] } }
        networks: { back: }
        x-drydock: { seed: 9 }
        """);
    write("other/c.yaml", "services: { c: { image: x } }");
    var plan = plan(Map.of(), "a.yaml");
    assertEquals(1, plan.seed());
    assertEquals(
        List.of("db", "web", "c"),
        plan.containers().stream().map(c -> c.origin().service()).toList());
    assertEquals("mysql:5", plan.containers().getFirst().workload().image());
    assertEquals(List.of("1.1.1.1"), plan.containers().getFirst().names().dns());
    assertEquals(
        "sub/b.yaml:3:12: warning: the block x-drydock of an included file is ignored",
        problems("a.yaml"));
  }

  @Test
  void an_include_in_a_circle_is_told() throws IOException {
    write("a.yaml", "{ include: [b.yaml], services: { a: { image: x } } }");
    write("b.yaml", "{ include: [a.yaml], services: { b: { image: x } } }");
    assertEquals("b.yaml:1:13: include cycle detected: a.yaml", problems("a.yaml"));
  }

  @Test
  void a_profile_chooses_services() throws IOException {
    write(
        "a.yaml",
        "services: { a: { image: x }, b: { image: x, profiles: [p] }, c: { image: x, profiles: [q]"
            + " } }");
    assertEquals("a", services(Map.of()));
    assertEquals("a b", services(Map.of("COMPOSE_PROFILES", "p")));
    assertEquals("a b c", services(Map.of("COMPOSE_PROFILES", "q, p")));
    assertEquals("a b c", services(Map.of("COMPOSE_PROFILES", "*")));
  }

  private String services(Map<String, String> environment) {
    return plan(environment, "a.yaml").containers().stream()
        .map(container -> container.origin().service())
        .collect(Collectors.joining(" "));
  }

  @Test
  void every_wrong_file_is_told() throws IOException {
    write("list.yaml", "[a]");
    Files.createDirectories(folder.resolve("dir.yaml"));
    assertEquals(
        """
        dir.yaml:1:1: is a directory
        list.yaml:1:1: Top-level object must be a mapping, not a list
        none.yaml:1:1: no such file\
        """,
        problems("dir.yaml", "list.yaml", "none.yaml"));
  }

  @Test
  void a_file_may_be_empty_where_another_one_is_not() throws IOException {
    write("empty.yaml", "# nothing\n");
    write("full.yaml", "services: { web: { image: x } }");
    assertEquals("empty.yaml:1:1: empty compose file", problems("empty.yaml"));
    assertEquals("", problems("full.yaml", "empty.yaml"));
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    var parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, text);
  }

  private ReadResult read(Map<String, String> environment, String... files) {
    return ScenarioReader.read(
        new ReadRequest(
            Stream.of(files).map(Path::of).toList(),
            folder,
            environment,
            null,
            List.of(),
            InputStream.nullInputStream(),
            List.of()));
  }

  private Plan plan(Map<String, String> environment, String... files) {
    return planOf(read(environment, files));
  }

  private static Plan planOf(ReadResult result) {
    var plan = result.plan();
    assertNotNull(plan, () -> result.diagnostics().toString());
    return plan;
  }

  /// The first lines of all that is told.
  private String problems(String... files) {
    return read(Map.of(), files).diagnostics().stream()
        .map(diagnostic -> diagnostic.toString().lines().findFirst().orElse(""))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void what_a_service_replaces_of_the_one_it_extends_stays_so_beside_an_include()
      throws IOException {
    write(
        "a.yaml",
        """
        include: [b.yaml]
        services:
          base: { image: x, networks: [front, back] }
          child: { extends: { service: base }, networks: !override [back] }
        networks: { front: , back: }
        """);
    write("b.yaml", "services: { b: { image: x } }");
    var child =
        plan(Map.of(), "a.yaml").containers().stream()
            .filter(each -> each.origin().service().equals("child"))
            .findFirst()
            .orElseThrow();
    assertFalse(child.mode().toString().contains("_front"), child.mode().toString());
  }
}
