package dev.drydock.scenarios.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.conformance.RecordingCheck;
import dev.drydock.scenarios.conformance.Score;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.plan.StepPlan;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.run.TranscriptRun;
import dev.drydock.scenarios.text.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The dumps are of a real Docker Engine 20.10.24: see `recorded/imports/README.md`.
class HostImportTest {
  private static final Path RECORDED = Path.of("src/test/resources/recorded/imports");

  @TempDir private Path folder;

  private static Plan plan(String text) {
    ReadResult read = ScenarioReader.read(ReadRequest.ofText(text));
    Plan plan = read.plan();
    assertNotNull(plan, () -> read.diagnostics().toString());
    return plan;
  }

  private static List<String> steps(Plan plan) {
    return plan.steps().stream().map(step -> ((StepPlan.Run) step).command()).toList();
  }

  /// Runs a scenario, dumps the state of its host, and compares that with another.
  private List<String> differences(String text, Path state) throws IOException, RunException {
    Plan plan = plan(text);
    String machine = plan.machines().getFirst().name();
    StringBuilder session = new StringBuilder("# scenario again\n\n");
    steps(plan).forEach(step -> session.append(machine + "$ " + step + "\n\n"));
    session.append("## settle 3s\n\n## state running " + machine + "\n");
    Path real = folder.resolve("real");
    Files.createDirectories(real.resolve("state-running"));
    try (Stream<Path> files = Files.list(state)) {
      for (Path file : files.toList()) {
        Files.copy(file, real.resolve("state-running").resolve(file.getFileName()));
      }
    }
    Files.writeString(real.resolve("session.txt"), "");
    TranscriptRun.play(session.toString(), plan, folder.resolve("ours"), (line, error) -> {});
    List<String> differences = new ArrayList<>();
    for (Score score :
        RecordingCheck.of(real.resolve("session.txt")).compare(folder.resolve("ours"))) {
      assertTrue(score.compared() > 0, score.part());
      score.differences().forEach(each -> add(each, differences));
    }
    return differences;
  }

  /// compose gives each container its names as aliases; link-local addresses come and go with what
  /// was done to a card before; a container that did not run is not there.
  private static void add(Score.Difference difference, List<String> differences) {
    List<String> real = new ArrayList<>();
    List<String> ours = new ArrayList<>();
    for (String line : difference.lines()) {
      boolean isPassing = line.contains("<ll>") || line.contains("fe80::");
      if (!isPassing) {
        (line.startsWith("-") ? real : ours)
            .add(line.substring(1).replaceFirst("Aliases=(null|\\[.*])", ""));
      }
    }
    if (!real.equals(ours) && !difference.where().contains("c-bad1")) {
      differences.add(difference.where() + " " + difference.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default-bridge",
        "user-bridge",
        "flat-br0",
        "ipv6-bridge",
        "macvlan",
        "host-none-container",
        "icc-internal-ipam",
        "userland-proxy-false",
      })
  void a_recorded_state_comes_out_again(String name) throws IOException, RunException {
    Path state = RECORDED.resolve(name).resolve("state-running");

    HostImport.Result result = HostImport.of(state, "dumps", "20.10");

    assertEquals(List.of(), result.problems());
    assertEquals(List.of(), differences(result.text(), state));
  }

  @Test
  void what_was_saved_on_a_live_host_comes_out_again() throws IOException, RunException {
    HostImport.Result result = HostImport.of(RECORDED.resolve("live/dumps"), "dumps", null);

    assertEquals(
        List.of(
            "container gone: it does not run",
            "what is behind the host's router: a router to the internet is made up"),
        result.leftOut());
    assertEquals(List.of(), differences(result.text(), RECORDED.resolve("live/state-running")));
  }

  @Test
  void what_the_user_added_by_hand_are_steps() {
    HostImport.Result result = HostImport.of(RECORDED.resolve("live/dumps"), "dumps", null);

    assertEquals(
        """
        ip link add name br1 type bridge
        ip addr add 10.40.0.1/24 dev br1
        ip link set br1 up
        ip route add default via 192.168.1.8 dev eth0 table 100
        ip route add 10.50.0.0/16 via 192.168.1.9 dev eth0
        ip rule add pref 32765 from 10.99.0.0/16 lookup 100
        docker network create -d bridge --subnet 172.18.0.0/16 --gateway 172.18.0.1 \
        -o com.docker.network.bridge.name=br-f4cae7d28828 unused
        docker network connect --ip 10.20.0.128 shop second
        iptables -N watch
        iptables -A INPUT -i eth0 -j watch
        iptables -I DOCKER-USER 1 -s 192.168.1.66/32 -i eth0 -m comment --comment "the old printer" \
        -j DROP
        iptables -A watch -p tcp -m tcp --dport 22 -j ACCEPT
        iptables -t nat -A POSTROUTING -s 10.99.0.0/16 -o eth0 -j MASQUERADE
        ip6tables -A INPUT -p tcp -m tcp --dport 23 -j DROP
        """,
        String.join("\n", steps(plan(result.text()))) + "\n");
  }

  @Test
  void missing_files_are_named_with_the_command_that_makes_them() {
    HostImport.Result result = HostImport.of(folder, "dumps", null);

    assertEquals(
        List.of(
            "dumps/containers.json:1:1: no such file\n"
                + "  on the host: docker inspect $(docker ps -aq) > containers.json",
            "dumps/networks.json:1:1: no such file\n"
                + "  on the host: docker network inspect $(docker network ls -q) > networks.json"),
        result.problems().stream().map(Diagnostic::toString).toList());
    assertEquals("", result.text());
  }

  @Test
  void broken_json_is_told_with_its_place() throws IOException {
    Files.writeString(folder.resolve("containers.json"), "[\n  { \"Id\": \"a\", }\n]\n");
    Files.writeString(folder.resolve("networks.json"), "{}\n");

    HostImport.Result result = HostImport.of(folder, "dumps", null);

    assertEquals(
        List.of(
            "dumps/containers.json:2:16: not valid JSON: invalid character '}' looking for"
                + " beginning of object key string",
            "dumps/networks.json:1:1: must be a list, not a mapping"),
        result.problems().stream().map(Diagnostic::toString).toList());
  }

  @Test
  void a_host_of_which_only_docker_is_known_stands_in_a_home() throws IOException {
    Files.writeString(folder.resolve("containers.json"), "");
    Files.writeString(folder.resolve("networks.json"), "[]\n");

    HostImport.Result result = HostImport.of(folder, "dumps", null);

    assertEquals(
        List.of(
            "the engine's version is not told (info.json): the newest is taken",
            "addresses of the host are not told (addr.txt): it has 192.168.0.10",
            "what is behind the host's router: a router to the internet is made up"),
        result.leftOut());
    assertEquals("host", plan(result.text()).machines().getFirst().name());
  }
}
