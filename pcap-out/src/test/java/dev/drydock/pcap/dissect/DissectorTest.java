package dev.drydock.pcap.dissect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Udp;
import dev.drydock.core.wire.Vlan;
import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CapturedPacket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DissectorTest {
  private static final long ONE = 0x0242_ac11_0002L;
  private static final long TWO = 0x0242_ac11_0003L;
  private static final int ONE_ADDRESS = 0xac11_0002;
  private static final int TWO_ADDRESS = 0xac11_0003;

  private static byte[] resource(String name) {
    try (InputStream in = DissectorTest.class.getResourceAsStream("/recorded/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> recorded(String name) {
    try (CaptureReader reader = CaptureReader.of(resource(name))) {
      return reader.remaining().stream().map(CapturedPacket::bytes).toList();
    } catch (CaptureException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  private static String summary(byte[] frame) {
    return new Dissector().summary(frame);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping", "http", "dns", "udp-closed-port", "ipv6"})
  void recorded_frames_are_told_as_tshark_tells_them(String name) {
    Dissector dissector = new Dissector();
    String lines = new String(resource(name + ".txt"), StandardCharsets.UTF_8);
    assertEquals(
        lines.lines().toList(), recorded(name + ".pcap").stream().map(dissector::summary).toList());
  }

  @Test
  void frame_inside_vxlan_is_told_too() {
    assertEquals(
        "192.168.1.41 -> 192.168.1.42 VXLAN 148 VNI 4097"
            + " [10.0.1.2 -> 10.0.1.4 ICMP 98 Echo (ping) request  id=0x5eaa, seq=1/256, ttl=64]",
        summary(recorded("vxlan.pcap").get(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping", "http", "dns", "udp-closed-port", "ipv6", "vxlan"})
  void recorded_frames_are_sound(String name) {
    for (byte[] frame : recorded(name + ".pcap")) {
      assertEquals(List.of(), Dissector.problems(frame), summary(frame));
    }
  }

  @ParameterizedTest
  @CsvSource({"http, 2", "http, 5", "ping, 3", "dns, 3", "udp-closed-port, 2", "ipv6, 2"})
  void every_bit_that_flips_behind_the_addresses_is_noticed(String name, int index) {
    byte[] frame = recorded(name + ".pcap").get(index);
    // Hop limit and flow label of IPv6 are covered by no checksum.
    int from = name.equals("ipv6") ? 22 : 14;
    for (int bit = 8 * from; bit < 8 * frame.length; bit++) {
      byte[] damaged = frame.clone();
      damaged[bit / 8] ^= (byte) (0x80 >> (bit % 8));
      assertFalse(Dissector.problems(damaged).isEmpty(), "bit " + bit);
    }
  }

  @Test
  void wrong_checksum_inside_vxlan_is_noticed() {
    byte[] frame = recorded("vxlan.pcap").get(2);
    frame[frame.length - 1] ^= 1;
    assertTrue(Dissector.problems(frame).contains("ICMP checksum is wrong"));
  }

  @Test
  void our_arp_is_sound_and_understood() {
    byte[] frame = new byte[Ethernet.HEADER_BYTES + Arp.BYTES];
    Ethernet.write(frame, 0, Ethernet.BROADCAST, ONE, Ethernet.ARP);
    Arp.writeSender(frame, 14, Arp.REQUEST, ONE, ONE_ADDRESS);
    Arp.writeTarget(frame, 14, 0, TWO_ADDRESS);
    assertEquals(
        "02:42:ac:11:00:02 -> Broadcast ARP 42 Who has 172.17.0.3? Tell 172.17.0.2",
        summary(frame));
    assertEquals(List.of(), Dissector.problems(frame));
  }

  @ParameterizedTest
  @CsvSource({
    "0,          172.17.0.2, 0, Who has 172.17.0.2? (ARP Probe)",
    "172.17.0.2, 172.17.0.2, 0, ARP Announcement for 172.17.0.2",
    "172.17.0.2, 172.17.0.2, 1, Gratuitous ARP for 172.17.0.2 (Request)",
  })
  void arp_about_oneself_is_told_by_its_purpose(
      String sender, String target, long targetMac, String info) {
    byte[] frame = new byte[Ethernet.HEADER_BYTES + Arp.BYTES];
    Ethernet.write(frame, 0, Ethernet.BROADCAST, ONE, Ethernet.ARP);
    Arp.writeSender(frame, 14, Arp.REQUEST, ONE, sender.equals("0") ? 0 : ONE_ADDRESS);
    Arp.writeTarget(frame, 14, targetMac, target.equals("172.17.0.2") ? ONE_ADDRESS : 0);
    assertEquals("02:42:ac:11:00:02 -> Broadcast ARP 42 " + info, summary(frame));
  }

  /// A frame with an IPv4 header for `payloadBytes` more.
  private static byte[] ipv4(int protocol, int payloadBytes) {
    int header = Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    byte[] frame = new byte[header + payloadBytes];
    Ethernet.write(frame, 0, TWO, ONE, Ethernet.IPV4);
    Ipv4.writeLengths(frame, 14, Ipv4.HEADER_BYTES + payloadBytes, 0x1234, Ipv4.DF);
    Ipv4.writeAddresses(frame, 14, (64 << 8) | protocol, ONE_ADDRESS, TWO_ADDRESS);
    return frame;
  }

  @Test
  void our_udp_is_sound_and_understood() {
    byte[] frame = ipv4(Ipv4.UDP, Udp.HEADER_BYTES + 5);
    Udp.write(frame, 34, 40000, 9999, Udp.HEADER_BYTES + 5);
    Udp.writeChecksum(frame, 34, ONE_ADDRESS, TWO_ADDRESS);
    assertEquals("172.17.0.2 -> 172.17.0.3 UDP 47 40000 -> 9999 Len=5", summary(frame));
    assertEquals(List.of(), Dissector.problems(frame));
  }

  @Test
  void our_echo_is_sound_and_understood() {
    byte[] frame = ipv4(Ipv4.ICMP, Icmp.HEADER_BYTES + 56);
    Icmp.write(frame, 34, Icmp.HEADER_BYTES + 56, Icmp.ECHO << 8, (7 << 16) | 3);
    assertEquals(
        "172.17.0.2 -> 172.17.0.3 ICMP 98 Echo (ping) request  id=0x0007, seq=3/768, ttl=64",
        summary(frame));
    assertEquals(List.of(), Dissector.problems(frame));
  }

  @Test
  void tag_of_a_vlan_is_told() {
    byte[] inner = ipv4(Ipv4.ICMP, Icmp.HEADER_BYTES);
    Icmp.write(inner, 34, Icmp.HEADER_BYTES, Icmp.ECHO << 8, 0);
    byte[] frame = new byte[inner.length + Vlan.TAG_BYTES];
    System.arraycopy(inner, 0, frame, Vlan.TAG_BYTES, inner.length);
    Vlan.insert(frame, 0, Ethernet.VLAN, 10);
    assertTrue(summary(frame).endsWith("ttl=64 [vlan 10]"), summary(frame));
    assertEquals(List.of(), Dissector.problems(frame));
  }

  @Test
  void length_that_contradicts_the_frame_is_noticed() {
    byte[] frame = ipv4(Ipv4.ICMP, Icmp.HEADER_BYTES);
    Icmp.write(frame, 34, Icmp.HEADER_BYTES, Icmp.ECHO << 8, 0);
    assertEquals(
        List.of("IPv4 total length is 28, but there are 27 bytes"),
        Dissector.problems(Arrays.copyOf(frame, frame.length - 1)));
  }

  @Test
  void listener_report_behind_hop_by_hop_options_is_found() {
    byte[] frame =
        hex(
            """
            333300000016 02423ea8f497 86dd
            60000000 0024 00 01 fe80000000000000 00423efffea8f497 ff020000000000000000000000000016
            3a00050200000100
            8f00 b1c6 0000 0001 04000000 ff020000000000000000000100000002
            """);
    assertEquals(
        "fe80::42:3eff:fea8:f497 -> ff02::16 ICMPv6 90 Multicast Listener Report Message v2",
        summary(frame));
  }

  @ParameterizedTest
  @CsvSource({
    "00000000000000000000000000000000, ::",
    "00000000000000000000000000000001, ::1",
    "fd000db8000100000000000000000000, fd00:db8:1::",
    "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
    "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
    "00010000000000000001000000000000, 1::1:0:0:0",
  })
  void ipv6_addresses_are_short(String hex, String text) throws IOException {
    assertEquals(text, AddressText.of(InetAddress.getByAddress(hex(hex))));
  }

  @Test
  void sequence_numbers_begin_anew_with_a_connection_on_the_same_ports() {
    List<byte[]> http = recorded("http.pcap");
    Dissector dissector = new Dissector();
    http.forEach(dissector::summary);
    byte[] again = http.get(2).clone();
    again[38] ^= 0x55;
    assertTrue(dissector.summary(again).contains("[SYN] Seq=0 "), dissector.summary(again));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void any_bytes_get_a_line(long seed) {
    RandomStream random = new RandomStream(seed, "garbage");
    Dissector dissector = new Dissector();
    List<String> names = List.of("ping", "http", "dns", "udp-closed-port", "ipv6", "vxlan");
    for (int round = 0; round < 3000; round++) {
      List<byte[]> frames = recorded(names.get(round % names.size()) + ".pcap");
      byte[] frame = frames.get(random.nextInt(frames.size()));
      byte[] damaged = Arrays.copyOf(frame, 1 + random.nextInt(frame.length));
      for (int i = random.nextInt(6); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      assertFalse(dissector.summary(damaged).isEmpty());
      assertTrue(Dissector.problems(damaged).size() < 20);
    }
  }

  @Test
  void nothing_at_all_is_malformed() {
    assertEquals("? -> ? Malformed 0 ", summary(new byte[0]));
    assertEquals(1, Dissector.problems(new byte[13]).size());
  }
}
