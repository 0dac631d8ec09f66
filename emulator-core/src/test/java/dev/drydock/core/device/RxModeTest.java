package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.observe.KernelLog;
import dev.drydock.core.wire.Ethernet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who asks the device below for frames that are not for it; counts as on Linux 6.18 and 6.1.
class RxModeTest {
  private ParentNet lan;

  @BeforeEach
  void connect() {
    lan = new ParentNet();
  }

  private List<String> log() {
    return lan.net.machine().softnet().log().lines().stream().map(KernelLog.Line::text).toList();
  }

  private String counts(NetDevice device) {
    return device.promiscuity() + "/" + device.rxMode().allMulticast();
  }

  @Test
  void a_macvlan_asks_while_it_is_up() {
    Macvlan child = lan.macvlan(2, MacvlanMode.BRIDGE);
    assertEquals("1/0", counts(lan.eth0), "for its address, which a veth cannot filter");
    child.flags().setPromiscuous(true);
    child.flags().setAllMulticast(true);
    assertEquals("2/1", counts(lan.eth0));
    child.setUp(false);
    assertEquals("0/0", counts(lan.eth0));
    child.setUp(true);
    assertEquals("2/1", counts(lan.eth0));
    child.changeMac(0x0200_0000_0077L);
    assertEquals("2/1", counts(lan.eth0));
    ParentNet.of(child).destroy(child);
    assertEquals("0/0", counts(lan.eth0));
  }

  @Test
  void a_new_address_of_a_macvlan_does_not_let_the_parent_leave_the_mode() {
    Macvlan child = lan.macvlan(2, MacvlanMode.BRIDGE);
    int before = log().size();
    child.changeMac(0x0200_0000_0077L);
    assertEquals(before, log().size());
    assertEquals(List.of(0x0200_0000_0077L), lan.eth0.rxMode().unicasts());
  }

  @Test
  void passthru_asks_for_all_frames_anyway_unless_told_not_to() {
    Macvlan child = lan.macvlan(2, MacvlanMode.PASSTHRU);
    assertEquals("1/0", counts(lan.eth0));
    child.flags().setPromiscuous(true);
    assertEquals("1/0", counts(lan.eth0));
    child.setNoPromiscuity(true);
    assertEquals("0/0", counts(lan.eth0));
  }

  @Test
  void an_ipvlan_asks_for_groups_only() {
    Ipvlan child = lan.ipvlan(IpvlanMode.L2, IpvlanFlag.BRIDGE, "10.0.0.2/24");
    child.flags().setPromiscuous(true);
    child.flags().setAllMulticast(true);
    assertEquals("0/1", counts(lan.eth0));
  }

  @Test
  void a_vlan_asks_the_card_below_and_a_bridge_on_it_too() {
    VlanDevice vlan = VlanDevice.on(lan.eth0, new VlanDevice.Spec("eth0.10", Ethernet.VLAN, 10));
    vlan.setUp(true);
    Bridge bridge = lan.net.bridge("br0", "10.1.0.1/24");
    bridge.addPort(vlan);
    assertEquals("1/1", counts(vlan));
    assertEquals("1/1", counts(lan.eth0));
    assertTrue(log().contains("eth0: entered promiscuous mode"), log().toString());
    vlan.setUp(false);
    assertEquals("0/0", counts(lan.eth0));
    assertTrue(log().contains("eth0: left promiscuous mode"), log().toString());
  }

  @Test
  void what_a_vlan_takes_its_card_takes_as_long() {
    VlanDevice vlan = VlanDevice.on(lan.eth0, new VlanDevice.Spec("eth0.10", Ethernet.VLAN, 10));
    vlan.setUp(true);
    vlan.rxMode().addUnicast(0x0200_0000_0099L);
    assertEquals(List.of(0x0200_0000_0099L), lan.eth0.rxMode().unicasts());
    vlan.rxMode().removeUnicast(0x0200_0000_0099L);
    assertEquals(List.of(), lan.eth0.rxMode().unicasts());
    assertEquals("0/0", counts(lan.eth0));
  }

  @Test
  void a_macvlan_that_wants_all_groups_hears_a_foreign_one() {
    Macvlan child = lan.macvlan(2, MacvlanMode.BRIDGE);
    lan.watch(child);
    lan.send(lan.wire, 0x0100_5e01_0203L, lan.wire.mac());
    assertFalse(lan.heard(child));
    child.flags().setAllMulticast(true);
    lan.send(lan.wire, 0x0100_5e01_0203L, lan.wire.mac());
    assertTrue(lan.heard(child));
  }

  @Test
  void what_a_source_macvlan_keeps_reaches_nobody_else() {
    Macvlan only = lan.macvlan(2, MacvlanMode.SOURCE);
    only.addSource(0x0200_0000_0055L);
    only.setKeepsSources(true);
    Macvlan other = lan.macvlan(3, MacvlanMode.BRIDGE);
    lan.watch(only);
    lan.watch(other);

    lan.send(lan.wire, other.mac(), 0x0200_0000_0055L);
    assertTrue(lan.heard(only));
    assertFalse(lan.heard(other));
  }
}
