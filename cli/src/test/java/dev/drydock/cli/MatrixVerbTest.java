package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixVerbTest {
  @TempDir private Path folder;

  @BeforeEach
  void a_web_server_with_a_database_behind() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: shop
        services:
          web: { image: nginx, ports: ["8080:80"], networks: [front, back] }
          db: { image: redis, networks: [back], ports: ["127.0.0.1:6379:6379"] }
          guest: { image: busybox, networks: [front] }
        networks:
          front: { ipam: { config: [ { subnet: 10.1.0.0/24 } ] } }
          back: { ipam: { config: [ { subnet: 10.2.0.0/24 } ] } }
        x-drydock:
          engine: "27"
          steps:
            - run: docker network connect shop_back shop-guest-1
        """);
  }

  /// The row of a sender, cut at two spaces and more.
  private static List<String> row(Ran ran, String sender) {
    return ran.out()
        .lines()
        .filter(line -> line.startsWith(sender + "  "))
        .map(line -> List.of(line.split(" {2,}", -1)))
        .findFirst()
        .orElse(List.of());
  }

  @Test
  void a_cell_says_yes_or_why_not() {
    Ran ran =
        Ran.drydock(
            folder, "matrix", "--from", "guest", "--from", "pc", "--to", "web", "--to", "db");

    assertEquals(0, ran.status(), ran.err());
    List<String> lines = ran.out().lines().toList();
    assertEquals("shop, Docker 27", lines.getFirst());
    assertEquals("       web:80/tcp  db:6379/tcp", lines.get(2));
    assertEquals(List.of("guest", "yes", "a"), row(ran, "guest"));
    assertEquals(List.of("pc", "b", "b"), row(ran, "pc"));
    assertTrue(
        lines.contains("b  no answer; internet/eth0: IP_ROUTE_REFUSED (refused by a route)"));
    assertEquals("1 of 4 arrive", lines.getLast());
  }

  @Test
  void published_ports_are_asked_at_their_machine() {
    Ran ran = Ran.drydock(folder, "matrix", "--from", "pc", "--from", "host", "--to", "host");

    String head = ran.out().lines().toList().get(2).strip();
    assertEquals("host:8080/tcp  host 127.0.0.1:6379/tcp  host", head);
    assertEquals(List.of("pc", "yes", "a", "yes"), row(ran, "pc"));
    assertEquals(List.of("host", "yes", "yes", "-"), row(ran, "host"));
  }

  @Test
  void steps_of_the_file_may_come_first() {
    Ran before = Ran.drydock(folder, "matrix", "--from", "guest", "--to", "db:6379/tcp");
    Ran after =
        Ran.drydock(folder, "matrix", "--after", "1", "--from", "guest", "--to", "db:6379/tcp");

    assertEquals(List.of("guest", "a"), row(before, "guest"));
    assertEquals(List.of("guest", "yes"), row(after, "guest"));
  }

  @Test
  void tasks_and_the_mesh_of_a_swarm_are_asked() throws IOException {
    Files.writeString(
        folder.resolve("swarm.yaml"),
        """
        services: {}
        x-drydock:
          machines:
            n1: { docker: {}, nics: { eth0: { link: lan, address: 192.168.0.11/24 } } }
            n2: { docker: {}, nics: { eth0: { link: lan, address: 192.168.0.12/24 } } }
            pc: { nics: { eth0: { link: lan, address: 192.168.0.20/24 } } }
          swarm: true
          steps:
            - run: docker service create -d --name w -p 8080:80 traefik/whoami
            - run: docker service create -d --name g --mode global -p mode=host,target=80,published=90 nginx
            - run: sleep 20
        """);

    List<String> words = new ArrayList<>(List.of("matrix", "--after", "all", "--from", "pc"));
    List.of("w.1", "g@n2", "n1", "n2").forEach(name -> words.addAll(List.of("--to", name)));
    words.add("swarm.yaml");

    Ran ran = Ran.drydock(folder, words.toArray(String[]::new));

    String head = ran.out().lines().toList().get(2).strip();
    assertEquals(
        "w.1:80/tcp  g@n2:80/tcp  n1:90/tcp  n1:8080/tcp  n2:90/tcp  n2:8080/tcp  n1   n2", head);
    assertEquals(List.of("pc", "a", "a", "yes", "yes", "yes", "yes", "yes", "yes"), row(ran, "pc"));
  }

  @Test
  void json_has_a_flow_for_each_cell() {
    Ran ran =
        Ran.drydock(folder, "matrix", "--format", "json", "--from", "web", "--to", "web:80/tcp");

    assertEquals(
        """
        {
          "schema": 1,
          "scenario": "shop",
          "engine": "27",
          "seed": 1,
          "flows": [
            {
              "from": "web",
              "to": "web:80/tcp",
              "reaches": "itself",
              "reason": ""
            }
          ]
        }
        """,
        ran.out());
  }

  @Test
  void a_wide_table_has_numbers_for_names() throws IOException {
    StringBuilder file = new StringBuilder("services:\n");
    for (int i = 1; i <= 14; i++) {
      file.append("  service-%02d: { image: redis }\n".formatted(i));
    }
    Files.writeString(folder.resolve("wide.yaml"), file);

    Ran ran = Ran.drydock(folder, "matrix", "--from", "service-01", "wide.yaml");

    List<String> lines = ran.out().lines().toList();
    assertTrue(lines.get(2).stripLeading().startsWith("1  2    3    4"), ran.out());
    assertTrue(lines.contains(" 2  service-02:6379/tcp"), ran.out());
    assertTrue(lines.stream().allMatch(line -> line.length() <= 100), ran.out());
  }

  @Test
  void more_flows_than_anybody_reads_are_refused_but_a_part_is_not() throws IOException {
    Files.writeString(
        folder.resolve("big.yaml"), "services: { s: { image: busybox, scale: 150 } }\n");

    Ran whole = Ran.drydock(folder, "matrix", "big.yaml");
    Ran part = Ran.drydock(folder, "matrix", "--from", "pc", "--to", "host", "big.yaml");

    assertEquals(2, whole.status());
    assertEquals(
        "drydock: 23716 flows are more than 20000; matrix asks for some with --from, --to\n",
        whole.err());
    assertEquals(0, part.status(), part.err());
  }

  @Test
  void names_and_formats_that_are_not_known_are_refused() {
    Ran sender = Ran.drydock(folder, "matrix", "--from", "gest");
    Ran target = Ran.drydock(folder, "matrix", "--to", "nobody-like-this");
    Ran format = Ran.drydock(folder, "matrix", "--format", "xml");

    assertEquals(List.of(2, 2, 2), List.of(sender.status(), target.status(), format.status()));
    assertEquals(
        "drydock: --from: nobody is called \"gest\"; did you mean \"guest\"?\n", sender.err());
    assertTrue(target.err().contains("; there are web:80/tcp, db:6379/tcp, "), target.err());
    assertEquals("drydock: --format: \"xml\" is none of text, json\n", format.err());
  }
}
