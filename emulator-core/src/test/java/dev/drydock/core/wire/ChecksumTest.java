package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChecksumTest {
  /// RFC 1071, section 1, word by word.
  private static int plainSum(byte[] data, int offset, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (data[offset + i] & 0xff) << (i % 2 == 0 ? 8 : 0);
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }

  @Test
  void the_example_of_rfc_1071_sums_to_ddf2() {
    byte[] data = Recorded.bytes("0001f203f4f5f6f7");
    assertEquals(0xddf2, Checksum.sum(data, 0, 8));
    assertEquals(0x220d, Checksum.of(data, 0, 8));
  }

  @Test
  void every_length_and_offset_agrees_with_the_plain_sum() {
    Cases.forEach(
        20,
        cases -> {
          for (int length = 0; length <= 200; length++) {
            int offset = cases.between(0, 17);
            byte[] data = cases.bytes(offset + length + cases.between(0, 9));
            assertEquals(
                plainSum(data, offset, length),
                Checksum.sum(data, offset, length),
                "length " + length + " at " + offset);
          }
        });
  }

  @Test
  void carries_do_not_get_lost_in_the_largest_packet() {
    byte[] data = new byte[65_535];
    Arrays.fill(data, (byte) 0xff);
    assertEquals(plainSum(data, 0, 65_535), Checksum.sum(data, 0, 65_535));
    assertEquals(0xffff, Checksum.sum(data, 1, 65_534));
  }

  @Test
  void a_range_with_its_checksum_is_valid_and_with_any_bit_flipped_is_not() {
    Cases.forEach(
        300,
        cases -> {
          byte[] data = cases.bytes(2 * cases.between(2, 100));
          Bytes.put16(data, 2, 0);
          Bytes.put16(data, 2, Checksum.of(data, 0, data.length));
          assertTrue(Checksum.isValid(data, 0, data.length));
          data[cases.between(0, data.length - 1)] ^= (byte) (1 << cases.between(0, 7));
          assertFalse(Checksum.isValid(data, 0, data.length));
        });
  }

  @Test
  void zeros_alone_are_not_valid() {
    assertFalse(Checksum.isValid(new byte[20], 0, 20));
  }

  @Test
  void a_changed_word_is_mended_as_if_all_were_summed_again() {
    Cases.forEach(
        2000,
        cases -> {
          byte[] data = cases.bytes(40);
          int at = 2 * cases.between(0, 19);
          int before = Bytes.u16(data, at);
          int old = Checksum.of(data, 0, 40);
          int after = cases.oneIn(4) ? (cases.oneIn(2) ? 0 : 0xffff) : cases.between(0, 0xffff);
          Bytes.put16(data, at, after);
          assertEquals(Checksum.of(data, 0, 40), Checksum.update16(old, before, after));
        });
  }

  @Test
  void a_changed_double_word_is_mended_as_if_all_were_summed_again() {
    Cases.forEach(
        2000,
        cases -> {
          byte[] data = cases.bytes(40);
          int at = 2 * cases.between(0, 18);
          int before = Bytes.i32(data, at);
          int old = Checksum.of(data, 0, 40);
          int after = cases.oneIn(4) ? (cases.oneIn(2) ? 0 : -1) : cases.anyInt();
          Bytes.put32(data, at, after);
          assertEquals(Checksum.of(data, 0, 40), Checksum.update32(old, before, after));
        });
  }

  @Test
  void the_example_of_rfc_1624_section_4_gives_zero() {
    assertEquals(0x0000, Checksum.update16(0xdd2f, 0x5555, 0x3285));
  }

  @Test
  void the_pseudo_header_is_summed_like_its_twelve_bytes() {
    Cases.forEach(
        500,
        cases -> {
          byte[] data = cases.bytes(12 + cases.between(0, 100));
          int length = data.length - 12;
          Bytes.put16(data, 8, Ipv4.UDP);
          Bytes.put16(data, 10, length);
          long pseudo = Checksum.pseudo(Bytes.i32(data, 0), Bytes.i32(data, 4), Ipv4.UDP, length);
          assertEquals(Checksum.of(data, 0, data.length), Checksum.of(pseudo, data, 12, length));
        });
  }
}
