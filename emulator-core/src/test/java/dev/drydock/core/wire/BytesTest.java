package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.testing.Cases;
import org.junit.jupiter.api.Test;

class BytesTest {
  private static final byte[] DATA = Recorded.bytes("0080ff7f8081fe010203");

  @Test
  void numbers_are_read_most_significant_byte_first() {
    assertEquals(0x80, Bytes.u8(DATA, 1));
    assertEquals(0x80ff, Bytes.u16(DATA, 1));
    assertEquals(0x80ff7f80, Bytes.i32(DATA, 1));
    assertEquals(0x80ff7f8081feL, Bytes.u48(DATA, 1));
    assertEquals(0x80ff7f8081fe0102L, Bytes.i64(DATA, 1));
  }

  @Test
  void numbers_are_written_most_significant_byte_first() {
    byte[] data = new byte[23];
    Bytes.put8(data, 1, 0xfe01);
    Bytes.put16(data, 2, 0xfe0102);
    Bytes.put32(data, 4, 0x80ff7f80);
    Bytes.put48(data, 8, 0x7777_80ff_7f80_81feL);
    Bytes.put64(data, 14, 0x80ff7f8081fe0102L);
    assertArrayEquals(Recorded.bytes("0001010280ff7f8080ff7f8081fe80ff7f8081fe010200"), data);
  }

  @Test
  void what_is_written_is_read_back_and_nothing_beside_it_changes() {
    Cases.forEach(
        500,
        cases -> {
          byte[] before = cases.bytes(32);
          int at = cases.between(0, 24);
          long value = cases.anyLong();
          byte[] data = before.clone();
          Bytes.put64(data, at, value);
          assertEquals(value, Bytes.i64(data, at));
          Bytes.put48(data, at, value);
          assertEquals(value & 0xffff_ffff_ffffL, Bytes.u48(data, at));
          Bytes.put32(data, at, (int) value);
          assertEquals((int) value, Bytes.i32(data, at));
          Bytes.put16(data, at, (int) value);
          assertEquals((int) value & 0xffff, Bytes.u16(data, at));
          Bytes.put8(data, at, (int) value);
          assertEquals((int) value & 0xff, Bytes.u8(data, at));
          System.arraycopy(before, at, data, at, 8);
          assertArrayEquals(before, data);
        });
  }
}
