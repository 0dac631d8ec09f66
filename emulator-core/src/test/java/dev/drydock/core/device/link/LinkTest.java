package dev.drydock.core.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ethernet;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkTest {
  private final TestNet net = new TestNet();

  private Nic nic(Link link) {
    Nic nic = net.nic(link, SwitchPort.PLAIN);
    net.watch(nic);
    return nic;
  }

  private Link link(long rate, long delay) {
    return new Link(net.loop(), "lan", rate, delay);
  }

  private void send(Nic from, long to, int bytes) {
    Frame frame = net.frames().take(bytes);
    Ethernet.write(frame.data(), frame.offset(), to, from.mac(), 0x9999);
    from.transmit(frame);
  }

  private List<Long> arrivals(Nic nic) {
    return net.sightings().stream()
        .filter(s -> s.device().equals(nic.path()) && !s.outbound())
        .map(TestNet.Sighting::timeNanos)
        .toList();
  }

  @Test
  void a_frame_takes_its_bits_time_and_the_delay() {
    Link link = link(1_000_000_000, 20_000);
    Nic a = nic(link);
    Nic b = nic(link);

    send(a, b.mac(), 1000);
    net.run(1);

    assertEquals(List.of(8_000L + 20_000), arrivals(b));
  }

  private Nic endOfPair(Link link, String name, long mac) {
    Nic nic = new Nic(net.machine().softnet(), DeviceKind.VETH, name, mac);
    net.namespace(name).add(nic);
    link.plug(nic);
    nic.setUp(true);
    net.watch(nic);
    return nic;
  }

  @Test
  void ends_of_pairs_send_together_what_their_machine_sends_at_once() {
    Link link = link(0, 5_000);
    Nic a = endOfPair(link, "a", 0x02_01L);
    Nic b = endOfPair(link, "b", 0x02_02L);

    send(a, b.mac(), 1000);
    net.machine().softnet().charge(700);
    send(a, b.mac(), 1000);
    net.run(1);

    assertEquals(List.of(5_700L, 5_700L), arrivals(b));
  }

  @Test
  void frames_leave_one_after_the_other() {
    Link link = link(1_000_000_000, 20_000);
    Nic a = nic(link);
    Nic b = nic(link);

    send(a, b.mac(), 1000);
    send(a, b.mac(), 500);
    net.run(1);

    assertEquals(List.of(28_000L, 32_000L), arrivals(b));
  }

  @Test
  void a_thousand_frames_may_wait_and_no_more() {
    Link link = link(1_000_000, 0);
    Nic a = nic(link);
    Nic b = nic(link);

    for (int i = 0; i < 1500; i++) {
      send(a, b.mac(), 125);
    }
    net.run(10);

    assertEquals(1000, arrivals(b).size());
    assertEquals(500, net.machine().softnet().drops(DropReason.FULL_RING));
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_link_with_three_ends_learns_where_its_stations_are() {
    Link link = link(0, 5_000);
    Nic a = nic(link);
    Nic b = nic(link);
    Nic c = nic(link);

    send(a, Ethernet.BROADCAST, 60);
    net.run(0.001);
    send(b, a.mac(), 60);
    net.run(0.001);

    assertEquals(1, arrivals(a).size());
    assertEquals(1, arrivals(b).size());
    assertEquals(1, arrivals(c).size());
  }

  @Test
  void a_cut_link_takes_the_carrier_and_what_is_on_its_way() {
    Link link = link(0, 1_000_000);
    Nic a = nic(link);
    Nic b = nic(link);
    send(a, b.mac(), 60);

    link.setUp(false);
    send(a, b.mac(), 60);
    net.run(1);

    assertFalse(a.hasCarrier());
    assertEquals(List.of(), arrivals(b));
    assertEquals(0, net.frames().outstanding());
  }
}
