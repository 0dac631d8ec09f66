package dev.drydock.core.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ethernet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImpairedLinkTest {
  private static final long MILLISECOND = 1_000_000;

  private final TestNet net = new TestNet();

  private static LinkQuality quality(double loss, double duplicate, double corrupt) {
    return new LinkQuality(0, MILLISECOND, 0, loss, duplicate, corrupt, 0, 1000);
  }

  private Link link(LinkQuality quality) {
    return link(quality, 1);
  }

  private Link link(LinkQuality quality, long seed) {
    return new Link(net.loop(), "lan", quality, new RandomStream(seed, "link lan"));
  }

  private Nic nic(Link link) {
    Nic nic = net.nic(link, SwitchPort.PLAIN);
    net.watch(nic);
    return nic;
  }

  /// Sends frames one millisecond apart.
  private void send(Nic from, long to, int count) {
    for (int i = 0; i < count; i++) {
      Frame frame = net.frames().take(60);
      Ethernet.write(frame.data(), frame.offset(), to, from.mac(), 0x9000 + (i & 0xFFF));
      from.transmit(frame);
      net.run(0.001);
    }
    net.run(1);
  }

  private List<TestNet.Sighting> arrivals(Nic nic) {
    return net.sightings().stream()
        .filter(s -> s.device().equals(nic.path()) && !s.outbound())
        .toList();
  }

  @Test
  void a_lossy_link_loses_its_part_and_says_so() {
    Link link = link(quality(0.1, 0, 0));
    Nic a = nic(link);
    Nic b = nic(link);

    send(a, b.mac(), 4000);

    int lost = 4000 - arrivals(b).size();
    assertTrue(lost > 340 && lost < 460, "lost " + lost);
    assertEquals(lost, net.machine().softnet().drops(DropReason.LINK_LOSS));
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void the_same_seed_loses_the_same_frames_and_another_seed_others() {
    Link one = link(quality(0.5, 0, 0), 7);
    Link same = link(quality(0.5, 0, 0), 7);
    Link other = link(quality(0.5, 0, 0), 8);
    Nic[] ends = {nic(one), nic(one), nic(same), nic(same), nic(other), nic(other)};

    for (int i = 0; i < 6; i += 2) {
      send(ends[i], Ethernet.BROADCAST, 64);
    }

    assertEquals(types(ends[1]), types(ends[3]));
    assertNotEquals(types(ends[1]), types(ends[5]));
  }

  /// The EtherTypes that arrived, which number the frames.
  private List<String> types(Nic nic) {
    return arrivals(nic).stream()
        .map(s -> s.text().replaceAll("([0-9a-f]{2}:){5}[0-9a-f]{2}", ""))
        .toList();
  }

  @Test
  void a_doubling_link_delivers_its_part_twice() {
    Link link = link(quality(0, 0.5, 0));
    Nic a = nic(link);
    Nic b = nic(link);

    send(a, b.mac(), 1000);

    int more = arrivals(b).size() - 1000;
    assertTrue(more > 420 && more < 580, "twice: " + more);
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void jitter_spreads_the_delay_and_keeps_the_order() {
    Link link = link(new LinkQuality(0, 5 * MILLISECOND, 3 * MILLISECOND, 0, 0, 0, 0, 1000));
    Nic a = nic(link);
    Nic b = nic(link);

    send(a, b.mac(), 500);

    List<TestNet.Sighting> arrivals = arrivals(b);
    List<TestNet.Sighting> sent =
        net.sightings().stream().filter(TestNet.Sighting::outbound).toList();
    assertEquals(
        sent.stream().map(TestNet.Sighting::text).toList(),
        arrivals.stream().map(TestNet.Sighting::text).toList());
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (int i = 0; i < arrivals.size(); i++) {
      long delay = arrivals.get(i).timeNanos() - sent.get(i).timeNanos();
      shortest = Math.min(shortest, delay);
      longest = Math.max(longest, delay);
    }
    assertTrue(shortest >= 2 * MILLISECOND && shortest < 3 * MILLISECOND, "least " + shortest);
    assertTrue(longest <= 8 * MILLISECOND && longest > 7 * MILLISECOND, "most " + longest);
  }

  @Test
  void a_reordered_frame_overtakes_those_under_way() {
    Link link = link(new LinkQuality(0, 10 * MILLISECOND, 0, 0, 0, 0, 0.2, 1000));
    Nic a = nic(link);
    Nic b = nic(link);

    send(a, b.mac(), 200);

    List<TestNet.Sighting> arrivals = arrivals(b);
    List<String> sent =
        net.sightings().stream()
            .filter(TestNet.Sighting::outbound)
            .map(TestNet.Sighting::text)
            .toList();
    List<String> seen = arrivals.stream().map(TestNet.Sighting::text).toList();
    assertNotEquals(sent, seen);
    assertEquals(sent.stream().sorted().toList(), seen.stream().sorted().toList());
    for (int i = 1; i < arrivals.size(); i++) {
      assertTrue(arrivals.get(i - 1).timeNanos() <= arrivals.get(i).timeNanos());
    }
  }

  @Test
  void a_damaged_frame_differs_in_one_bit() {
    Link link = link(quality(0, 0, 1));
    Nic a = nic(link);
    Nic b = nic(link);

    send(a, b.mac(), 50);

    assertEquals(50, arrivals(b).size());
    assertTrue(arrivals(b).stream().noneMatch(s -> s.text().isEmpty()));
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_shorter_queue_is_full_sooner() {
    Link link = link(new LinkQuality(1_000_000, 0, 0, 0, 0, 0, 0, 10));
    Nic a = nic(link);
    Nic b = nic(link);

    for (int i = 0; i < 30; i++) {
      Frame frame = net.frames().take(125);
      Ethernet.write(frame.data(), frame.offset(), b.mac(), a.mac(), 0x9999);
      a.transmit(frame);
    }
    net.run(1);

    assertEquals(10, arrivals(b).size());
    assertEquals(20, a.queueDrops());
  }

  @Test
  void a_partition_keeps_two_apart_and_lets_others_talk() {
    Link link = link(LinkQuality.of(0, 1000));
    Nic a = nic(link);
    Nic b = nic(link);
    Nic c = nic(link);
    link.setPartitions(List.of(new LinkPartition(List.of(a), List.of(b))));

    send(a, Ethernet.BROADCAST, 1);
    send(b, a.mac(), 1);
    send(c, b.mac(), 1);

    assertEquals(0, arrivals(a).size());
    assertEquals(1, arrivals(b).size());
    assertEquals(1, arrivals(c).size());
    assertEquals(1, net.machine().softnet().drops(DropReason.LINK_PARTITION));

    link.setPartitions(List.of());
    send(b, a.mac(), 1);

    assertEquals(1, arrivals(a).size());
  }

  @Test
  void a_delay_that_gets_shorter_does_not_change_the_order() {
    Link link = link(LinkQuality.of(0, 10 * MILLISECOND));
    Nic a = nic(link);
    Nic b = nic(link);
    Frame first = net.frames().take(60);
    Ethernet.write(first.data(), first.offset(), b.mac(), a.mac(), 0x9000);
    a.transmit(first);
    link.setQuality(LinkQuality.of(0, 0));
    send(a, b.mac(), 1);

    assertEquals(2, arrivals(b).size());
    assertTrue(arrivals(b).stream().allMatch(s -> s.timeNanos() == 10 * MILLISECOND));
  }
}
