package dev.drydock.scenarios.tools.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `iperf3` between machines; texts are those of iperf 3.12 on a loopback, numbers and ports aside.
class IperfToolTest {
  private final TypedLab lab = TypedLab.start().with("ssh pc iperf3 -s -D");

  /// The text with every number made 0 and runs of blanks one, but for the ends of lines.
  private static List<String> shape(String text) {
    return text.lines()
        .map(line -> line.replaceAll("\\d+(\\.\\d+)*", "0").replaceAll(" +", " "))
        .map(line -> line.replaceAll("[KMG](Bytes|bits)", "$1"))
        .toList();
  }

  @Test
  void a_client_prints_intervals_and_both_totals() {
    String said = lab.type("iperf3 -c 192.168.1.50 -t 2");

    assertEquals(
        List.of(
            "Connecting to host 0, port 0",
            "[ 0] local 0 port 0 connected to 0 port 0",
            "[ ID] Interval Transfer Bitrate Retr Cwnd",
            "[ 0] 0-0 sec 0 Bytes 0 bits/sec 0 0 Bytes ",
            "[ 0] 0-0 sec 0 Bytes 0 bits/sec 0 0 Bytes ",
            "- - - - - - - - - - - - - - - - - - - - - - - - -",
            "[ ID] Interval Transfer Bitrate Retr",
            "[ 0] 0-0 sec 0 Bytes 0 bits/sec 0 sender",
            "[ 0] 0-0 sec 0 Bytes 0 bits/sec receiver",
            "",
            "iperf Done."),
        shape(said));
    assertTrue(said.contains("\n[  5]   1.00-2.00   sec  "), said);
    assertEquals(0, lab.status());
  }

  @Test
  void a_test_without_an_end_is_refused() {
    String said = lab.type("iperf3 -c 192.168.1.50 -t 0.1");

    assertTrue(said.contains("test has no end; give -t whole seconds, or -n bytes"), said);
    assertEquals(1, lab.status());
  }

  @Test
  void datagrams_are_told_with_jitter_and_losses() {
    String said = lab.type("iperf3 -c 192.168.1.50 -u -b 10M -t 1");

    assertTrue(
        said.contains("[  5]   0.00-1.00   sec  1.19 MBytes  10.0 Mbits/sec  863  \n"), said);
    assertTrue(
        said.contains(
            "[  5]   0.00-1.00   sec  1.19 MBytes  10.0 Mbits/sec  0.000 ms  0/863 (0%)  sender\n"),
        said);
  }

  @Test
  void several_streams_are_summed_up() {
    String said = lab.type("iperf3 -c 192.168.1.50 -P 2 -t 1 -R");

    assertTrue(
        said.startsWith(
            "Connecting to host 192.168.1.50, port 5201\nReverse mode, remote host"
                + " 192.168.1.50 is sending\n[  5] local "),
        said);
    assertEquals(3, said.split("\\[SUM]", -1).length - 1, said);
  }

  @Test
  void json_holds_what_the_text_says() {
    String said = lab.type("iperf3 -c 192.168.1.50 -t 1 -J -b 10M");

    assertTrue(
        said.startsWith("{\n\t\"start\":\t{\n\t\t\"connected\":\t[{\n\t\t\t\t\"socket\":\t5,"));
    assertTrue(said.contains("\t\t\t\t\t\"bytes\":\t1310720,\n"), said);
    assertTrue(said.endsWith("\n\t}\n}\n"), said);
  }

  @Test
  void what_is_wrong_is_said() {
    assertEquals(
        "iperf3: error - unable to connect to server: Connection refused\n",
        lab.type("iperf3 -c 192.168.1.50 -p 5202").replaceFirst("(?s).*port 5202\n", ""));
    assertEquals(1, lab.status());
    assertTrue(
        lab.type("iperf3 -c 192.168.1.50 -s")
            .startsWith("iperf3: parameter error - cannot be both server and client\n\nUsage: "));
    assertTrue(
        lab.type("iperf3")
            .startsWith("iperf3: parameter error - must either be a client (-c) or server (-s)\n"));
  }

  @Test
  void numbers_have_the_units_of_iperf3() {
    assertEquals("12.0 MBytes", IperfUnits.bytes(12_582_912));
    assertEquals(" 128 KBytes", IperfUnits.bytes(131_072));
    assertEquals("3.62 MBytes", IperfUnits.bytes(3_801_088));
    assertEquals(" 101 Mbits", IperfUnits.rate(100_663_296, 'a'));
    assertEquals("99.6 Mbits", IperfUnits.rate(99_614_720, 'a'));
    assertEquals("1000 Mbits", IperfUnits.rate(1e9, 'm'));
    assertEquals("0.0058", IperfUnits.twoDigits(1 / 172.66));
    assertEquals("1e+02", IperfUnits.twoDigits(100));
    assertEquals("77", IperfUnits.twoDigits(76.8));
    assertEquals(10_000_000, IperfUnits.parse("10M", 1000));
    assertEquals(10_485_760, IperfUnits.parse("10M", 1024));
  }
}
