package dev.drydock.core.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FramePoolTest {
  private final FramePool pool = new FramePool();

  @Test
  void a_frame_has_the_length_asked_for_and_full_headroom() {
    for (int length : new int[] {0, 14, 60, 1514, 1518, 1888, 1889, 9018, 65_550}) {
      Frame frame = pool.take(length);
      assertEquals(length, frame.length());
      assertEquals(Frame.HEADROOM_BYTES, frame.offset());
      assertEquals(Frame.HEADROOM_BYTES + length, frame.end());
      assertTrue(frame.end() <= frame.data().length);
    }
  }

  @Test
  void frames_of_ordinary_links_do_not_take_the_large_arrays() {
    assertEquals(2048, pool.take(1888).data().length);
    assertTrue(pool.take(1889).data().length > 65_536);
  }

  @Test
  void more_than_the_largest_packet_is_refused() {
    assertThrows(AssertionError.class, () -> pool.take(100_000));
  }

  @Test
  void the_last_frame_released_is_the_first_taken() {
    Frame first = pool.take(60);
    Frame second = pool.take(60);
    first.release();
    second.release();
    assertSame(second, pool.take(1000));
    assertSame(first, pool.take(20));
    assertNotSame(first, pool.take(20));
  }

  @Test
  void small_and_large_frames_are_kept_apart() {
    Frame small = pool.take(60);
    Frame large = pool.take(5000);
    small.release();
    large.release();
    assertSame(small, pool.take(60));
    assertSame(large, pool.take(5000));
  }

  @Test
  void a_frame_taken_again_has_no_notes() {
    Frame frame = pool.take(60);
    long id = frame.id;
    frame.mark = 1;
    frame.inputIndex = 2;
    frame.addressee = Frame.TO_OTHER_HOST;
    frame.networkOffset = 3;
    frame.next = pool.take(60);
    frame.receiver = Frame::release;
    frame.push(14);
    frame.release();
    Frame again = pool.take(100);
    assertSame(frame, again);
    assertTrue(again.id > id);
    assertEquals(0, again.mark);
    assertEquals(0, again.inputIndex);
    assertEquals(Frame.TO_HOST, again.addressee);
    assertEquals(again.offset(), again.networkOffset);
    assertNull(again.next);
    assertNull(again.receiver);
    assertEquals(Frame.HEADROOM_BYTES, again.offset());
  }

  @Test
  void outstanding_counts_frames_not_given_back() {
    Frame a = pool.take(60);
    Frame b = pool.take(9000);
    a.copy().release();
    assertEquals(2, pool.outstanding());
    a.release();
    b.release();
    assertEquals(0, pool.outstanding());
  }

  @Test
  void releasing_twice_is_refused() {
    Frame frame = pool.take(60);
    frame.release();
    assertThrows(AssertionError.class, frame::release);
  }
}
