package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CapturedPacket;
import dev.drydock.pcap.dissect.Dissector;
import dev.drydock.scenarios.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the captures of a transcript see: as much as `tcpdump` saw when the session was recorded.
class StepRecordingsTest {
  private static final String SESSION =
      """
      ## fresh host dockerd --userland-proxy=false

      host$ docker run -d --name one busybox sleep 1000

      host$ docker run -d --name web -p 8080:80 nginx

      ######## step 01-published

      one@host$ wget -q -O - http://192.168.0.10:8080/

      host$ ip -d link show docker0

      ## settle 0.5s

      ######## step 02-fragments

      one@host$ ping -c 1 -s 3000 172.17.0.3

      ## settle 0.5s

      ######## step 03-restart

      one@host$ ping -c 1 172.17.0.3

      host$ docker restart -t 0 one

      host$ ip -d link show type veth

      host$ ip link add later type dummy

      host$ ip -d link show later

      one@host$ ping -c 1 172.17.0.3

      ## settle 0.5s

      ######## step 04-rename

      host$ docker rename one uno

      uno@host$ ping -c 1 172.17.0.3

      ## settle 0.5s

      ######## step 05-renamed

      uno@host$ ping -c 1 172.17.0.3

      ## settle 0.5s

      ######## step 06-smaller

      host$ ip link set docker0 mtu 1200

      uno@host$ ping -c 1 -s 1400 172.17.0.3

      ## settle 0.5s
      """;

  @TempDir Path folder;

  private String replay() throws IOException, RunException {
    Plan plan = Played.home("seed: 1");
    return TranscriptRun.play(SESSION, plan, folder, (line, error) -> {});
  }

  private List<CapturedPacket> captured(String step, String device)
      throws IOException, CaptureException {
    List<CapturedPacket> packets = new ArrayList<>();
    byte[] file = Files.readAllBytes(folder.resolve("pcap/" + step + ".pcapng"));
    try (CaptureReader reader = CaptureReader.of(file)) {
      while (reader.hasNext()) {
        CapturedPacket packet = reader.next();
        if (packet.interfaceName().equals(device)) {
          packets.add(packet);
        }
      }
    }
    return packets;
  }

  /// Recorded with 20.10.24: `tcpdump` takes the MTU when it starts.
  @Test
  void what_is_kept_of_a_frame_is_decided_when_the_capture_begins()
      throws IOException, RunException, CaptureException {
    String session = replay();

    int largest = 0;
    for (CapturedPacket packet : captured("06-smaller", "host/docker0")) {
      largest = Math.max(largest, packet.bytes().length);
    }
    assertEquals(14 + 20 + 8 + 1400, largest, session);
  }

  @Test
  void a_watched_bridge_routes_what_was_translated_back_onto_it()
      throws IOException, RunException, CaptureException {
    String session = replay();

    Dissector dissector = new Dissector();
    List<Integer> ttls = new ArrayList<>();
    for (CapturedPacket packet : captured("01-published", "host/web:eth0")) {
      if (dissector.summary(packet.bytes()).contains("172.17.0.2 -> 172.17.0.3 TCP")) {
        ttls.add((int) packet.bytes()[22]);
      }
    }
    assertTrue(ttls.contains(64) && ttls.contains(63), () -> ttls + "\n" + session);
    assertTrue(session.contains("promiscuity 1"), session);
  }

  @Test
  void a_packet_put_together_from_fragments_is_cut_to_a_slot_of_the_ring()
      throws IOException, RunException, CaptureException {
    replay();

    List<Integer> kept = new ArrayList<>();
    for (CapturedPacket packet : captured("02-fragments", "host/docker0")) {
      if (packet.originalLength() > 1514) {
        assertEquals(14 + 20 + 8 + 3000, packet.originalLength());
        kept.add(packet.bytes().length);
      }
    }
    assertEquals(List.of(1530, 1530), kept);
  }

  @Test
  void ends_of_pairs_at_the_host_and_what_comes_later_are_not_captured_on()
      throws IOException, RunException {
    String session = replay();

    String step = session.substring(session.indexOf("03-restart"));
    assertTrue(step.contains("promiscuity 0"), step);
    assertTrue(step.contains("promiscuity 1"), step);
    assertFalse(step.contains("promiscuity 2"), step);
  }

  @Test
  void a_capture_ends_with_its_interface() throws IOException, RunException, CaptureException {
    replay();

    assertEquals(1, requests("host/one:eth0"));
    assertEquals(1, requests("host/one:eth0#2"));
  }

  private long requests(String device) throws IOException, CaptureException {
    Dissector dissector = new Dissector();
    return captured("03-restart", device).stream()
        .filter(packet -> dissector.summary(packet.bytes()).contains("-> 172.17.0.3 ICMP"))
        .count();
  }

  /// As the recorder's: it starts its captures under the names of the moment.
  @Test
  void an_interface_is_called_as_its_container_was_when_the_step_began()
      throws IOException, RunException, CaptureException {
    replay();

    assertFalse(captured("04-rename", "host/one:eth0").isEmpty());
    assertTrue(captured("04-rename", "host/uno:eth0").isEmpty());
    assertFalse(captured("05-renamed", "host/uno:eth0").isEmpty());
    assertTrue(captured("05-renamed", "host/one:eth0").isEmpty());
  }
}
