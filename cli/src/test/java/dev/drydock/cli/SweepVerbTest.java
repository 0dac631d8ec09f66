package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepVerbTest {
  private static final String RTT = "rtt== [^/]*/([^/]*)";

  @TempDir private Path folder;

  @BeforeEach
  void a_container_pings_the_lan() throws IOException {
    Files.writeString(
        folder.resolve("ping.yaml"),
        """
        name: ping
        services:
          one: { image: busybox, container_name: one, network_mode: bridge }
        x-drydock:
          steps:
            - run: docker exec one ping -c 3 192.168.0.20
              expect: { stdout: " 0% packet loss" }
        """);
  }

  private Ran sweep(String... words) {
    List<String> all = new ArrayList<>(List.of("sweep"));
    all.addAll(List.of(words));
    all.add("ping.yaml");
    return Ran.drydock(folder, all.toArray(String[]::new));
  }

  @Test
  void each_combination_has_its_lines() {
    Ran ran = sweep("--seeds", "1,5", "--set", "links.lan.loss=0%,100%", "--figure", RTT);

    assertEquals(
        """
        ping, engine 29, seed 1, links.lan.loss=0%: passed, 72 frames, 0 lost, 2.455 s, rtt=0.066
          steps: 2.055 s
        ping, engine 29, seed 5, links.lan.loss=0%: passed, 77 frames, 0 lost, 2.455 s, rtt=0.066
          steps: 2.055 s
        ping, engine 29, seed 1, links.lan.loss=100%: FAILED, 71 frames, 6 lost, 12.455 s, rtt=-
          step 1 (docker exec one ping -c 3 192.168.0.20): no " 0% packet loss" in its output
          lost: 3 LINK_LOSS, 3 NEIGH_FAILED
          steps: 12.055 s
        ping, engine 29, seed 5, links.lan.loss=100%: FAILED, 71 frames, 6 lost, 12.455 s, rtt=-
          step 1 (docker exec one ping -c 3 192.168.0.20): no " 0% packet loss" in its output
          lost: 3 LINK_LOSS, 3 NEIGH_FAILED
          steps: 12.055 s
        4 runs, 2 failed
        """,
        ran.out());
    assertEquals(1, ran.status());
  }

  @Test
  void the_bytes_are_the_same_for_any_number_of_threads() {
    String[] one = {"--jobs", "1", "--seeds", "1..6", "--set", "links.lan.loss=0%,20%,40%"};
    String[] many = one.clone();
    many[1] = "5";

    assertEquals(sweep(one), sweep(many));
  }

  @Test
  void a_run_of_a_sweep_is_that_of_the_verb_run() {
    Ran swept = sweep("--set", "links.lan.delay=20us");
    Ran run = Ran.drydock(folder, "run", "--no-pcap", "ping.yaml");

    String frames = swept.out().replaceFirst("(?s).*passed, (\\d+ frames).*", "$1");
    assertTrue(run.out().contains("\n" + frames + " seen"), run.out());
    assertFalse(Files.exists(folder.resolve("captures/ping.pcapng")));
  }

  @Test
  void nothing_is_written_beside_the_file() throws IOException {
    sweep();

    try (var files = Files.list(folder)) {
      assertEquals(List.of("ping.yaml"), files.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  void a_table_has_a_column_for_each_key_and_step() {
    Ran ran = sweep("--format", "csv", "--engine", "20.10", "--set", "links.lan.loss=100%");

    assertEquals(
        """
        scenario,engine,seed,links.lan.loss,passed,frames,lost,losses,seconds,step 1,failures
        ping,20.10,1,100%,false,62,6,LINK_LOSS=3 NEIGH_FAILED=3,12.455,12.055,\
        "step 1 (docker exec one ping -c 3 192.168.0.20): no "" 0% packet loss"" in its output"
        """,
        ran.out());
  }

  @Test
  void json_has_one_object_a_run() {
    Ran ran = sweep("--format", "json", "--figure", RTT);

    assertTrue(ran.out().startsWith("{\n  \"schema\": 1,\n  \"settings\": {\n"), ran.out());
    assertTrue(ran.out().contains("\"figures\": {\n    \"rtt\": \"0.066\"\n  }\n}\n"), ran.out());
    assertEquals(0, ran.status());
  }

  @Test
  void what_is_no_key_is_told_and_nothing_runs() {
    Ran ran =
        sweep(
            "--set", "links.lan.los=1%",
            "--set", "links.lam.loss=1%",
            "--set", "steps.3.run=true",
            "--set", "services.one.image.tag=1",
            "--set", "seed=many");

    assertEquals(
        """
        --set links.lam.loss=1%:1:1: there is no x-drydock.links.lam
          did you mean "lan"?
        --set links.lan.los=1%:1:1: x-drydock.links.lan additional properties 'los' not allowed
          did you mean "loss"?
        --set seed=many:1:1: x-drydock.seed: "many" is not a whole number from \
        -999999999999999999 to 999999999999999999
        --set services.one.image.tag=1:1:1: services.one.image has no keys: it is a string
        --set steps.3.run=true:1:1: x-drydock.steps is a list of 1
          say which, from 0 on
        """,
        ran.err());
    assertEquals(new Ran(2, "", ran.err()), ran);
  }

  @Test
  void keys_of_lists_of_names_with_dots_and_of_the_compose_file_are_found() {
    Ran ran =
        sweep(
            "--set", "steps.0.run=docker exec one ping -c 1 host,docker exec one true",
            "--set", "machines.host.sysctls.\"net.ipv4.ip_default_ttl\"=7",
            "--set", "services.one.extra_hosts=[\"host:192.168.0.10\", \"pc:192.168.0.20\"]");

    assertEquals("2 runs, 1 failed", ran.out().lines().toList().getLast());
  }

  @Test
  void wrong_options_are_refused() {
    assertEquals(
        "drydock: --seeds: \"1-3\" is neither a number nor a range as 1..20\n",
        sweep("--seeds", "1-3").err());
    assertEquals("drydock: --seeds: \"3..1\" goes down\n", sweep("--seeds", "3..1").err());
    assertEquals(
        "drydock: --set: \"loss\" has no name and value: links.lan.loss=0%,1%\n",
        sweep("--set", "loss").err());
    assertEquals("drydock: --jobs: \"0\" is no number from 1 to 256\n", sweep("--jobs", "0").err());
    assertEquals(
        "drydock: more than 100000 runs; take fewer seeds or values\n",
        sweep("--seeds", "1..60000", "--engine", "27", "--engine", "29").err());
  }

  @Test
  void what_docker_refuses_is_a_failure_of_that_run() throws IOException {
    Files.writeString(
        folder.resolve("ping.yaml"),
        """
        name: clash
        services:
          one: { image: nginx, ports: ["80:80"] }
          two: { image: nginx, ports: ["81:80"] }
        """);

    Ran ran = sweep("--set", "services.two.ports=[\"81:80\"],[\"80:80\"]");

    assertEquals("2 runs, 1 failed", ran.out().lines().toList().getLast());
    assertTrue(ran.out().contains("port is already allocated"), ran.out());
  }
}
