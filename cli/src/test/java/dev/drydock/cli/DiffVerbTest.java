package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffVerbTest {
  @TempDir private Path folder;

  @BeforeEach
  void a_published_server() throws IOException {
    write("one.yaml", "front");
    write("two.yaml", "back");
  }

  private void write(String file, String network) throws IOException {
    Files.writeString(
        folder.resolve(file),
        """
        name: shop
        services:
          web: { image: nginx, ports: ["8080:80"], networks: [front] }
          db: { image: redis, networks: [%s] }
        networks:
          front: { ipam: { config: [ { subnet: 10.1.0.0/24 } ] } }
          back: { ipam: { config: [ { subnet: 10.2.0.0/24 } ] } }
        x-drydock:
          engine: "29"
          steps:
            - run: ssh pc sudo ip route add 10.1.0.0/24 via 192.168.0.10
        """
            .formatted(network));
  }

  /// The lines under a title.
  private static List<String> section(Ran ran, String title) {
    List<String> lines = ran.out().lines().toList();
    int at = lines.indexOf(title);
    return at < 0
        ? List.of()
        : lines.stream().skip(at + 1).takeWhile(line -> line.startsWith("  ")).toList();
  }

  @Test
  void an_engine_that_drops_what_is_routed_to_containers_shows() {
    Ran ran =
        Ran.drydock(
            folder, "diff", "-f", "one.yaml", "--after", "1", "--engine", "27", "--engine", "28.0");

    assertEquals(1, ran.status(), ran.err());
    assertTrue(
        ran.out().startsWith("--- one.yaml, Docker 27\n+++ one.yaml, Docker 28.0\n"), ran.out());
    assertEquals(
        List.of("  -pc -> web:80/tcp: yes", "  +pc -> web:80/tcp: no"),
        section(ran, "who reaches whom"));
    assertTrue(
        section(ran, "host: iptables")
            .contains(
                "  +raw -A PREROUTING -d 10.1.0.2/32 ! -i br-shop_front -p tcp -m tcp --dport 80"
                    + " -j DROP"),
        ran.out());
  }

  @Test
  void a_service_on_another_network_shows() {
    Ran ran = Ran.drydock(folder, "diff", "-f", "one.yaml", "-f", "two.yaml");

    assertEquals(1, ran.status(), ran.err());
    assertTrue(ran.out().startsWith("--- one.yaml, Docker 29\n+++ two.yaml, Docker 29\n"));
    assertTrue(
        section(ran, "who reaches whom")
            .containsAll(List.of("  -web -> db:6379/tcp: yes", "  +web -> db:6379/tcp: no")),
        ran.out());
    assertTrue(
        section(ran, "host: containers").contains("  +/shop-db-1 shop_back 10.2.0.2 by 10.2.0.1"),
        ran.out());
  }

  @Test
  void what_is_alike_has_no_difference() {
    Ran ran = Ran.drydock(folder, "diff", "-f", "one.yaml", "-f", "one.yaml", "--engine", "27");

    assertEquals(new Ran(0, "no difference\n", ""), ran);
  }

  @Test
  void one_side_alone_is_refused() {
    String asked = "drydock: diff takes two files (-f) or two engine versions (--engine)\n";
    assertEquals(new Ran(2, "", asked), Ran.drydock(folder, "diff", "-f", "one.yaml"));
    assertEquals(
        new Ran(2, "", asked), Ran.drydock(folder, "diff", "-f", "one.yaml", "--engine", "27"));
    Ran wrong =
        Ran.drydock(folder, "diff", "-f", "one.yaml", "--engine", "27", "--engine", "banana");
    assertEquals(2, wrong.status());
    assertTrue(wrong.err().startsWith("drydock: --engine: "), wrong.err());
  }
}
