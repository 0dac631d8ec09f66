package dev.drydock.core.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Vlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ManagedSwitchTest {
  private final TestNet net = new TestNet();
  private final Link link = new Link(net.loop(), "lan", 0, 1000);
  private final List<String> heard = new ArrayList<>();

  /// A card that notes what it receives: `nic2 plain`, `nic2 vlan 10 priority 5`.
  private Nic nic(SwitchPort port) {
    Nic nic = net.nic(link, port);
    nic.setTap((time, frame, outbound) -> {
      if (!outbound) {
        heard.add(nic.name() + " " + tag(frame));
      }
    });
    return nic;
  }

  private static String tag(Frame frame) {
    byte[] data = frame.data();
    int at = frame.offset();
    return Vlan.isTagged(data, at)
        ? "vlan " + Vlan.id(data, at) + " priority " + Vlan.priority(data, at)
        : "plain";
  }

  private void send(Nic from, long to, int control) {
    send(from, to, control, from.mac());
  }

  private void send(Nic from, long to, int control, long source) {
    heard.clear();
    Frame frame = net.frames().take(64);
    int type = control == 0 ? 0x9999 : Ethernet.VLAN;
    Ethernet.write(frame.data(), frame.offset(), to, source, type);
    if (control != 0) {
      Bytes.put16(frame.data(), frame.offset() + 14, control);
      Bytes.put16(frame.data(), frame.offset() + 16, 0x9999);
    }
    from.transmit(frame);
    net.run(0.001);
  }

  private long lost(DropReason reason) {
    return net.machine().softnet().drops(reason);
  }

  @Test
  void access_ports_of_one_vlan_hear_each_other_and_no_other() {
    Nic a = nic(SwitchPort.access(10));
    nic(SwitchPort.access(10));
    nic(SwitchPort.access(20));

    send(a, Ethernet.BROADCAST, 0);

    assertEquals(List.of("nic2 plain"), heard);
  }

  @Test
  @Tag("S119")
  void a_trunk_carries_the_tag_and_an_access_port_loses_it() {
    Nic trunk = nic(SwitchPort.trunk(1, List.of(10, 20)));
    Nic a = nic(SwitchPort.access(10));
    nic(SwitchPort.trunk(1, List.of(20)));

    send(a, Ethernet.BROADCAST, 0);
    assertEquals(List.of("nic1 vlan 10 priority 0"), heard);

    send(trunk, a.mac(), 0xa000 | 10);
    assertEquals(List.of("nic2 plain"), heard);

    send(trunk, Ethernet.BROADCAST, 0xa000 | 20);
    assertEquals(List.of("nic3 vlan 20 priority 5"), heard);
  }

  @Test
  void a_vlan_that_a_port_does_not_have_is_refused() {
    Nic trunk = nic(SwitchPort.trunk(0, List.of(10)));
    nic(SwitchPort.PLAIN);

    send(trunk, Ethernet.BROADCAST, 30);
    send(trunk, Ethernet.BROADCAST, 0);

    assertEquals(List.of(), heard);
    assertEquals(2, lost(DropReason.VLAN_FILTER));
  }

  @Test
  void plain_ports_keep_tags_and_speak_vlan_1_without() {
    Nic plain = nic(SwitchPort.PLAIN);
    nic(SwitchPort.access(1));
    nic(SwitchPort.access(10));

    send(plain, Ethernet.BROADCAST, 0);
    assertEquals(List.of("nic2 plain"), heard);
    send(plain, Ethernet.BROADCAST, 10);
    assertEquals(List.of("nic3 plain"), heard);
  }

  @Test
  void one_address_may_be_in_two_vlans_at_two_ports() {
    Nic a = nic(SwitchPort.access(10));
    Nic b = nic(SwitchPort.access(20));
    Nic trunk = nic(SwitchPort.trunk(1, List.of(10, 20)));
    long shared = 0x0200_0000_0099L;
    send(a, Ethernet.BROADCAST, 0, shared);
    send(b, Ethernet.BROADCAST, 0, shared);

    send(trunk, shared, 10);
    assertEquals(List.of("nic1 plain"), heard);
    send(trunk, shared, 20);
    assertEquals(List.of("nic2 plain"), heard);
  }

  @Test
  void a_reflecting_port_sends_back_what_came_in() {
    Nic a = nic(SwitchPort.PLAIN.reflecting(true));
    Nic b = nic(SwitchPort.PLAIN);

    send(a, Ethernet.BROADCAST, 0);
    assertEquals(List.of("nic1 plain", "nic2 plain"), heard);
    send(a, a.mac(), 0);
    assertEquals(List.of("nic1 plain"), heard);
    send(b, Ethernet.BROADCAST, 0);
    assertEquals(List.of("nic1 plain"), heard);
  }

  @Test
  @Tag("S120")
  void port_security_refuses_the_second_address() {
    Nic a = nic(SwitchPort.PLAIN.withStations(1));
    nic(SwitchPort.PLAIN);
    send(a, Ethernet.BROADCAST, 0);
    assertEquals(List.of("nic2 plain"), heard);

    send(a, Ethernet.BROADCAST, 0, 0x0200_0000_0055L);

    assertEquals(List.of(), heard);
    assertEquals(1, lost(DropReason.PORT_SECURITY));
  }
}
