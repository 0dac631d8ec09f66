package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportVerbTest {
  private static final Path RECORDED =
      Path.of("../scenarios/src/test/resources/recorded/imports").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void a_file_that_runs_is_made_of_a_live_host() {
    String dumps = RECORDED.resolve("live/dumps").toString();

    Ran made = Ran.drydock(folder, "import", dumps, "-o", "host.yaml");
    Ran run = Ran.drydock(folder, "run", "--no-pcap", "-q", "host.yaml");

    assertEquals(
        """
        drydock: not carried over: container gone: it does not run
        drydock: not carried over: what is behind the host's router: a router to the internet is \
        made up
        """,
        made.err());
    assertEquals("", made.out());
    assertEquals(new Ran(0, "", ""), run);
  }

  @Test
  void a_state_is_printed_with_what_is_missing_at_its_top() {
    String state = RECORDED.resolve("host-none-container/state-running").toString();

    Ran ran = Ran.drydock(folder, "import", "--engine", "20.10", state);

    assertTrue(
        ran.out()
            .startsWith(
                """
                # Made by "drydock import %s".
                # Left out, as no frame depends on it: environment, health checks, volumes.
                # Not carried over:
                # - container bad1: it does not run
                # - what is behind the host's router: a router to the internet is made up
                name: dh1
                services:
                  h1:
                    image: web
                    container_name: h1
                    network_mode: host
                """
                    .formatted(state)),
        ran.out());
    assertEquals(0, ran.status());
  }

  @Test
  void what_cannot_be_read_is_told() throws IOException {
    Files.createDirectory(folder.resolve("dumps"));
    Files.writeString(folder.resolve("dumps/containers.json"), "[");

    Ran ran = Ran.drydock(folder, "import", "dumps/");
    Ran nothing = Ran.drydock(folder, "import", "dump");

    assertEquals(
        """
        dumps/containers.json:1:2: not valid JSON: unexpected end of JSON input
        dumps/networks.json:1:1: no such file
          on the host: docker network inspect $(docker network ls -q) > networks.json
        """,
        ran.err());
    assertEquals(
        "dump:1:1: no such folder\n  name the folder that holds the dumps\n", nothing.err());
    assertEquals(2, ran.status());
  }
}
