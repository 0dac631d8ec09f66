package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Vlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VlanDeviceTest {
  private final ParentNet lan = new ParentNet();

  private VlanDevice vlan(Netns where, NetDevice lower, int id, String cidr) {
    VlanDevice device = VlanDevice.on(lower, new VlanDevice.Spec("eth0." + id, Ethernet.VLAN, id));
    where.add(device);
    lan.net.address(where, device, cidr);
    device.setUp(true);
    return device;
  }

  @Test
  @Tag("S119")
  void frames_carry_the_tag_on_the_parent_and_none_on_the_vlan() {
    VlanDevice here = vlan(lan.root, lan.eth0, 10, "10.10.0.1/24");
    vlan(lan.pc, lan.wire, 10, "10.10.0.9/24");
    List<String> parent = new ArrayList<>();
    lan.eth0.setTap((time, frame, outbound) -> {
      boolean tagged = Vlan.isTagged(frame.data(), frame.offset());
      parent.add(tagged ? "vlan " + Vlan.id(frame.data(), frame.offset()) : "plain");
    });
    lan.watch(here);

    assertEquals(2, lan.pings(lan.root, "10.10.0.9"));

    assertTrue(parent.stream().allMatch(p -> p.equals("vlan 10")), parent.toString());
    assertEquals("> ARP who has 10.10.0.9 tell 10.10.0.1", lan.net.seen(here).getFirst());
  }

  @Test
  void another_vlan_and_the_untagged_network_hear_nothing() {
    vlan(lan.root, lan.eth0, 10, "10.10.0.1/24");
    vlan(lan.pc, lan.wire, 20, "10.10.0.9/24");
    assertEquals(0, lan.pings(lan.root, "10.10.0.9"));
    assertEquals(2, lan.pings(lan.root, "10.0.0.9"));
  }

  @Test
  void a_service_tag_goes_around_a_customer_tag() {
    VlanDevice.Spec service = new VlanDevice.Spec("s", Ethernet.SERVICE_VLAN, 100);
    VlanDevice outer = VlanDevice.on(lan.eth0, service);
    lan.root.add(outer);
    outer.setUp(true);
    VlanDevice outerThere = VlanDevice.on(lan.wire, service);
    lan.pc.add(outerThere);
    outerThere.setUp(true);
    vlan(lan.root, outer, 10, "10.10.0.1/24");
    vlan(lan.pc, outerThere, 10, "10.10.0.9/24");
    assertEquals(2, lan.pings(lan.root, "10.10.0.9"));
  }

  @Test
  void a_priority_tag_alone_changes_nothing() {
    var frame = lan.net.frames().take(64);
    Ethernet.write(frame.data(), frame.offset(), lan.eth0.mac(), lan.wire.mac(), Ethernet.VLAN);
    frame.data()[frame.offset() + 14] = (byte) 0xa0;
    frame.data()[frame.offset() + 15] = 0;
    frame.data()[frame.offset() + 16] = 0x08;
    frame.data()[frame.offset() + 17] = 0x06;
    lan.wire.transmit(frame);
    lan.net.run(0.001);
    // It is taken for the ARP frame it is, and found to be cut off.
    assertEquals(1, lan.net.machine().softnet().drops(DropReason.HDR_TRUNC));
  }

  @Test
  void wrong_ids_and_second_devices_are_refused() {
    vlan(lan.root, lan.eth0, 10, "10.10.0.1/24");
    assertEquals("EEXIST", refusal(lan.eth0, 10));
    assertEquals("ERANGE", refusal(lan.eth0, 4095));
    assertEquals("EOPNOTSUPP", refusal(lan.root.loopback(), 10));
  }

  private static String refusal(NetDevice lower, int id) {
    VlanDevice.Spec spec = new VlanDevice.Spec("v", Ethernet.VLAN, id);
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> VlanDevice.on(lower, spec))
            .getMessage());
  }

  @Test
  void a_vlan_follows_its_device_up_down_and_in_address() {
    VlanDevice device = vlan(lan.root, lan.eth0, 10, "10.10.0.1/24");
    lan.eth0.setMac(0x0200_0000_0011L);
    assertEquals(0x0200_0000_0011L, device.mac());
    device.changeMac(0x0200_0000_0012L);
    assertEquals(List.of(0x0200_0000_0012L), lan.eth0.rxMode().unicasts());
    lan.eth0.setMac(0x0200_0000_0013L);
    assertEquals(0x0200_0000_0012L, device.mac());

    lan.eth0.setUp(false);
    assertFalse(device.isUp());
    assertEquals("ENETDOWN", device.openError());
    lan.eth0.setUp(true);
    assertTrue(device.isUp());
  }

  @Test
  void vlans_go_with_their_device_and_the_device_forgets_them() {
    VlanDevice device = vlan(lan.root, lan.eth0, 10, "10.10.0.1/24");
    assertEquals(List.of(device), lan.eth0.stacked());
    lan.root.destroy(device);
    assertNull(lan.eth0.vlans(false));
    assertNotNull(vlan(lan.root, lan.eth0, 10, "10.10.0.1/24"));
    lan.root.destroy(lan.eth0);
    assertNull(lan.root.device("eth0.10"));
  }
}
