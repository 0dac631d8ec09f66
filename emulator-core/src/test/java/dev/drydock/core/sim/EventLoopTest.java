package dev.drydock.core.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopTest {
  private final EventLoop loop = new EventLoop();
  private final List<String> log = new ArrayList<>();

  /// Writes its name and the time into the log, then does `then`.
  private final class Note extends Event {
    private final String name;
    private Runnable then = () -> {};

    Note(String name) {
      this.name = name;
    }

    @Override
    protected void fire() {
      log.add(name + "@" + loop.nowNanos());
      then.run();
    }
  }

  private Note note(String name, long timeNanos) {
    Note note = new Note(name);
    loop.schedule(note, timeNanos);
    return note;
  }

  @Test
  void earlier_times_fire_first() {
    note("c", 70_000);
    note("a", 3);
    note("d", 1L << 62);
    note("b", 64);
    loop.runUntil(Long.MAX_VALUE);
    assertEquals(List.of("a@3", "b@64", "c@70000", "d@" + (1L << 62)), log);
  }

  @Test
  void equal_times_fire_in_the_order_of_scheduling() {
    for (String name : List.of("a", "b", "c", "d")) {
      note(name, 1_000_000);
    }
    loop.runUntil(1_000_000);
    assertEquals(List.of("a@1000000", "b@1000000", "c@1000000", "d@1000000"), log);
  }

  @Test
  void an_event_scheduled_from_near_comes_after_one_scheduled_from_afar_for_the_same_time() {
    note("far", 5000);
    note("x", 4100).then = () -> note("middle", 5000);
    note("y", 4999).then = () -> note("near", 5000);
    loop.runUntil(5000);
    assertEquals(List.of("x@4100", "y@4999", "far@5000", "middle@5000", "near@5000"), log);
  }

  @Test
  void an_event_for_now_fires_after_those_already_due_now() {
    note("a", 7).then = () -> note("c", 7);
    note("b", 7);
    loop.runUntil(7);
    assertEquals(List.of("a@7", "b@7", "c@7"), log);
  }

  @Test
  void an_event_may_arm_itself_again() {
    Note tick = note("tick", 60);
    tick.then = () -> loop.scheduleAfter(tick, 60);
    loop.runUntil(200);
    assertEquals(List.of("tick@60", "tick@120", "tick@180"), log);
    assertTrue(tick.isPending());
    assertEquals(240, tick.timeNanos());
  }

  @Test
  void cancelled_events_do_not_fire_wherever_they_stand_in_the_list() {
    List<Note> notes = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      notes.add(note(name, 900));
    }
    loop.cancel(notes.get(0));
    loop.cancel(notes.get(2));
    loop.cancel(notes.get(4));
    loop.runUntil(1000);
    assertEquals(List.of("b@900", "d@900"), log);
  }

  @Test
  void an_event_cancelled_by_another_of_the_same_time_does_not_fire() {
    Note first = note("a", 900);
    Note second = note("b", 900);
    first.then = () -> loop.cancel(second);
    loop.runUntil(1000);
    assertEquals(List.of("a@900"), log);
    assertFalse(second.isPending());
  }

  @Test
  void cancelling_an_idle_event_changes_nothing() {
    note("a", 5);
    loop.cancel(new Note("idle"));
    assertEquals(1, loop.pending());
  }

  @Test
  void a_rescheduled_event_goes_behind_its_equals() {
    Note first = note("a", 900);
    note("b", 900);
    loop.reschedule(first, 900);
    loop.runUntil(1000);
    assertEquals(List.of("b@900", "a@900"), log);
  }

  @Test
  void running_includes_the_limit_and_leaves_the_clock_there() {
    note("a", 100);
    note("b", 101);
    loop.runUntil(100);
    assertEquals(List.of("a@100"), log);
    assertEquals(100, loop.nowNanos());
    loop.runUntil(50);
    assertEquals(100, loop.nowNanos());
  }

  @Test
  void an_event_scheduled_after_a_halt_fires_before_a_later_one() {
    note("late", 100);
    assertFalse(loop.fireNext(80));
    long now = loop.nowNanos();
    note("early", now + 5);
    loop.runUntil(1000);
    assertEquals(List.of("early@" + (now + 5), "late@100"), log);
  }

  @Test
  void a_halt_leaves_the_clock_at_the_limit() {
    note("late", 100);
    assertFalse(loop.fireNext(80));
    assertEquals(80, loop.nowNanos());
  }

  @Test
  void running_for_a_condition_stops_at_the_event_that_brings_it() {
    note("a", 10);
    note("b", 20);
    note("c", 30);
    assertTrue(loop.runUntil(() -> log.contains("b@20"), 1000));
    assertEquals(20, loop.nowNanos());
    assertFalse(loop.runUntil(() -> log.contains("d@40"), 25));
    assertEquals(25, loop.nowNanos());
    assertFalse(loop.runUntil(() -> log.contains("d@40"), 1000));
    assertEquals(1000, loop.nowNanos());
    assertEquals(List.of("a@10", "b@20", "c@30"), log);
  }

  @Test
  void the_last_nanosecond_is_reachable() {
    note("end", Long.MAX_VALUE);
    note("before", Long.MAX_VALUE - 1);
    note("eighth", 1L << 60);
    loop.runUntil(Long.MAX_VALUE);
    String eighth = "eighth@" + (1L << 60);
    String before = "before@" + (Long.MAX_VALUE - 1);
    assertEquals(List.of(eighth, before, "end@" + Long.MAX_VALUE), log);
  }

  @Test
  void a_delay_beyond_the_end_of_time_is_refused() {
    loop.runUntil(10);
    assertThrows(
        ArithmeticException.class, () -> loop.scheduleAfter(new Note("a"), Long.MAX_VALUE - 9));
  }

  @Test
  void time_does_not_go_back() {
    loop.runUntil(10);
    assertThrows(AssertionError.class, () -> note("a", 9));
  }

  @Test
  void an_event_is_pending_once() {
    Note note = note("a", 10);
    assertThrows(AssertionError.class, () -> loop.schedule(note, 11));
  }

  @Test
  void pending_and_fired_are_counted() {
    Note gone = note("a", 10);
    note("b", 20);
    note("c", 30);
    loop.cancel(gone);
    loop.runUntil(25);
    assertEquals(1, loop.pending());
    assertEquals(1, loop.fired());
  }
}
