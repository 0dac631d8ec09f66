package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VlanTest {
  private static final byte[] TAGGED = Recorded.bytes(Recorded.TAGGED_ARP);

  @Test
  void a_recorded_tag_is_read() {
    assertTrue(Vlan.isTagged(TAGGED, 0));
    assertEquals(10, Vlan.id(TAGGED, 0));
    assertEquals(0, Vlan.priority(TAGGED, 0));
    assertFalse(Vlan.isTagged(Recorded.bytes(Recorded.ARP_REQUEST), 0));
  }

  @Test
  void a_tag_holds_priority_and_id() {
    byte[] frame = TAGGED.clone();
    Bytes.put16(frame, 12, Ethernet.SERVICE_VLAN);
    Bytes.put16(frame, 14, 0xbfff);
    assertTrue(Vlan.isTagged(frame, 0));
    assertEquals(4095, Vlan.id(frame, 0));
    assertEquals(5, Vlan.priority(frame, 0));
  }

  @Test
  void a_removed_tag_leaves_the_frame_as_it_was_without_it() {
    byte[] frame = TAGGED.clone();
    Vlan.remove(frame, 0);
    assertEquals(Ethernet.BROADCAST, Ethernet.destination(frame, 4));
    assertEquals(0x0242_c0a8_0a01L, Ethernet.source(frame, 4));
    assertEquals(Ethernet.ARP, Ethernet.type(frame, 4));
    assertTrue(Arp.isValid(frame, 18, 28));
  }

  @Test
  void inserting_a_tag_makes_the_recorded_bytes() {
    byte[] frame = TAGGED.clone();
    Vlan.remove(frame, 0);
    Arrays.fill(frame, 0, 4, (byte) 0x55);
    Vlan.insert(frame, 0, Ethernet.VLAN, 10);
    assertArrayEquals(TAGGED, frame);
  }

  @Test
  void inserting_and_removing_gives_the_frame_back() {
    Cases.forEach(
        300,
        cases -> {
          int at = cases.between(0, 20);
          byte[] before = cases.bytes(at + 4 + 60);
          byte[] data = before.clone();
          int control = cases.between(0, 0xffff);
          Vlan.insert(data, at, Ethernet.VLAN, control);
          assertTrue(Vlan.isTagged(data, at));
          assertEquals(control & 0xfff, Vlan.id(data, at));
          assertEquals(control >>> 13, Vlan.priority(data, at));
          assertEquals(Bytes.u16(before, at + 4 + 12), Bytes.u16(data, at + 16));
          Vlan.remove(data, at);
          assertArrayEquals(
              Arrays.copyOfRange(before, at + 4, before.length),
              Arrays.copyOfRange(data, at + 4, data.length));
          assertArrayEquals(Arrays.copyOf(before, at), Arrays.copyOf(data, at));
        });
  }
}
