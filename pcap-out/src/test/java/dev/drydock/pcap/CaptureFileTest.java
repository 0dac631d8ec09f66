package dev.drydock.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.Loss;
import dev.drydock.core.observe.Site;
import dev.drydock.core.observe.Tap;
import dev.drydock.pcap.filter.CaptureFilter;
import dev.drydock.pcap.filter.FilterException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureFileTest {
  private final Frames frames = new Frames();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final CaptureFile capture =
      CaptureFile.to(out, "test", CaptureSettings.withComment("numbers, seed 1"));
  private final Tap docker0 = capture.tap(Frames.device("host/docker0"));
  private final Tap eth0 = capture.tap(Frames.device("host/eth0"));

  @TempDir Path folder;

  private PcapngReader close() throws CaptureException {
    capture.close();
    return (PcapngReader) CaptureReader.of(out.toByteArray());
  }

  private static List<String> comments(CaptureReader reader) {
    return reader.remaining().stream()
        .map(packet -> packet.interfaceName() + " " + packet.notes().comment())
        .toList();
  }

  @Tag("X07")
  @Test
  void each_tap_writes_for_its_interface() throws CaptureException {
    Frame frame = frames.of(Frames.ARP_REQUEST);
    docker0.sighted(1000, frame, false);
    eth0.sighted(2000, frame, true);
    try (PcapngReader reader = close()) {
      List<CapturedPacket> packets = reader.remaining();
      assertEquals("host/docker0", packets.get(0).interfaceName());
      assertEquals("host/eth0", packets.get(1).interfaceName());
      assertTrue(packets.get(1).notes().isOutbound());
      assertEquals(frame.id, packets.get(0).notes().packetId());
      assertEquals(frame.id, packets.get(1).notes().packetId());
      assertEquals(1000, packets.get(1).timeNanos() - packets.get(0).timeNanos());
    }
  }

  @Tag("X07")
  @Test
  void drop_is_a_comment_on_the_frame_and_counts_for_its_place() throws CaptureException {
    Frame kept = frames.of(Frames.ARP_REQUEST);
    Frame lost = frames.of(Frames.ARP_REQUEST);
    eth0.sighted(1, kept, false);
    docker0.sighted(2, lost, false);
    var at = new Decision.ChainName(false, "filter", "FORWARD");
    var site = new Site("host", "", "docker0");
    Loss loss = new Loss(DropReason.NETFILTER_DROP, site, new Decision.Policy(at, "DROP"));
    capture.dropped(lost, loss);
    try (PcapngReader reader = close()) {
      assertEquals(
          List.of(
              "host/eth0 ",
              "host/docker0 dropped at host/docker0 filter: policy FORWARD DROP: dropped by"
                  + " netfilter"),
          comments(reader));
      assertEquals(
          List.of(1L, 0L), reader.statistics().stream().map(InterfaceStatistics::dropped).toList());
    }
  }

  @Test
  void drop_at_a_full_queue_shows_on_the_next_packet_of_that_interface() throws CaptureException {
    Frame frame = frames.of(Frames.ARP_REQUEST);
    Frame lost = frames.of(Frames.ARP_REQUEST);
    docker0.sighted(1, lost, false);
    capture.dropped(lost, loss(DropReason.FULL_RING, "eth0"));
    docker0.sighted(2, frame, true);
    eth0.sighted(3, frame, true);
    try (PcapngReader reader = close()) {
      List<CapturedPacket> packets = reader.remaining();
      assertEquals(
          "dropped at host/eth0: transmit queue is full", packets.getFirst().notes().comment());
      assertEquals(
          List.of(0L, 0L, 1L), packets.stream().map(packet -> packet.notes().dropCount()).toList());
    }
  }

  @Test
  void drop_of_a_frame_that_was_not_the_newest_is_no_comment() throws CaptureException {
    Frame waiting = frames.of(Frames.ARP_REQUEST);
    docker0.sighted(1, waiting, false);
    docker0.sighted(2, frames.of(Frames.ARP_REQUEST), false);
    capture.dropped(waiting, loss(DropReason.NEIGH_FAILED, "eth9"));
    try (PcapngReader reader = close()) {
      assertEquals(List.of("host/docker0 ", "host/docker0 "), comments(reader));
    }
  }

  @Test
  void rewrite_after_a_sighting_is_a_comment_on_it() throws CaptureException {
    Frame frame = frames.of(Frames.ARP_REQUEST);
    docker0.sighted(1, frame, false);
    capture.rewritten(frame, "SNAT 172.17.0.2:51000 -> 192.168.0.10:51000");
    eth0.sighted(2, frame, true);
    try (PcapngReader reader = close()) {
      assertEquals(
          List.of("host/docker0 SNAT 172.17.0.2:51000 -> 192.168.0.10:51000", "host/eth0 "),
          comments(reader));
    }
  }

  @Test
  void rewrite_before_any_sighting_waits_for_the_first() throws CaptureException {
    Frame local = frames.of(Frames.ARP_REQUEST);
    capture.rewritten(local, "DNAT 127.0.0.1:8080 -> 172.17.0.2:80");
    docker0.sighted(1, frames.of(Frames.ARP_REQUEST), true);
    docker0.sighted(2, local, true);
    docker0.sighted(3, local, true);
    try (PcapngReader reader = close()) {
      assertEquals(
          List.of(
              "host/docker0 ",
              "host/docker0 DNAT 127.0.0.1:8080 -> 172.17.0.2:80",
              "host/docker0 "),
          comments(reader));
    }
  }

  @Test
  void rewrites_that_are_never_seen_do_not_pile_up() throws CaptureException {
    for (int i = 0; i < 100; i++) {
      capture.rewritten(frames.of(Frames.ARP_REQUEST), "lost " + i);
    }
    Frame frame = frames.of(Frames.ARP_REQUEST);
    capture.rewritten(frame, "seen");
    docker0.sighted(1, frame, true);
    try (PcapngReader reader = close()) {
      assertEquals(List.of("host/docker0 seen"), comments(reader));
    }
  }

  @Test
  void what_is_seen_after_the_end_is_not_recorded() throws CaptureException {
    docker0.sighted(1, frames.of(Frames.ARP_REQUEST), false);
    capture.close();
    int size = out.size();
    docker0.sighted(2_000_000_000, frames.of(Frames.ARP_REQUEST), false);
    docker0.sighted(4_000_000_000L, frames.of(Frames.ARP_REQUEST), false);
    capture.flush();
    assertEquals(size, out.size());
  }

  @Test
  void names_are_kept_one_a_record() throws CaptureException {
    List<AddressName> names =
        List.of(
            AddressName.ofIpv4(0xac110002, "one"),
            AddressName.ofIpv4(0xac110002, "one.numbers"),
            AddressName.ofIpv6(0xfd00_0db8_0001_0000L, 2, "six"));
    capture.addNames(names);
    try (PcapngReader reader = close()) {
      assertEquals(0, reader.remaining().size());
      assertEquals(names, reader.names());
    }
  }

  @Tag("X07")
  @Test
  void split_capture_writes_one_file_for_each_interface() throws CaptureException, IOException {
    SplitCapture split = SplitCapture.create(folder, CaptureSettings.withComment("split"));
    split.addNames(List.of(AddressName.ofIpv4(0xac110002, "one")));
    Tap bridge = split.tap(Frames.device("host/docker0"));
    Tap before = split.tap(Frames.device("host/one:eth0"));
    Frame frame = frames.of(Frames.ARP_REQUEST);
    before.sighted(1, frame, true);
    Tap after = split.tap(Frames.device("host/one:eth0"));
    after.sighted(2, frame, true);
    bridge.sighted(3, frame, false);
    split.dropped(frame, loss(DropReason.BRIDGE_NO_EGRESS, "docker0"));
    split.close();
    assertEquals(List.of("host/_root/docker0.pcapng", "host/one/eth0.pcapng"), files());
    try (PcapngReader reader =
        (PcapngReader) CaptureReader.open(folder.resolve("host/one/eth0.pcapng"))) {
      assertEquals(List.of("host/one:eth0 ", "host/one:eth0 "), comments(reader));
      assertEquals(2, reader.interfaces().size());
      assertEquals("one", reader.names().getFirst().name());
    }
    try (CaptureReader reader = CaptureReader.open(folder.resolve("host/_root/docker0.pcapng"))) {
      assertEquals(
          List.of("host/docker0 dropped at host/docker0: no other bridge port"), comments(reader));
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Test
  void split_capture_goes_on_where_a_file_cannot_be_made() throws CaptureException, IOException {
    SplitCapture split = SplitCapture.create(folder, CaptureSettings.withComment("split"));
    Path inTheWay = Files.writeString(folder.resolve("pc"), "a file");
    Tap lost = split.tap(Frames.device("pc/eth0"));
    Tap kept = split.tap(Frames.device("host/eth0"));
    lost.sighted(1, frames.of(Frames.ARP_REQUEST), true);
    kept.sighted(1, frames.of(Frames.ARP_REQUEST), true);
    CaptureException error = assertThrows(CaptureException.class, split::close);
    assertTrue(String.valueOf(error.getMessage()).contains(inTheWay.toString()));
    try (CaptureReader reader = CaptureReader.open(folder.resolve("host/_root/eth0.pcapng"))) {
      assertEquals(1, reader.remaining().size());
    }
  }

  @Test
  void filter_chooses_frames_and_stands_in_the_file() throws CaptureException, FilterException {
    CaptureSettings settings =
        CaptureSettings.withComment("filtered")
            .withFilter(CaptureFilter.parse("arp host 172.17.0.2"));
    CaptureFile filtered = CaptureFile.to(out, "test", settings);
    Frame ip = frames.of("0242ac110002 0242ac110003 0800 4500");
    Tap tap = filtered.tap(Frames.device("host/eth0"));
    tap.sighted(1, frames.of(Frames.ARP_REQUEST), true);
    tap.sighted(2, ip, true);
    filtered.dropped(ip, loss(DropReason.IP_INHDR, "eth0"));
    filtered.close();
    try (PcapngReader reader = (PcapngReader) CaptureReader.of(out.toByteArray())) {
      assertEquals(List.of("host/eth0 "), comments(reader));
      assertEquals(
          List.of("arp host 172.17.0.2"),
          reader.interfaces().stream().map(CapturedInterface::filter).toList());
      InterfaceStatistics statistics = reader.statistics().getFirst();
      assertEquals(List.of(2L, 1L, 1L), counts(statistics));
    }
  }

  private static Loss loss(DropReason reason, String device) {
    return new Loss(reason, new Site("host", "", device), Decision.NONE);
  }

  private static List<Long> counts(InterfaceStatistics statistics) {
    return List.of(statistics.received(), statistics.accepted(), statistics.dropped());
  }
}
