package dev.drydock.core.ip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.RouteException;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.testing.Rules;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Packets larger than a link, between two containers on one bridge and through the machine, which
/// routes between 10.1.0.0/24 and 10.2.0.0/24.
class FragmentationTest {
  private final TestNet net = new TestNet();
  private final Bridge left = net.bridge("left", "10.1.0.1/24");
  private final Bridge right = net.bridge("right", "10.2.0.1/24");
  private final Netns router = net.machine().root();
  private final Netns a = net.namespace("a");
  private final Netns b = net.namespace("b");
  private final Netns c = net.namespace("c");
  private final NetDevice aEth0 = net.join(a, left, "10.1.0.2/24");
  private final NetDevice bEth0 = net.join(b, right, "10.2.0.2/24");
  private final NetDevice cEth0 = net.join(c, left, "10.1.0.3/24");
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void route() {
    router.sysctls().set("net.ipv4.ip_forward", "1");
    net.route(a, aEth0, "0.0.0.0/0", "10.1.0.1");
    net.route(b, bEth0, "0.0.0.0/0", "10.2.0.1");
  }

  private final EchoListener listener =
      new EchoListener() {
        @Override
        public void replied(Frame frame, int icmpAt) {
          heard.add("reply of " + EchoSocket.icmpBytes(frame));
        }

        @Override
        public void failed(Frame frame, int icmpAt, int sequence) {
          byte[] data = frame.data();
          heard.add("error " + Icmp.type(data, icmpAt) + "/" + Icmp.code(data, icmpAt));
        }
      };

  private SendResult echo(String to, int payload, boolean dontFragment) {
    EchoSocket socket = a.ipv4().icmp().open(5, listener);
    socket.flow().destination = Ipv4Address.parse(to);
    socket.flow().dontFragment = dontFragment;
    SendResult result = socket.send(1, new byte[payload]);
    net.run(2);
    socket.close();
    return result;
  }

  /// Notes what leaves and comes as `offset+bytes`, with `+` for more.
  private static List<String> pieces(NetDevice device) {
    List<String> pieces = new ArrayList<>();
    device.setTap((time, frame, outbound) -> {
      byte[] data = frame.data();
      int at = frame.offset() + Ethernet.HEADER_BYTES;
      if (Ethernet.type(data, frame.offset()) == Ethernet.IPV4) {
        int field = Ipv4.fragment(data, at);
        int bytes = Ipv4.totalBytes(data, at) - Ipv4.headerBytes(data, at);
        String more = (field & Ipv4.MF) != 0 ? "+" : "";
        pieces.add(((field & Ipv4.OFFSET_MASK) << 3) + ":" + bytes + more);
      }
    });
    return pieces;
  }

  private Rule accept(String chain, String... words) {
    String rule = String.join(" ", words) + " -j ACCEPT";
    return Rules.append(router.ipv4().netfilter(), Table.Kind.FILTER, chain, rule.strip());
  }

  private static final List<String> OF_4000 =
      List.of("0:1480+", "1480:1480+", "2960:1048", "0:1480+", "1480:1480+", "2960:1048");

