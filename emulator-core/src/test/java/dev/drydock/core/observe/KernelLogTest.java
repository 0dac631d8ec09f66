package dev.drydock.core.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelLogTest {
  private final KernelLog log = new KernelLog();

  private List<String> texts() {
    return log.lines().stream().map(KernelLog.Line::text).toList();
  }

  @Test
  void the_oldest_lines_go_when_there_are_too_many() {
    for (int i = 0; i < 4500; i++) {
      log.add(i, "line " + i);
    }

    List<KernelLog.Line> lines = log.lines();
    assertEquals(2000, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      assertEquals(new KernelLog.Line(2500 + i, "line " + (2500 + i)), lines.get(i));
    }
  }

  @Test
  void lines_after_a_clearing_are_in_order_again() {
    for (int i = 0; i < 37; i++) {
      log.add(i, "old " + i);
    }
    log.clear();
    assertEquals(List.of(), log.lines());

    for (int i = 0; i < 50; i++) {
      int number = i;
      log.add(i, () -> "new " + number);
    }
    assertEquals(50, texts().size());
    assertEquals("new 0", texts().getFirst());
    assertEquals("new 49", texts().getLast());
  }
}
