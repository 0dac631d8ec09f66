package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CapturedPacket;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.ExpectationReport;
import dev.drydock.scenarios.report.InterfaceReport;
import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.report.Status;
import dev.drydock.scenarios.report.StepReport;
import dev.drydock.scenarios.run.RunOptions.CaptureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir private Path folder;

  private static final String PINGS =
      """
      steps:
        - run: hostname
          expect: { exit: 0, stdout: host }
        - run: pc$$ hostname
      expect:
        - reach: { from: pc, to: host }
        - reach: { from: pc, to: 192.168.0.1 }
      """;

  private List<CapturedPacket> packets(String file) throws CaptureException {
    try (CaptureReader reader = CaptureReader.open(folder.resolve(file))) {
      return reader.remaining();
    }
  }

  @Test
  void a_step_is_judged_by_its_exit_status_and_output() throws RunException {
    RunReport report =
        Played.run(
            Played.home(
                """
                steps:
                  - run: echo yes
                    expect: { exit: 0, stdout: "yes" }
                  - run: nonsense
                    expect: { exit: 0, stdout: [a, b], stderr: not found }
                  - run: nonsense
                """),
            folder);
    assertEquals(
        List.of(Status.PASSED, Status.FAILED, Status.PASSED),
        report.steps().stream().map(StepReport::status).toList());
    StepReport failed = report.steps().get(1);
    assertEquals(
        List.of("exit status 127 instead of 0", "no \"a\" in its output", "no \"b\" in its output"),
        failed.problems());
    assertEquals(4, failed.checks());
    assertEquals("sh: nonsense: not found\n", failed.output().stderr());
    assertFalse(report.passed());
  }

  @Test
  void a_step_begins_at_its_time_and_a_late_one_is_told() throws RunException {
    RunReport report =
        Played.run(
            Played.home(
                """
                steps:
                  - { at: 2s, run: hostname }
                  - { at: 2001ms, run: hostname }
                """),
            folder);
    assertEquals(2_000_000_000L, report.steps().get(0).startNanos());
    assertEquals(2_005_000_000L, report.steps().get(1).startNanos());
    assertEquals(List.of("step 2 was due at 2.001 s and began at 2.005 s"), report.warnings());
  }

  @Test
  void a_run_can_end_in_the_middle_of_a_command() throws RunException {
    RunReport report =
        Played.run(
            Played.home("steps: [ run: 'while :; do hostname; done', run: hostname ]"),
            new RunOptions(folder, CaptureKind.NONE, 102_000_000L));
    assertEquals(102_000_000L, report.steps().get(0).endNanos());
    assertEquals(Status.SKIPPED, report.steps().get(1).status());
    assertTrue(report.header().complete());
  }

  @Test
  void a_run_can_last_longer_than_its_steps() throws RunException {
    RunReport report =
        Played.run(
            Played.home("steps:\n  - run: hostname\n"),
            new RunOptions(folder, CaptureKind.NONE, 10_000_000_000L));
    assertEquals(10_000_000_000L, report.header().endNanos());
  }

  @Test
  void an_expectation_is_checked_by_a_packet() throws RunException {
    RunReport report =
        Played.run(
            Played.home(
                """
                expect:
                  - reach: { from: pc, to: host }
                  - blocked: { from: pc, to: host }
                  - reach: { from: pc, to: 192.168.0.99 }
                  - blocked: { from: pc, to: 192.168.0.99, by: NEIGH_FAILED }
                  - blocked: { from: pc, to: 192.168.0.99, by: DOCKER-USER }
                  - reach: { from: pc, to: "host:80/tcp" }
                """),
            folder);
    assertEquals(
        List.of(
            Status.PASSED,
            Status.FAILED,
            Status.FAILED,
            Status.PASSED,
            Status.FAILED,
            Status.FAILED),
        report.expectations().stream().map(ExpectationReport::status).toList());
    assertEquals("pc reaches host", report.expectations().get(0).claim());
    String reason = report.expectations().get(0).reason();
    assertTrue(reason.matches("answered after \\d+\\.\\d{3} ms.*"), reason);
    assertTrue(
        report
            .expectations()
            .get(2)
            .reason()
            .contains("pc/eth0: NEIGH_FAILED (next hop does not answer ARP)"));
  }

  @Test
  void an_expectation_about_a_port_is_checked_by_a_connection() throws RunException {
    RunReport report =
        Played.run(
            Played.plan(
                """
                name: home
                services:
                  web: { image: nginx, container_name: web, ports: ["8080:80", "8081:81"] }
                  db: { image: mysql, container_name: db }
                x-drydock:
                  expect:
                    - reach: { from: pc, to: "host:8080/tcp" }
                    - reach: { from: web, to: "db:3306/tcp" }
                    - reach: { from: web, to: "db:3307/tcp" }
                    - blocked: { from: web, to: "host:8081/tcp" }
                    - blocked: { from: web, to: "db:53/udp" }
                """),
            folder);
    List<ExpectationReport> all = report.expectations();
    assertEquals(
        List.of(Status.PASSED, Status.PASSED, Status.FAILED, Status.PASSED, Status.PASSED),
        all.stream().map(ExpectationReport::status).toList());
    assertEquals("Connection refused", all.get(2).reason().replaceFirst("; [^;]*$", ""));
  }

  @Test
  void the_internet_of_the_default_surroundings_has_every_address_and_name() throws RunException {
    RunReport report =
        Played.run(
            Played.plan(
                """
                name: home
                services:
                  one: { image: busybox, container_name: one, network_mode: bridge }
                x-drydock:
                  steps:
                    - { run: ping -c 1 8.8.8.8, expect: { exit: 0 } }
                    - { run: ssh pc curl -s http://example.com/, expect: { stdout: nginx } }
                    - run: docker exec one wget -q -O - http://198.51.100.7/
                      expect: { exit: 0, stdout: nginx }
                """),
            folder);
    assertEquals(
        List.of(Status.PASSED, Status.PASSED, Status.PASSED),
        report.steps().stream().map(step -> step.status()).toList());
  }

  @Test
  void the_way_of_an_answer_can_be_asked_for() throws RunException {
    RunReport report =
        Played.run(
            Played.home(
                """
                expect:
                  - reach: { from: pc, to: host, via: pc/eth0 }
                  - reach: { from: pc, to: host, via: router }
                """),
            folder);
    assertEquals(Status.PASSED, report.expectations().get(0).status());
    assertEquals(Status.FAILED, report.expectations().get(1).status());
    assertTrue(report.expectations().get(1).reason().contains("its way: pc/eth0, host/eth0"));
  }

  @Test
  @Tag("X07")
  void the_capture_holds_what_every_interface_saw() throws RunException, CaptureException {
    RunReport report = Played.run(Played.home(PINGS), folder);
    assertEquals(List.of("home.pcapng"), report.captures());
    List<CapturedPacket> packets = packets("home.pcapng");
    assertEquals(report.frames(), packets.size());
    for (InterfaceReport each : report.interfaces()) {
      assertEquals(
          each.frames(),
          packets.stream().filter(p -> p.interfaceName().equals(each.name())).count(),
          each.name());
    }
    assertTrue(
        report.interfaces().stream()
            .map(InterfaceReport::name)
            .toList()
            .containsAll(List.of("pc/eth0", "host/eth0", "router/lan", "router/wan", "host/lo")));
  }

  @Test
  void frames_are_counted_without_a_capture_too() throws RunException, IOException {
    long captured = Played.run(Played.home(PINGS), folder).frames();
    Path other = folder.resolve("other");
    RunReport report = Played.run(Played.home(PINGS), new RunOptions(other, CaptureKind.NONE, 0));
    assertEquals(captured, report.frames());
    assertEquals(List.of(), report.captures());
    assertEquals(List.of("report.json"), names(other));
  }

  @Test
  void each_interface_can_have_a_file_of_its_own() throws RunException, CaptureException {
    RunReport report = Played.run(Played.home(PINGS), new RunOptions(folder, CaptureKind.SPLIT, 0));
    assertTrue(report.captures().contains("pc/_root/eth0.pcapng"));
    long total = 0;
    for (String file : report.captures()) {
      total += packets(file).size();
    }
    assertEquals(report.frames(), total);
  }

  @Test
  void only_the_interfaces_asked_for_are_captured() throws RunException, CaptureException {
    Plan plan = Played.home("captures:\n  - { interfaces: [\"pc/*\"] }\n" + PINGS);
    RunReport report = Played.run(plan, folder);
    assertTrue(report.interfaces().stream().anyMatch(each -> each.name().equals("host/eth0")));
    assertTrue(packets("home.pcapng").stream().allMatch(p -> p.interfaceName().startsWith("pc/")));
  }

  @Test
  void only_the_frames_asked_for_are_captured() throws RunException, CaptureException {
    Plan plan =
        Played.home(
            "captures: [ { interfaces: [pc/eth0], filter: arp }, { interfaces: [host/eth0] } ]\n"
                + PINGS);
    Played.run(plan, folder);
    List<CapturedPacket> packets = packets("home.pcapng");
    assertEquals(4, packets.stream().filter(p -> p.interfaceName().equals("pc/eth0")).count());
    assertEquals(5, packets.stream().filter(p -> p.interfaceName().equals("host/eth0")).count());
  }

  @Test
  void a_filter_that_makes_no_sense_is_told() {
    Plan plan = Played.home("captures: [ { filter: prot 7 } ]");
    RunException refused = assertThrows(RunException.class, () -> Played.run(plan, folder));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("the capture filter \"prot 7\": "));
  }

  @Test
  void the_same_file_and_seed_give_the_same_bytes() throws RunException, IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Played.run(Played.home(PINGS), first);
    Played.run(Played.home(PINGS), second);
    assertEquals(List.of("home.pcapng", "report.json"), names(first));
    for (String name : names(first)) {
      assertArrayEquals(
          Files.readAllBytes(first.resolve(name)), Files.readAllBytes(second.resolve(name)), name);
    }
  }

  @Test
  void the_seed_is_in_the_capture_and_the_report() throws RunException, IOException {
    Played.run(Played.home(PINGS).withSeed(7), folder);
    String report = Files.readString(folder.resolve("report.json"));
    assertTrue(report.contains("\n  \"seed\": 7,\n"), report);
    String capture = Files.readString(folder.resolve("home.pcapng"), StandardCharsets.ISO_8859_1);
    assertTrue(capture.contains("scenario home, engine 29, seed 7"));
  }

  @Test
  void a_stopped_run_leaves_what_it_captured() throws RunException, CaptureException {
    Plan plan = Played.home("steps: [ run: hostname, run: hostname ]");
    Run run = new Run(plan, new RunOptions(folder, CaptureKind.ONE_FILE, 0));
    RunReport report =
        run.play(
            new RunObserver() {
              @Override
              public void stepEnded(StepReport step) {
                run.stop();
              }
            });
    assertFalse(report.header().complete());
    assertEquals(Status.SKIPPED, report.steps().get(1).status());
    assertEquals(List.of("the run was stopped"), report.steps().get(1).problems());
    assertEquals(report.frames(), packets("home.pcapng").size());
  }

  @Test
  void a_second_run_replaces_the_results_of_the_first() throws RunException, IOException {
    Played.run(Played.home(PINGS), folder);
    byte[] report = Files.readAllBytes(folder.resolve("report.json"));
    Played.run(Played.home("steps: [ { run: hostname } ]"), folder);
    assertNotEquals(report.length, Files.readAllBytes(folder.resolve("report.json")).length);
    assertEquals(List.of("home.pcapng", "report.json"), names(folder));
  }

  @Test
  void captures_of_an_earlier_run_go_away() throws RunException, IOException {
    Path own = Files.writeString(folder.resolve("own.pcapng"), "mine");
    Played.run(Played.home(PINGS), new RunOptions(folder, CaptureKind.SPLIT, 0));
    Path gone = Files.writeString(folder.resolve("pc/_root/veth0.pcapng"), "old");
    Played.run(Played.home(PINGS), folder);
    assertFalse(Files.exists(gone));
    assertFalse(Files.exists(folder.resolve("pc/_root/eth0.pcapng")));
    assertTrue(Files.exists(own));
  }

  @Test
  void a_folder_without_a_report_is_not_cleaned() throws RunException, IOException {
    Files.createDirectories(folder.resolve("pc/_root"));
    Path own = Files.writeString(folder.resolve("pc/_root/veth0.pcapng"), "mine");
    Played.run(Played.home(PINGS), folder);
    assertTrue(Files.exists(own));
  }

  @Test
  void a_bug_tells_seed_and_time_and_leaves_the_capture() throws CaptureException {
    Run run =
        new Run(
            Played.home("steps: [ run: hostname ]").withSeed(42),
            new RunOptions(folder, CaptureKind.ONE_FILE, 0));
    BrokenRunException bug =
        assertThrows(
            BrokenRunException.class,
            () ->
                run.play(
                    new RunObserver() {
                      @Override
                      public void stepEnded(StepReport step) {
                        throw new IllegalStateException("it broke");
                      }
                    }));
    assertEquals(
        "IllegalStateException: it broke (scenario home, seed 42, virtual time 0.005 s)",
        bug.getMessage());
    assertEquals(0, packets("home.pcapng").size());
    assertEquals("", run.progress());
  }

  @Test
  void a_folder_that_cannot_be_made_is_told() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    RunException refused =
        assertThrows(
            RunException.class, () -> Played.run(Played.home(PINGS), file.resolve("below")));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("cannot write results to "), message);
    assertTrue(message.endsWith("; choose another folder with --out"), message);
  }

  @Test
  void a_capture_that_cannot_be_written_is_told() throws IOException {
    Files.createDirectories(folder.resolve("home.pcapng"));
    RunException refused =
        assertThrows(RunException.class, () -> Played.run(Played.home(PINGS), folder));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("cannot write capture "), message);
    assertTrue(message.endsWith("; choose another folder with --out"), message);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void captures_end_at_their_limit() throws RunException, CaptureException, IOException {
    RunReport report =
        Played.run(Played.home(PINGS), new RunOptions(folder, CaptureKind.ONE_FILE, 0, 2048));
    List<CapturedPacket> kept = packets(report.captures().getFirst());
    long missing = report.frames() - kept.size();
    assertTrue(missing > 0 && !kept.isEmpty());
    assertEquals(
        List.of(
            "captures ended at 2k (--pcap-limit): "
                + missing
                + " later frames are missing in them"),
        report.warnings());
    assertTrue(Files.size(folder.resolve(report.captures().getFirst())) < 16_384);
  }
}
