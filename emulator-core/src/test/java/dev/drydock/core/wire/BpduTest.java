package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Messages of the spanning tree against frames of a Linux 6.18 bridge.
class BpduTest {
  private static final byte[] CONFIG =
      HexFormat.of()
          .parseHex(
              "0180c2000000020000000b01002642420300000000018000020000000a01"
                  + "000000028000020000000b0180010001140002000f00");

  @Test
  void a_configuration_is_read_and_written_as_by_linux() {
    assertEquals(Bpdu.CONFIG_BYTES, CONFIG.length);
    assertTrue(Bpdu.isValid(CONFIG, 0, CONFIG.length));
    assertEquals(Bpdu.CONFIG, Bpdu.type(CONFIG, 0));
    Bpdu config = Bpdu.read(CONFIG, 0);
    assertEquals(
        new Bpdu(
            Bpdu.CHANGING,
            0x8000_0200_0000_0a01L,
            2,
            0x8000_0200_0000_0b01L,
            0x8001,
            1,
            20 * 256,
            2 * 256,
            15 * 256),
        config);
    byte[] written = new byte[Bpdu.CONFIG_BYTES];
    Bpdu.writeHeader(written, 0, 0x0200_0000_0b01L, Bpdu.CONFIG);
    config.write(written, 0);
    assertEquals(HexFormat.of().formatHex(CONFIG), HexFormat.of().formatHex(written));
  }

  @Test
  void the_notice_of_a_change_ends_behind_its_type() {
    byte[] written = new byte[Bpdu.TOPOLOGY_CHANGE_BYTES];
    Bpdu.writeHeader(written, 0, 0x0200_0000_0b01L, Bpdu.TOPOLOGY_CHANGE);
    assertEquals("0180c2000000020000000b01000742420300000080", HexFormat.of().formatHex(written));
    assertTrue(Bpdu.isValid(written, 0, written.length));
  }

  @Test
  void what_is_cut_or_of_another_protocol_is_no_message() {
    assertFalse(Bpdu.isValid(CONFIG, 0, CONFIG.length - 1));
    assertFalse(Bpdu.isValid(CONFIG, 0, 20));
    for (int at : new int[] {14, 15, 16, 17, 18, 19, 20}) {
      byte[] other = CONFIG.clone();
      other[at] = 7;
      assertFalse(Bpdu.isValid(other, 0, other.length), "byte " + at);
    }
  }
}