  @Test
  void a_large_echo_crosses_a_router_in_fragments_both_ways() {
    List<String> seen = pieces(bEth0);

    echo("10.2.0.2", 4000, false);

    assertEquals(List.of("reply of 4008"), heard);
    assertEquals(OF_4000, seen);
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void fragments_pass_the_rules_one_by_one_where_nothing_asks_for_connections() {
    Rule all = accept("FORWARD", "-m", "comment", "--comment", "all");
    echo("10.2.0.2", 4000, false);
    assertEquals(6, all.packets());

    Table table = router.ipv4().netfilter().tables().open(Table.Kind.FILTER);
    Objects.requireNonNull(table.chain("FORWARD")).flush();
    Rule later = accept("FORWARD", "-f");
    echo("10.2.0.2", 4000, false);
    assertEquals(4, later.packets());
  }

  private static final String[] TRACKED = {"-m", "conntrack", "--ctstate", "NEW,ESTABLISHED"};

  @Test
  void connection_tracking_sees_one_packet_where_three_fragments_pass() {
    Rule forward = accept("FORWARD", TRACKED);
    List<String> seen = pieces(bEth0);

    echo("10.2.0.2", 4000, false);

    assertEquals(List.of("reply of 4008"), heard);
    assertEquals(OF_4000, seen);
    assertEquals(2, forward.packets());
    assertEquals(8056, forward.bytes());
  }

  @Test
  void bridged_fragments_are_looked_at_whole_and_leave_as_they_came() {
    router.sysctls().set("net.bridge.bridge-nf-call-iptables", "1");
    Rule forward = accept("FORWARD", TRACKED);
    List<String> bridged = pieces(left);
    List<String> seen = pieces(cEth0);

    echo("10.1.0.3", 4000, false);

    assertEquals(List.of("reply of 4008"), heard);
    assertEquals(OF_4000, seen);
    assertEquals(List.of("0:4008", "0:4008"), bridged);
    assertEquals(2, forward.packets());
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void fragments_put_together_by_a_bridge_are_routed_on_in_the_sizes_they_had() {
    router.sysctls().set("net.bridge.bridge-nf-call-iptables", "1");
    accept("FORWARD", TRACKED);
    aEth0.setMtu(1000);
    List<String> seen = pieces(right);

    echo("10.2.0.2", 2000, false);

    assertEquals(List.of("0:976+", "976:976+", "1952:56"), seen.subList(0, 3));
    net.run(60);
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_router_cuts_what_does_not_fit_its_way_out() {
    right.setOwnMtu(1000);
    List<String> seen = pieces(right);

    echo("10.2.0.2", 1400, false);

    assertEquals(List.of("reply of 1408"), heard);
    assertEquals(List.of("0:976+", "976:432", "0:1408"), seen);
  }

  @Test
  void df_on_a_packet_larger_than_the_device_is_refused_to_the_program() {
    assertEquals(SendResult.MESSAGE_TOO_LONG, echo("10.1.0.3", 1473, true));
    assertEquals(SendResult.OK, echo("10.1.0.3", 1472, true));
    assertEquals(List.of("reply of 1480"), heard);
  }

  @Test
  void more_than_an_ip_packet_holds_is_refused_to_the_program() {
    assertEquals(SendResult.MESSAGE_TOO_LONG, echo("10.1.0.3", 65_508, false));
    assertEquals(SendResult.OK, echo("10.1.0.3", 65_507, false));
    assertEquals(List.of("reply of 65515"), heard);
  }

  @Test
  void the_mtu_of_a_path_is_learned_from_the_error_and_forgotten_after_ten_minutes() {
    right.setOwnMtu(1300);

    assertEquals(SendResult.OK, echo("10.2.0.2", 1400, true));
    assertEquals(List.of("error 3/4"), heard);
    assertEquals(SendResult.MESSAGE_TOO_LONG, echo("10.2.0.2", 1400, true));

    net.run(600);
    assertEquals(SendResult.OK, echo("10.2.0.2", 1400, true));
  }

  @Test
  void without_df_packets_for_a_narrow_path_leave_in_fragments_that_fit() {
    right.setOwnMtu(1300);
    echo("10.2.0.2", 1400, true);
    List<String> seen = pieces(aEth0);

    echo("10.2.0.2", 1400, false);

    assertEquals(List.of("0:1280+", "1280:128", "0:1408"), seen);
  }

  @Test
  void an_mtu_below_the_least_is_not_believed_and_df_given_up() {
    right.setOwnMtu(300);

    echo("10.2.0.2", 1400, true);

    Flow flow = new Flow();
    flow.destination = Ipv4Address.parse("10.2.0.2");
    a.ipv4().route(flow);
    assertEquals(552, a.ipv4().mtu(flow));
    RouteException learned =
        a.ipv4().exception(Objects.requireNonNull(flow.route()), flow.destination);
    assertNotNull(learned);
    assertEquals(true, learned.isMtuLocked());
  }

  // ---- reassembly by hand ----------------------------------------------------------------------

  private Frame fragment(int offset, byte[] payload, boolean more) {
    Frame frame = net.frames().take(Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + payload.length);
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    int field = (more ? Ipv4.MF : 0) | (offset >> 3);
    Ethernet.write(data, frame.offset(), aEth0.mac(), 2, Ethernet.IPV4);
    Ipv4.writeLengths(data, at, Ipv4.HEADER_BYTES + payload.length, 77, field);
    int from = Ipv4Address.parse("10.1.0.3");
    Ipv4.writeAddresses(data, at, (64 << 8) | Ipv4.ICMP, from, Ipv4Address.parse("10.1.0.2"));
    System.arraycopy(payload, 0, data, at + Ipv4.HEADER_BYTES, payload.length);
    frame.networkOffset = at;
    return frame;
  }

  private static byte[] numbers(int bytes) {
    byte[] numbers = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      numbers[i] = (byte) (i * 31);
    }
    return numbers;
  }

  private @Nullable Frame collect(Frame... frames) {
    Frame whole = null;
    for (Frame frame : frames) {
      assertNull(whole);
      whole = a.ipv4().reassembly().add(frame, aEth0, Reassembly.Place.LOCAL_DELIVER);
    }
    return whole;
  }

  @Test
  void fragments_in_any_order_make_the_packet() {
    byte[] all = numbers(52);
    byte[] one = Arrays.copyOfRange(all, 0, 16);
    byte[] two = Arrays.copyOfRange(all, 16, 40);
    byte[] three = Arrays.copyOfRange(all, 40, 52);

    Frame whole =
        collect(fragment(40, three, false), fragment(0, one, true), fragment(16, two, true));

    assertNotNull(whole);
    byte[] data = whole.data();
    int at = whole.networkOffset;
    assertEquals(Ipv4.HeaderCheck.OK, Ipv4.check(data, at, whole.length() - Ethernet.HEADER_BYTES));
    assertEquals(0, Ipv4.fragment(data, at));
    assertArrayEquals(all, Arrays.copyOfRange(data, at + 20, at + 72));
    assertEquals(44, whole.fragmentMaxBytes);
    whole.release();
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void every_packet_survives_cutting_and_putting_together() {
    for (int bytes = 1; bytes < 3000; bytes += 61) {
      byte[] all = numbers(bytes);
      Frame piece = Fragmenter.split(fragment(0, all, false), net.frames(), 68 + (bytes % 700));
      Frame whole = null;
      while (piece != null) {
        Frame following = piece.next;
        piece.next = null;
        int at = piece.networkOffset;
        assertEquals(0, Checksum.of(piece.data(), at, Ipv4.HEADER_BYTES));
        whole = Reassembly.isFragment(piece.data(), at) ? collect(piece) : piece;
        piece = following;
      }
      assertNotNull(whole, "bytes " + bytes);
      int from = whole.networkOffset + Ipv4.HEADER_BYTES;
      assertArrayEquals(all, Arrays.copyOfRange(whole.data(), from, from + bytes));
      whole.release();
    }
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_fragment_that_came_twice_is_dropped_alone() {
    Frame whole =
        collect(
            fragment(0, new byte[16], true),
            fragment(0, new byte[16], true),
            fragment(16, new byte[4], false));

    assertNotNull(whole);
    whole.release();
    assertEquals(1, net.machine().softnet().drops(DropReason.DUP_FRAG));
  }

  @Test
  void overlapping_fragments_lose_the_packet() {
    assertNull(collect(fragment(0, new byte[16], true), fragment(8, new byte[16], true)));

    assertEquals(2, net.machine().softnet().drops(DropReason.FRAG_OVERLAP));
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_fragment_beyond_the_end_is_dropped() {
    assertNull(collect(fragment(16, new byte[4], false), fragment(24, new byte[8], true)));

    assertEquals(1, net.machine().softnet().drops(DropReason.IP_INHDR));
  }

  @Test
  void missing_fragments_are_reported_after_thirty_seconds_if_the_first_was_there() {
    byte[] echo = new byte[16];
    Icmp.write(echo, 0, 16, Icmp.ECHO_REPLY << 8, 5 << 16);
    net.watch(aEth0);
    collect(fragment(0, echo, true));

    net.run(29);
    assertEquals(0, net.machine().softnet().drops(DropReason.FRAG_REASM_TIMEOUT));
    net.run(2);

    assertEquals(1, net.machine().softnet().drops(DropReason.FRAG_REASM_TIMEOUT));
    assertEquals(
        1, net.seen(aEth0).stream().filter(s -> s.contains("ICMP type 11 code 1")).count());
  }

  @Test
  void missing_fragments_without_the_first_end_in_silence() {
    net.watch(aEth0);
    collect(fragment(16, new byte[4], false));

    net.run(31);

    assertEquals(List.of(), net.seen(aEth0));
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void too_many_waiting_fragments_are_refused() {
    for (int id = 0; id < 2000; id++) {
      Frame frame = fragment(0, new byte[16], true);
      int at = frame.networkOffset;
      Bytes.put16(frame.data(), at + 4, id);
      collect(frame);
    }

    long refused = net.machine().softnet().drops(DropReason.FRAG_MEMORY);
    assertEquals(2000 - (((4 << 20) / 2304) + 1), refused);
  }
}
