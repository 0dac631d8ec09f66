package dev.drydock.core.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualServicesTest {
  private static final int MARK = 0x100;

  private final VirtualServices services = new VirtualServices();

  private List<Integer> choose(int times) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      chosen.add(services.choose(MARK));
    }
    return chosen;
  }

  @Test
  void the_newest_server_is_first_and_then_each_in_turn() {
    services.add(MARK);
    services.addServer(MARK, 3);
    services.addServer(MARK, 4);
    services.addServer(MARK, 5);
    assertEquals(List.of(5, 4, 3, 5, 4), choose(5));
  }

  @Test
  void a_server_that_goes_does_not_change_the_turn_of_the_others() {
    services.add(MARK);
    services.addServer(MARK, 3);
    services.addServer(MARK, 4);
    services.addServer(MARK, 5);
    assertEquals(List.of(5, 4), choose(2));
    services.removeServer(MARK, 4);
    assertEquals(List.of(3, 5), choose(2));
  }

  @Test
  void without_servers_nobody_is_chosen() {
    services.add(MARK);
    assertEquals(0, services.choose(MARK));
    services.remove(MARK);
    assertFalse(services.handles(MARK));
  }
}
