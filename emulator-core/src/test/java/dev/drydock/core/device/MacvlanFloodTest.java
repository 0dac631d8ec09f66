package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropListener;
import dev.drydock.core.observe.Loss;
import dev.drydock.core.wire.Ethernet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// More devices on a parent than the machine's backlog holds: a broadcast reaches the first
/// thousand of them, the others lose it.
class MacvlanFloodTest {
  private static final int DEVICES = 1100;

  private final ParentNet lan = new ParentNet();
  private final List<Macvlan> devices = new ArrayList<>();

  MacvlanFloodTest() {
    for (int i = 0; i < DEVICES; i++) {
      devices.add(device(i));
    }
    lan.net.run(20);
  }

  private Macvlan device(int number) {
    long mac = 0x0200_0000_0000L + 256 + number;
    Macvlan made = Macvlan.on(lan.eth0, new Macvlan.Spec("v" + number, mac, MacvlanMode.BRIDGE));
    lan.root.add(made);
    made.setUp(true);
    return made;
  }

  private long received() {
    return devices.stream().mapToLong(each -> each.counters().rxFrames()).sum();
  }

  private long lost() {
    return devices.stream().mapToLong(each -> each.counters().rxDropped()).sum();
  }

  private void broadcast(Macvlan from) {
    lan.send(from, Ethernet.BROADCAST, from.mac());
  }

  @Test
  void a_broadcast_reaches_as_many_as_the_backlog_holds_and_the_others_count_a_loss() {
    long before = received();
    long lostBefore = lost();

    broadcast(devices.get(7));

    assertEquals(Softnet.BACKLOG_FRAMES_MAX, received() - before);
    assertEquals(DEVICES - 1 - Softnet.BACKLOG_FRAMES_MAX, lost() - lostBefore);
    assertEquals(0, devices.get(7).counters().rxDropped());
  }

  @Test
  void the_listener_hears_of_all_losses_at_once() {
    List<String> heard = new ArrayList<>();
    lan.eth0
        .softnet()
        .setDropListener(
            new DropListener() {
              @Override
              public void dropped(Frame frame, Loss loss) {
                // One frame: not what is asked for.
              }

              @Override
              public void lostCopies(Frame frame, int copies, Loss loss) {
                heard.add(copies + " " + loss.reason() + " " + loss.where());
              }
            });

    broadcast(devices.get(7));

    assertEquals(List.of("99 CPU_BACKLOG " + lan.eth0.path()), heard);
  }

  @Test
  void a_device_that_goes_down_keeps_its_count_and_loses_no_more() {
    broadcast(devices.get(7));
    broadcast(devices.get(8));
    long before = lost();

    devices.forEach(each -> each.setUp(false));
    devices.subList(0, 10).forEach(each -> each.setUp(true));
    broadcast(devices.get(0));

    assertEquals(before, lost());
  }
}
