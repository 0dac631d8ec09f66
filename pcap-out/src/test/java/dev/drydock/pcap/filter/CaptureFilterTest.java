package dev.drydock.pcap.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureReader;
import dev.drydock.pcap.CapturedPacket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureFilterTest {
  private static final List<String> RECORDED =
      List.of("ping", "http", "dns", "udp-closed-port", "ipv6", "vxlan");

  private static List<byte[]> recorded(String name) {
    try (InputStream in =
            CaptureFilterTest.class.getResourceAsStream("/recorded/" + name + ".pcap");
        CaptureReader reader = CaptureReader.of(Objects.requireNonNull(in, name).readAllBytes())) {
      return reader.remaining().stream().map(CapturedPacket::bytes).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CaptureException e) {
      throw new AssertionError(e);
    }
  }

  private static int count(CaptureFilter filter, List<byte[]> frames) {
    return (int) frames.stream().filter(f -> filter.matches(f, 0, f.length)).count();
  }

  private static boolean matches(String filter, String hex) throws FilterException {
    byte[] frame = HexFormat.of().parseHex("0000" + hex.replaceAll("\\s", ""));
    return CaptureFilter.parse(filter).matches(frame, 2, frame.length - 2);
  }

  /// The numbers are how many frames of each recorded capture tcpdump 4.99.3 chooses.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "arp; 2 2 2 2 0 2",
        "ip; 6 12 4 2 0 6",
        "ip6; 0 0 0 0 4 0",
        "icmp; 6 0 0 1 0 0",
        "icmp6; 0 0 0 0 4 0",
        "tcp; 0 12 0 0 0 0",
        "udp; 0 0 4 1 0 6",
        "host 172.17.0.2; 8 14 6 4 0 0",
        "src host 172.17.0.2; 4 8 3 2 0 0",
        "dst host 172.17.0.2; 4 6 3 2 0 0",
        "src 172.17.0.2; 4 8 3 2 0 0",
        "src or dst host 172.17.0.3; 8 0 0 4 0 0",
        "src and dst host 172.17.0.3; 0 0 0 0 0 0",
        "dst net 172.17.0.0/16; 8 14 4 4 0 0",
        "src net 203.0.113.0/24; 0 0 2 0 0 0",
        "arp host 172.17.0.2; 2 2 2 2 0 0",
        "arp src host 172.17.0.2; 1 1 1 1 0 0",
        "ip host 172.17.0.2; 6 12 4 2 0 0",
        "tcp port 80; 0 12 0 0 0 0",
        "udp port 53; 0 0 4 0 0 0",
        "port domain; 0 0 4 0 0 0",
        "dst port 80; 0 7 0 0 0 0",
        "src port http; 0 5 0 0 0 0",
        "udp dst port 4789; 0 0 0 0 0 6",
        "portrange 1-1024; 0 12 4 0 0 0",
        "tcp and not port 80; 0 0 0 0 0 0",
        "not arp and not icmp6; 6 12 4 2 0 6",
        "icmp or arp and host 172.17.0.3; 8 0 0 3 0 0",
        "arp or icmp and host 172.17.0.4; 0 2 0 0 0 0",
        "icmp or (arp and host 172.17.0.3); 8 0 0 3 0 0",
        "icmp and not src host 172.17.0.2; 3 0 0 1 0 0",
        "icmp && host 172.17.0.2; 6 0 0 1 0 0",
        "!(tcp || udp); 8 2 2 3 4 2",
        "host 172.17.0.2 and 172.17.0.3; 8 0 0 4 0 0",
        "port 80 or 53; 0 12 4 0 0 0",
        "broadcast; 1 1 1 1 0 1",
        "ether broadcast; 1 1 1 1 0 1",
        "multicast; 1 1 1 1 1 1",
        "ether host 02:42:ac:11:00:02; 8 14 6 4 0 0",
        "ether src 02-42-ac-11-00-02; 4 8 3 2 0 0",
        "less 60; 2 2 2 3 0 2",
        "tcp and greater 200; 0 1 0 0 0 0",
        "host fd00:db8:1::2; 0 0 0 0 4 0",
        "ip6 src host fd00:db8:1:0:0:0:0:2; 0 0 0 0 2 0",
        "net fd00:db8:1::/64; 0 0 0 0 4 0",
        "net fd00:db8:2::/64; 0 0 0 0 0 0",
        "vlan; 0 0 0 0 0 0",
      })
  void chooses_the_frames_that_tcpdump_chooses(String filter, String counts)
      throws FilterException {
    CaptureFilter parsed = CaptureFilter.parse(filter);
    List<String> actual = new ArrayList<>();
    for (String name : RECORDED) {
      actual.add(Integer.toString(count(parsed, recorded(name))));
    }
    assertEquals(counts.strip(), String.join(" ", actual));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '"',
      value = {
        "arp and @ 8 @ expected a test, but the filter ends",
        "and arp @ 1 @ expected a test, but found 'and'",
        "(arp or icmp @ 13 @ expected ')', but the filter ends",
        "arp) @ 4 @ there is no '(' for this ')'",
        "arp icmp @ 5 @ expected 'and' or 'or', but found 'icmp'",
        "arp & icmp @ 5 @ expected 'and' or 'or', but found '&'",
        "htpp @ 1 @ unknown word 'htpp'",
        "host @ 5 @ expected an address, but the filter ends",
        "host web @ 6 @ not an address: 'web'",
        "host 172.17.0.300 @ 6 @ not an address: '172.17.0.300'",
        "ether host 172.17.0.2 @ 12 @ not a MAC address: '172.17.0.2'",
        "ether @ 6 @ expected 'host' after 'ether', but the filter ends",
        "ip host fd00::1 @ 9 @ not an IPv4 address: 'fd00::1'",
        "ip6 host 10.0.0.1 @ 10 @ not an IPv6 address: '10.0.0.1'",
        "host fe80::1%eth0 @ 6 @ not an address: 'fe80::1%eth0'",
        "tcp host 10.0.0.1 @ 5 @ 'tcp' has ports, not addresses; say 'tcp and host ...'",
        "net 172.17.0.1/16 @ 5 @ host bits are set in '172.17.0.1/16'; the network is 172.17.0.0/16",
        "net 172.17.0.0 @ 5 @ not a network such as 172.17.0.0/16: '172.17.0.0'",
        "net 10.0.0.0/33 @ 5 @ an IPv4 prefix has up to 32 bits: '10.0.0.0/33'",
        "net fd00::/129 @ 5 @ an IPv6 prefix has up to 128 bits: 'fd00::/129'",
        "tcp port @ 9 @ expected a port, but the filter ends",
        "tcp port 70000 @ 10 @ not a port, which is a number up to 65535: '70000'",
        "port 80-90 @ 6 @ not a port, which is a number up to 65535: '80-90'",
        "arp port 80 @ 5 @ 'arp' has no ports; say tcp, udp or neither",
        "portrange 80 @ 11 @ not two ports such as 8000-8080: '80'",
        "vlan 5000 @ 6 @ not a VLAN id up to 4095: '5000'",
        "less @ 5 @ expected a length in bytes after 'less', but the filter ends",
        "greater x @ 9 @ not a length in bytes up to 262144: 'x'",
      })
  void error_says_where_and_what(String filter, int column, String problem) {
    FilterException error = assertThrows(FilterException.class, () -> CaptureFilter.parse(filter));
    assertEquals(column, error.column(), error.getMessage());
    String message = String.valueOf(error.getMessage());
    assertTrue(message.startsWith("column " + column + ": " + problem), message);
  }

  @Test
  void blank_filter_takes_every_frame() throws FilterException {
    assertSame(CaptureFilter.ALL, CaptureFilter.parse("  "));
    assertTrue(CaptureFilter.ALL.matches(new byte[0], 0, 0));
  }

  @Test
  void tagged_frames_are_chosen_by_their_tag_and_by_what_is_behind_it() throws FilterException {
    String tagged =
        "ffffffffffff 0242c0a80a01 8100 000a 0806 0001080006040001 0242c0a80a01 c0a80a01"
            + "000000000000 c0a80afe";
    assertTrue(matches("vlan", tagged));
    assertTrue(matches("vlan 10 and arp host 192.168.10.254", tagged));
    assertFalse(matches("vlan 20", tagged));
  }

  @Test
  void later_fragments_have_no_ports() throws FilterException {
    String ethernet = "0242ac110003 0242ac110002 0800";
    String addresses = "ac110002 ac110003 9c40 0050 0000 0000";
    String first = ethernet + "4500 001c 1234 2000 4011 0000" + addresses;
    String later = ethernet + "4500 001c 1234 0001 4011 0000" + addresses;
    assertTrue(matches("udp port 80", first));
    assertFalse(matches("udp port 80", later));
    assertTrue(matches("udp and host 172.17.0.3", later));
  }

  @Test
  void message_behind_ipv6_options_is_found() throws FilterException {
    assertTrue(
        matches(
            "icmp6",
            "333300000016 02423ea8f497 86dd 60000000 000c 00 01"
                + "00".repeat(32)
                + "3a00050200000100 8f000000"));
  }

  @Test
  void deep_nesting_is_refused() {
    FilterException error =
        assertThrows(
            FilterException.class,
            () -> CaptureFilter.parse("(".repeat(10_000) + "arp" + ")".repeat(10_000)));
    assertTrue(String.valueOf(error.getMessage()).contains("levels deep"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void any_words_are_a_filter_or_an_error(long seed) {
    List<String> words =
        List.of(
            "arp",
            "ip6",
            "icmp",
            "tcp",
            "udp",
            "ether",
            "src",
            "dst",
            "host",
            "net",
            "port",
            "portrange",
            "and",
            "or",
            "not",
            "(",
            ")",
            "172.17.0.2",
            "172.17.0.0/16",
            "fd00::/8",
            "80",
            "1-9",
            "02:42:ac:11:00:02",
            "vlan",
            "less",
            "::",
            "1.2.3.4.5",
            "&",
            "");
    RandomStream random = new RandomStream(seed, "words");
    int filters = 0;
    for (int round = 0; round < 5000; round++) {
      List<String> text = new ArrayList<>();
      for (int i = 1 + random.nextInt(8); i > 0; i--) {
        text.add(words.get(random.nextInt(words.size())));
      }
      try {
        check(CaptureFilter.parse(String.join(" ", text)), random);
        filters++;
      } catch (FilterException e) {
        assertTrue(e.column() >= 1);
      }
    }
    assertNotEquals(0, filters);
  }

  /// Whatever a filter takes of a damaged frame, its negation does not.
  private static void check(CaptureFilter filter, RandomStream random) throws FilterException {
    List<byte[]> frames = recorded(RECORDED.get(random.nextInt(RECORDED.size())));
    byte[] whole = frames.get(random.nextInt(frames.size()));
    byte[] frame = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
    if (frame.length > 0) {
      frame[random.nextInt(frame.length)] = (byte) random.nextInt();
    }
    String text = filter.text().isEmpty() ? "less 262144" : filter.text();
    CaptureFilter inverse = CaptureFilter.parse("not (" + text + ")");
    assertNotEquals(
        filter.matches(frame, 0, frame.length), inverse.matches(frame, 0, frame.length), text);
  }
}
