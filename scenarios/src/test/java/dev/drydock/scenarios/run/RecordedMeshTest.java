package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CapturedPacket;
import dev.drydock.pcap.dissect.Dissector;
import dev.drydock.scenarios.conformance.SessionCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session of a real swarm with virtual addresses, the routing mesh and an encrypted network,
/// replayed step by step.
///
/// Left out of the comparison is what chance decides in reality: identifiers, on which node a task
/// is, in which order the balancer knows the tasks, and which side ends a connection first.
class RecordedMeshTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "recorded", "swarm-mesh");

  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(?::[0-9a-f]{2}){5}");
  private static final Pattern TASK = Pattern.compile("10\\.0\\.(?:1\\.(?:8|9|10)|0\\.[56])\\b");
  private static final Pattern PORT =
      Pattern.compile("\\b(?:[4-6]\\d{4}|3[3-9]\\d{3}|32[89]\\d\\d)\\b");
  private static final Pattern SPI = Pattern.compile("0x[0-9a-f]{8}");
  private static final Pattern BRIDGE_LEG = Pattern.compile("172\\.18\\.0\\.[3-9]\\b");

  @TempDir Path folder;

  private static String session() throws IOException {
    return Files.readString(FOLDER.resolve("session.txt"));
  }

  private static String play(String session, Path out) throws IOException, RunException {
    return TranscriptRun.play(
        session,
        Played.plan(Files.readString(FOLDER.resolve("lab.yaml"))),
        out,
        (line, error) -> {});
  }

  /// The session with the ids that the two containers get here; they do not depend on what is run
  /// inside.
  private String named() throws IOException, RunException {
    String session = session();
    String without = session.replaceAll("(?m)^(?:CLI|ENC)@dh1.*$", "## note inside");
    String ask = "dh1$ docker ps -q --filter name=%s.\n";
    String told = play(without + "\n" + ask.formatted("cli") + "\n" + ask.formatted("enc"), folder);
    Matcher ids = Pattern.compile("(?m)^([0-9a-f]{12})$").matcher(told);
    assertTrue(ids.find());
    String cli = ids.group(1);
    assertTrue(ids.find());
    return session.replace("CLI@", cli + "@").replace("ENC@", ids.group(1) + "@");
  }

  /// Commands whose outputs name what chance decides.
  private static final Map<String, String> CHANCE =
      Map.of(
          "docker service ls", "ids",
          "docker service ps cli vs pub", "ids, and on which node a task is",
          "ip addr", "which container came first to docker_gwbridge",
          "ip route", "which container came first to docker_gwbridge",
          "dig +noall +answer tasks.vs", "order of answers",
          "dig +short tasks.enc", "order of answers");

  @Test
  @Tag("S130")
  void outputs_differ_only_where_chance_decides() throws IOException, RunException {
    String session = named();

    String ours = play(session, folder);

    SessionCheck.Result result = new SessionCheck(List.of(session)).compare(ours);
    Set<String> others = new TreeSet<>();
    for (var difference : result.differences()) {
      String command = difference.command().replaceAll("^\\S+[$] ", "");
      if (!CHANCE.containsKey(command)) {
        others.add(difference.toString());
      }
    }
    assertEquals(Set.of(), others);
    assertEquals(26, result.commands());
  }

  @Test
  void the_rules_of_a_node_are_the_recorded_ones() throws IOException, RunException {
    String ours =
        play(
            session().replaceAll("(?m)^(?:CLI|ENC)@dh1.*$", "## note inside")
                + "\ndh1$ iptables-save\n",
            folder);
    String saved = ours.substring(ours.lastIndexOf("dh1$ iptables-save"));
    List<String> rules =
        saved.lines().filter(line -> line.startsWith("-A") || line.startsWith("*")).toList();
    List<String> real = Files.readAllLines(FOLDER.resolve("host.rules.txt"));
    assertEquals(tables(real), tables(rules));
  }

  private static Map<String, List<String>> tables(List<String> lines) {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    List<String> table = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("*")) {
        table = new ArrayList<>();
        tables.put(line, table);
      } else {
        table.add(line);
      }
    }
    return new TreeMap<>(tables);
  }

  // ---- frames ----------------------------------------------------------------------------

  private List<String> ours(String step, String device, String description)
      throws IOException, CaptureException {
    byte[] file = Files.readAllBytes(folder.resolve("pcap").resolve(step + ".pcapng"));
    return lines(file, device, description);
  }

  private static List<String> real(String step, String name) throws IOException, CaptureException {
    Path file = FOLDER.resolve("pcap").resolve(step).resolve(name + ".pcap");
    return lines(Files.readAllBytes(file), "", "");
  }

  /// One line a frame, with what chance chooses named in the order of coming.
  private static List<String> lines(byte[] file, String device, String description)
      throws CaptureException {
    List<String> lines = new ArrayList<>();
    Map<String, String> names = new LinkedHashMap<>();
    Set<String> closing = new TreeSet<>();
    try (CaptureReader reader = CaptureReader.of(file)) {
      Dissector dissector = new Dissector();
      while (reader.hasNext()) {
        CapturedPacket packet = reader.next();
        boolean isWanted =
            packet.interfaceName().matches(device.isEmpty() ? ".*" : device)
                && packet.source().description().description().startsWith(description);
        if (isWanted) {
          add(lines, text(dissector, packet.bytes()), names, closing);
        }
      }
    }
    return lines;
  }

  private static String text(Dissector dissector, byte[] frame) {
    int type = ((frame[12] & 0xff) << 8) | (frame[13] & 0xff);
    if (type == 0x86dd || (type == 0x0800 && frame[23] == 2)) {
      return ""; // what IPv6 and IGMP say unasked
    }
    boolean isEsp = type == 0x0800 && frame[23] == 50;
    String serial = isEsp ? " serial " + frame[41] : "";
    return dissector.summary(frame) + serial;
  }

  private static void add(
      List<String> lines, String text, Map<String, String> names, Set<String> closing) {
    boolean isOfNodes =
        text.contains("7946")
            || text.contains("2377")
            || text.matches(".*ARP.*192\\.168\\.1\\.4[12].*192\\.168\\.1\\.(?:4[12]|1)\\b.*")
            || text.matches(".*ARP.*192\\.168\\.1\\.(?:1|41|42) is at.*");
    if (text.isEmpty() || isOfNodes) {
      return;
    }
    String line =
        text.replaceAll("id=0x[0-9a-f]+| Win=\\d+|TSval=\\d+|TSecr=\\d+", "")
            .replaceAll("(query|response) 0x[0-9a-f]{4}", "$1");
    line = named(line, PORT, "p", names);
    Matcher port = Pattern.compile("p\\d+\\b").matcher(line);
    String connection = line.contains("TCP") && port.find() ? port.group() : "";
    if (line.contains("FIN")) {
      closing.add(connection);
    }
    if (closing.contains(connection)) {
      return; // who ends first is chance
    }
    line = named(line, MAC, "m", names);
    line = named(line, TASK, "t", names);
    line = named(line, BRIDGE_LEG, "leg", names);
    lines.add(named(line, SPI, "spi", names));
  }

  private static String named(String line, Pattern what, String letter, Map<String, String> names) {
    return what.matcher(line)
        .replaceAll(found ->
            names.computeIfAbsent(
                found.group(),
                text ->
                    letter
                        + (1 + names.values().stream().filter(n -> n.startsWith(letter)).count())));
  }

  @Test
  @Tag("X07")
  void frames_are_the_recorded_ones_in_every_place() throws Exception {
    play(named(), folder);
    String cli = "dh1/cli\\..*:eth0";
    same("01-vip-http", "cli", cli, "");
    same("01-vip-http", "hidden-br0-dh1", "dh1/.*", "overlay ov bridge");
    same("02-vip-ping", "cli", cli, "");
    same("02-vip-ping", "hidden-br0-dh1", "dh1/.*", "overlay ov bridge");
    same("02-vip-ping", "gwbridge-dh1", "dh1/docker_gwbridge", "");
    same("03-ingress-dh1", "pc", "pc/eth0", "");
    same("03-ingress-dh1", "gwbridge-dh1", "dh1/docker_gwbridge", "");
    same("03-ingress-dh1", "hidden-br0-dh1", "dh1/.*", "overlay ingress bridge");
    same("04-ingress-dh2", "pc", "pc/eth0", "");
    same("04-ingress-dh2", "gwbridge-dh2", "dh2/docker_gwbridge", "");
    for (String host : List.of("dh1", "dh2")) {
      String step = "05-encrypted-ping";
      same(step, "hidden-br0-" + host, host + "/.*", "overlay sec bridge");
      same(step, "hidden-vxlan-" + host, host + "/.*", "overlay sec vxlan");
      same(step, "uplink-" + host, host + "/eth0", "");
    }
  }

  private void same(String step, String name, String device, String description)
      throws IOException, CaptureException {
    List<String> real = real(step, name);
    assertFalse(real.isEmpty(), step + " " + name);
    assertEquals(
        String.join("\n", real),
        String.join("\n", ours(step, device, description)),
        step + " " + name);
  }
}
