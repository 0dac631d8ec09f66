package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.report.RunReport;
import dev.drydock.scenarios.run.RunOptions.CaptureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Wireshark reads of two overlay networks between two nodes, one of them encrypted: outer and
/// inner frames, with all checksums.
class TunnelCaptureTest {
  private static final String DOUBTS =
      "_ws.malformed || _ws.expert.severity >= \"Error\" || ip.checksum.status == 0"
          + " || udp.checksum.status == 0 || tcp.checksum.status == 0";

  private static final String SCENARIO =
      """
      name: tunnels
      services: {}
      x-drydock:
        engine: "29"
        machines:
          a: { docker: {}, nics: { eth0: { link: lan, address: 192.168.7.1/24 } } }
          b: { docker: {}, nics: { eth0: { link: lan, address: 192.168.7.2/24 } } }
        links: { lan: { rate: 1gbit, delay: 20us } }
        images:
          store:
            tools: [busybox, curl]
            serve: [ { http: 80, server: nginx, files: { /big: { bytes: 200000 } } } ]
        captures:
          - { interfaces: [a/eth0, b/eth0] }
        steps:
          - run: docker swarm init
          - run: ssh b docker swarm join --token $(docker swarm join-token -q worker) 192.168.7.1:2377
          - run: docker network create -d overlay --attachable clear
          - run: docker network create -d overlay --attachable --opt encrypted secret
          - run: docker run -d --name one --network clear store
          - run: ssh b docker run -d --name two --network clear store
          - run: docker run -d --name three --network secret store
          - run: ssh b docker run -d --name four --network secret store
          - run: sleep 1
          - run: docker exec one curl -sS -o /dev/null -w '%{size_download}' http://two/big
            expect: { exit: 0, stdout: "200000" }
          - run: docker exec three curl -sS -o /dev/null -w '%{size_download}' http://four/big
            expect: { exit: 0, stdout: "200000" }
          - run: docker exec three ping -c 3 four
            expect: { exit: 0, stdout: "0% packet loss" }
      """;

  @TempDir private Path folder;

  private List<Path> captures() throws IOException, RunException {
    RunReport report =
        Played.run(Played.plan(SCENARIO), new RunOptions(folder, CaptureKind.SPLIT, 0));
    assertEquals(
        List.of(), report.steps().stream().flatMap(step -> step.problems().stream()).toList());
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> file.toString().endsWith(".pcapng")).sorted().toList();
    }
  }

  @Test
  @Tag("S132")
  void wireshark_reads_outer_and_inner_frames_and_esp() throws IOException, RunException {
    Tshark.need();
    List<Path> files = captures();
    assertEquals(2, files.size(), files.toString());
    for (Path file : files) {
      String doubts = Tshark.read(file, DOUBTS);
      assertEquals("", String.join("\n", doubts.lines().limit(10).toList()));
      innerFramesAreRead(file);
      sequencesCount(file);
    }
  }

  private static void innerFramesAreRead(Path file) throws IOException {
    List<String> names = List.of("vxlan.vni", "udp.dstport", "ip.src", "ip.dst", "tcp.dstport");
    Set<String> all = new TreeSet<>(Tshark.fields(file, "vxlan && tcp.port == 80", names));
    assertEquals(2, all.size(), all.toString());
    for (String line : all) {
      assertTrue(
          line.matches(
              "4097\\|4789\\|192\\.168\\.7\\.[12],10\\.0\\.1\\.\\d\\|"
                  + "192\\.168\\.7\\.[12],10\\.0\\.1\\.\\d\\|(80|\\d{5})"),
          line);
    }
    long tunnelled = Tshark.fields(file, "vxlan", List.of("frame.number")).size();
    long notEthernet =
        Tshark.fields(file, "vxlan && !tcp && !icmp", List.of("frame.number")).size();
    assertTrue(tunnelled > 200000 / 1410, "frames: " + tunnelled);
    assertEquals(0, notEthernet, "what is in the tunnel is read to its end");
  }

  /// Each direction has a number of its own and counts its packets from 1.
  private static void sequencesCount(Path file) throws IOException {
    Map<String, Long> last = new LinkedHashMap<>();
    List<String> packets = Tshark.fields(file, "esp", List.of("ip.src", "esp.spi", "esp.sequence"));
    assertFalse(packets.isEmpty());
    for (String packet : packets) {
      int bar = packet.lastIndexOf('|');
      String direction = packet.substring(0, bar);
      long number = Long.parseLong(packet.substring(bar + 1));
      assertEquals(last.getOrDefault(direction, 0L) + 1, number, packet);
      last.put(direction, number);
    }
    assertEquals(2, last.size(), last.toString());
    assertEquals(List.of(), Tshark.fields(file, "vxlan.vni == 4098", List.of("frame.number")));
  }
}
