package dev.drydock.core.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameTest {
  private final Frame frame = new FramePool().take(100);

  @Test
  void pushing_and_pulling_move_the_front_only() {
    int end = frame.end();
    int begin = frame.offset();
    assertEquals(begin - 50, frame.push(50));
    assertEquals(150, frame.length());
    assertEquals(begin - 50 + 14, frame.pull(14));
    assertEquals(136, frame.length());
    assertEquals(end, frame.end());
  }

  @Test
  void the_headroom_holds_two_vxlan_encapsulations_of_tagged_frames() {
    frame.push(2 * (14 + 4 + 8 + 8 + 20));
    assertThrows(AssertionError.class, () -> frame.push(Frame.HEADROOM_BYTES));
  }

  @Test
  void no_more_can_be_pulled_than_there_is() {
    assertThrows(AssertionError.class, () -> frame.pull(101));
  }

  @Test
  void the_length_ends_at_the_array() {
    frame.setLength(2048 - Frame.HEADROOM_BYTES);
    assertThrows(AssertionError.class, () -> frame.setLength(2049 - Frame.HEADROOM_BYTES));
    assertThrows(AssertionError.class, () -> frame.setLength(-1));
  }

  @Test
  void a_copy_has_the_same_bytes_and_notes_in_an_array_of_its_own() {
    for (int i = 0; i < frame.data().length; i++) {
      frame.data()[i] = (byte) (i * 31);
    }
    frame.pull(14);
    frame.networkOffset = frame.offset() + 20;
    frame.mark = 5;
    frame.inputIndex = 6;
    frame.addressee = Frame.TO_MULTICAST;
    Frame copy = frame.copy();
    assertNotSame(frame.data(), copy.data());
    assertArrayEquals(bytes(frame), bytes(copy));
    assertEquals(frame.id, copy.id);
    assertEquals(5, copy.mark);
    assertEquals(6, copy.inputIndex);
    assertEquals(Frame.TO_MULTICAST, copy.addressee);
    assertEquals(20, copy.networkOffset - copy.offset());
  }

  @Test
  void a_change_to_a_copy_leaves_the_original_alone() {
    frame.data()[frame.offset()] = 1;
    Frame copy = frame.copy();
    copy.data()[copy.offset()] = 2;
    assertEquals(1, frame.data()[frame.offset()]);
  }

  private static byte[] bytes(Frame frame) {
    return Arrays.copyOfRange(frame.data(), frame.offset(), frame.end());
  }
}
