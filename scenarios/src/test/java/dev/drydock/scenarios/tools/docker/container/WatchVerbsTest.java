package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What a user asks about running containers and about images.
class WatchVerbsTest {
  private final TypedLab lab = TypedLab.start();

  @Test
  void stats_count_what_went_over_the_network() {
    lab.with("docker run -d --name one busybox sleep 1000");
    lab.with("docker run -d --name alone --network none busybox sleep 1000");
    String format = " --no-stream --format '{{.Name}} {{.NetIO}} {{.PIDs}}'";
    lab.with("docker exec one ping -c 1 172.17.0.1");
    String sent = lab.type("docker exec one cat /sys/class/net/eth0/statistics/tx_bytes").strip();

    String said = lab.type("docker stats" + format);

    assertTrue(said.startsWith("alone 0B / 0B 1\n"), said);
    assertTrue(said.matches("(?s).*\\none \\d+(\\.\\d+)?k?B / " + sent + "B 1\n"), said + sent);
  }

  @Test
  void the_files_of_a_device_lead_to_the_other_end_of_its_veth() {
    lab.with("docker run -d --name one busybox sleep 1000");

    String link = lab.type("docker exec one cat /sys/class/net/eth0/iflink").strip();

    assertTrue(lab.type("ip -o link").contains("\n" + link + ": veth"), link);
    assertEquals("1500\n", lab.type("docker exec one cat /sys/class/net/eth0/mtu"));
    assertEquals(4, lab.type("cat /proc/net/dev | grep : | wc -l").strip().charAt(0) - '0');
  }

  @Test
  void top_shows_the_processes_of_one_container() {
    lab.with("docker run -d --name web web", "docker run -d --name one busybox sleep 1000");

    String said = lab.type("docker top web");

    assertEquals(2, said.lines().count(), said);
    assertTrue(said.endsWith("httpd -f -p 80 -h /www\n"), said);
    lab.type("docker stop web");
    assertTrue(lab.type("docker top web").endsWith(" is not running\n"));
    assertEquals(1, lab.status());
  }

  @Test
  void images_are_those_of_the_containers() {
    lab.with("docker run -d --name one busybox:1.36 sleep 1000");

    String listed = lab.type("docker images");

    assertTrue(
        listed.matches(
            """
            REPOSITORY   TAG       IMAGE ID       CREATED   SIZE
            busybox      1\\.36      [0-9a-f]{12}   N/A       0B
            net          latest    [0-9a-f]{12}   N/A       0B
            web          latest    [0-9a-f]{12}   N/A       0B
            """),
        listed);
    assertTrue(
        lab.type("docker pull nginx").endsWith("\ndocker.io/library/nginx:latest\n"), "pull");
    assertEquals("ghcr.io/a/b:1\n", lab.type("docker pull -q ghcr.io/a/b:1"));
  }

  @Test
  void nobody_can_attach_to_a_program_that_is_not_modelled() {
    lab.with("docker run -d --name one busybox sleep 1000");

    assertTrue(lab.type("docker attach one").contains("docker exec -it one sh"));
    assertEquals(1, lab.status());
    lab.type("docker stop one");
    assertEquals(
        "You cannot attach to a stopped container, start it first\n",
        lab.type("docker attach one"));
  }

  @Test
  void top_shows_the_columns_that_are_asked_for_and_needs_the_numbers() {
    TypedLab lab = TypedLab.start().with("docker run -d --name one busybox sleep 1000");

    assertTrue(
        lab.type("docker top one -o pid,comm")
            .matches("PID                 COMMAND\n\\d+ +sleep\n"));
    assertTrue(lab.type("docker top one aux").startsWith("USER                PID "));
    assertEquals(
        "Error response from daemon: Couldn't find PID field in ps output\n",
        lab.type("docker top one -o comm"));
  }

  /// Seen with 20.10.24: a line of `ps` is cut at its blanks.
  @Test
  void a_command_with_words_moves_the_columns_behind_it() {
    TypedLab other =
        TypedLab.ofEngine("28.5.2").with("docker run -d --name one busybox sleep 1000", "sleep 62");

    assertEquals(
        "%CPU ELAPSED COMMAND PRI PID\n0.0 01:02 sleep 1000 19 PID\n",
        other
            .type("docker top one -o pcpu,etime,args,pri,pid")
            .replaceAll(" +", " ")
            .replaceAll(" \\d+\n$", " PID\n"));
  }
}
