package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ethernet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftnetTest {
  private static final CostModel VETH_ONLY = new CostModel(0, 390, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private final TestNet net = new TestNet(VETH_ONLY);
  private final Netns a = net.namespace("a");
  private final Netns b = net.namespace("b");
  private final VethEnd left =
      VethEnd.pair(
          net.machine().softnet(),
          new VethEnd.Spec("l", 0x02_00L),
          new VethEnd.Spec("r", 0x02_01L));

  private void wire() {
    a.add(left);
    b.add(left.peer());
    left.setUp(true);
    left.peer().setUp(true);
    net.watch(left.peer());
  }

  private void send() {
    Frame frame = net.frames().take(60);
    Ethernet.write(frame.data(), frame.offset(), left.peer().mac(), left.mac(), 0x9999);
    left.transmit(frame);
  }

  @Test
  void a_crossing_takes_what_it_costs_and_frames_keep_their_order() {
    wire();
    send();
    send();
    net.run(1);

    List<Long> times = net.sightings().stream().map(TestNet.Sighting::timeNanos).toList();
    assertEquals(List.of(390L, 780L), times);
  }

  /// Hands every frame to another machine.
  private final class Away implements RxHandler {
    private final List<Long> times = new ArrayList<>();

    @Override
    public boolean handle(Frame frame, NetDevice device) {
      net.machine()
          .softnet()
          .afterRound(
              frame,
              gone -> {
                times.add(net.loop().nowNanos());
                gone.release();
              });
      return true;
    }
  }

  @Test
  void what_came_together_leaves_the_machine_together() {
    wire();
    Away away = new Away();
    left.peer().setRxHandler(away, null);
    send();
    send();
    net.run(1);
    send();
    net.run(1);

    assertEquals(List.of(780L, 780L, 1_000_000_390L), away.times);
    assertEquals(0, net.frames().outstanding());
  }

  /// A program that sends a frame when its turn comes, or does not.
  private final class Waking implements Runnable {
    private final boolean sends;
    private long nanos = -1;

    Waking(boolean sends) {
      this.sends = sends;
    }

    @Override
    public void run() {
      nanos = net.loop().nowNanos();
      if (sends) {
        send();
      }
    }
  }

  @Test
  void programs_that_wake_together_run_one_after_the_other() {
    wire();
    Waking first = new Waking(true);
    Waking idle = new Waking(false);
    Waking last = new Waking(true);
    send();
    net.machine().softnet().whenIdle(first);
    net.machine().softnet().whenIdle(idle);
    net.machine().softnet().whenIdle(last);
    assertFalse(net.machine().softnet().isFree());
    net.run(1);

    assertEquals(List.of(390L, 780L, 780L), List.of(first.nanos, idle.nanos, last.nanos));
    assertTrue(net.machine().softnet().isFree());
  }

  @Test
  void a_program_waits_half_a_millisecond_for_a_cpu_that_is_never_idle() {
    wire();
    left.peer()
        .setRxHandler(
            (frame, device) -> {
              frame.release();
              if (net.loop().nowNanos() < 2_000_000) {
                send();
              }
              return true;
            },
            null);
    Waking program = new Waking(false);
    send();
    net.machine().softnet().whenIdle(program);
    net.run(1);

    assertTrue(program.nanos >= 500_000 && program.nanos < 501_000, "at " + program.nanos);
  }

  @Test
  void a_full_backlog_loses_what_comes_on_top() {
    wire();
    for (int i = 0; i < 1100; i++) {
      send();
    }
    net.run(1);

    assertEquals(100, net.machine().softnet().drops(DropReason.CPU_BACKLOG));
    assertEquals(100, left.peer().counters().rxDropped());
    assertEquals(1000, net.sightings().size());
  }

  @Test
  void one_event_is_pending_however_long_the_backlog_is() {
    wire();
    int before = net.loop().pending();
    for (int i = 0; i < 100; i++) {
      send();
    }

    assertEquals(before + 1, net.loop().pending());
    net.run(1);
    assertEquals(before, net.loop().pending());
  }

  @Test
  void copies_of_a_flood_are_served_when_all_of_them_are_made() {
    Bridge bridge = net.bridge("br", "10.1.0.1/24");
    VethEnd one = net.join(a, bridge, "10.1.0.2/24");
    VethEnd two = net.join(b, bridge, "10.1.0.3/24");
    VethEnd three = net.join(net.namespace("c"), bridge, "10.1.0.4/24");
    net.run(1);
    net.watch(two);
    net.watch(three);

    Frame frame = net.frames().take(60);
    Ethernet.write(frame.data(), frame.offset(), Ethernet.BROADCAST, one.mac(), 0x9999);
    one.transmit(frame);
    net.run(1);

    List<Long> times = net.sightings().stream().map(TestNet.Sighting::timeNanos).toList();
    assertEquals(List.of(1_000_001_170L, 1_000_001_170L), times);
  }

  @Test
  void a_frame_to_a_peer_that_is_down_has_no_carrier() {
    wire();
    left.peer().setUp(false);
    send();

    assertEquals(1, net.machine().softnet().drops(DropReason.NO_CARRIER));
    assertEquals(0, net.frames().outstanding());
  }
}
