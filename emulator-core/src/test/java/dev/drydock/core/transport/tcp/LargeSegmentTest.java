package dev.drydock.core.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Offloads;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Tcp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Streams over devices that take large segments whole. That of the recordings: with the offloads
/// that Linux sets, 20 000 bytes come in three frames of five segments or fewer, the headers of the
/// answer before them.
class LargeSegmentTest {
  private static final int WANTED =
      Offloads.TX_CHECKSUM | Offloads.SCATTER_GATHER | Offloads.ALL_TSO;

  private final TwoEnds ends = new TwoEnds();

  /// Identification and bytes of the data segments that came to the client.
  private final List<String> data = new ArrayList<>();

  private int unsound;
  private int firstId = -1;

  LargeSegmentTest() {
    for (NetDevice device : List.of(ends.clientEth0, ends.serverEth0)) {
      device.setOffloads(WANTED);
      ((VethEnd) device).peer().setOffloads(WANTED);
    }
  }

  private void note(Frame frame, boolean outbound) {
    byte[] bytes = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    if (outbound || Ethernet.type(bytes, frame.offset()) != Ethernet.IPV4) {
      return;
    }
    int at = ip + Ipv4.headerBytes(bytes, ip);
    int length = Ipv4.totalBytes(bytes, ip) - Ipv4.headerBytes(bytes, ip);
    long to = Ipv4.destination(bytes, ip) & 0xffff_ffffL;
    boolean sound =
        Ipv4.check(bytes, ip, frame.end() - ip) == Ipv4.HeaderCheck.OK
            && Tcp.hasValidChecksum(bytes, at, length, ((long) Ipv4.source(bytes, ip) << 32) | to);
    unsound += sound ? 0 : 1;
    int payload = length - Tcp.headerBytes(bytes, at);
    if (payload > 0) {
      boolean pushes = (Tcp.flags(bytes, at) & Tcp.PSH) != 0;
      data.add(Ipv4.id(bytes, ip) - first(ip, bytes) + (pushes ? " P " : " ") + payload);
    }
  }

  private int first(int ip, byte[] bytes) {
    firstId = firstId < 0 ? Ipv4.id(bytes, ip) : firstId;
    return firstId;
  }

  private void download(int bytes) {
    ends.clientEth0.setTap((time, frame, outbound) -> note(frame, outbound));
    byte[] pattern = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      pattern[i] = (byte) (i * 31 ^ (i >> 8));
    }
    Talk server = Talk.saying(pattern);
    server.endsAfterWriting = true;
    ends.listen(80, server);
    Talk client = ends.connect("10.0.0.3", 80, new Talk());
    ends.net.run(10);
    assertArrayEquals(pattern, client.heard.toByteArray());
    assertEquals(0, unsound, "frames with a wrong checksum");
    assertEquals(0, ends.net.frames().outstanding());
  }

  @Test
  void a_large_segment_stays_whole_over_veth_and_bridge() {
    download(20_000);

    assertEquals(List.of("0 P 7240", "5 P 7240", "10 P 5520"), data);
  }

  @Test
  void a_device_without_tso_cuts_it_on_its_way_out() {
    ((VethEnd) ends.clientEth0).peer().setOffloads(WANTED & ~Offloads.ALL_TSO);
    download(20_000);

    assertEquals(
        List.of("0 1448", "1 1448", "2 1448", "3 1448", "4 P 1448", "5 1448"), data.subList(0, 6));
    assertEquals(14, data.size());
  }

  @Test
  void a_sender_whose_device_has_no_checksums_sends_small_ones() {
    ends.serverEth0.setOffloads(WANTED & ~Offloads.TX_CHECKSUM);
    download(20_000);

    assertEquals("0 1448", data.get(0));
    assertEquals(14, data.size());
  }

  @Test
  void ten_megabytes_arrive_whole_in_frames_of_up_to_64_kilobytes() {
    download(10_000_000);

    int largest = 0;
    for (String line : data) {
      largest = Math.max(largest, Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)));
    }
    assertTrue(largest > 60_000 && largest <= 65_160, "largest " + largest);
    assertTrue(data.size() < 10_000_000 / 20_000, data.size() + " frames");
  }

  /// A router looks at the segments, not at the frame (`skb_gso_validate_network_len`).
  @Test
  void a_router_refuses_segments_that_are_too_large_and_forwards_frames_of_smaller_ones() {
    ends.net.machine().root().sysctls().set("net.ipv4.ip_forward", "1");
    Bridge narrow = ends.net.bridge("br1", "10.0.1.1/24");
    Netns far = ends.net.namespace("far");
    NetDevice farEth0 = ends.net.join(far, narrow, "10.0.1.2/24");
    narrow.setMtu(1300);
    for (NetDevice device : List.of(farEth0, ((VethEnd) farEth0).peer(), narrow)) {
      device.setOffloads(WANTED);
    }
    ends.net.route(far, farEth0, "0.0.0.0/0", "10.0.1.1");
    ends.net.route(ends.server, ends.serverEth0, "0.0.0.0/0", "10.0.0.1");
    farEth0.setTap((time, frame, outbound) -> note(frame, outbound));
    Talk server = Talk.saying(new byte[20_000]);
    server.endsAfterWriting = true;
    ends.listen(80, server);
    Talk client = new Talk();
    client.stream =
        far.tcp().connect(TwoEnds.address("0.0.0.0", 0), TwoEnds.address("10.0.0.3", 80), client);
    ends.net.run(10);

    assertEquals(20_000, client.heard.size());
    assertTrue(data.stream().anyMatch(line -> line.endsWith(" " + 5 * 1248)), data.toString());
    assertEquals(1500, ends.serverEth0.mtuBytes());
    assertTrue(ends.net.machine().softnet().drops(DropReason.FRAG_NEEDED) > 0);
  }

  @Test
  void a_steady_stream_of_large_segments_allocates_nothing() {
    double bytes = ends.allocatedPerSegment(1, 0.2);

    assertTrue(bytes < 1, bytes + " B allocated a segment of a large one");
  }
}
