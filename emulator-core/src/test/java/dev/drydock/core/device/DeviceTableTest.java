package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceTableTest {
  private final TestNet net = new TestNet();
  private final Netns one = net.machine().newNamespace("one");
  private final Netns other = net.machine().newNamespace("other");

  private Bridge add(Netns namespace, String name) {
    Bridge bridge = new Bridge(net.machine().softnet(), name, net.machine().randomMac());
    namespace.add(bridge);
    return bridge;
  }

  private static List<String> shown(Netns namespace) {
    return namespace.devices().stream().map(d -> d.index() + " " + d.name()).toList();
  }

  @Test
  void a_device_that_moves_keeps_its_index_where_that_is_free() {
    add(one, "a");
    Bridge second = add(one, "b");
    Bridge third = add(one, "c");
    other.moveIn(third);
    other.moveIn(second);

    assertEquals(List.of("1 lo", "2 a"), shown(one));
    assertEquals(List.of("1 lo", "3 b", "4 c"), shown(other));
  }

  @Test
  void a_device_that_moves_gets_the_next_free_index_where_its_own_is_taken() {
    Bridge first = add(one, "a");
    add(other, "x");
    other.moveIn(first);
    add(other, "y");

    assertEquals(List.of("1 lo", "2 x", "3 a", "4 y"), shown(other));
  }

  @Test
  void a_device_that_is_gone_is_found_no_more_and_its_index_is_not_given_out_again() {
    Bridge first = add(one, "a");
    one.destroy(first);
    add(one, "b");

    assertNull(one.device("a"));
    assertNull(one.device(2));
    assertEquals(List.of("1 lo", "3 b"), shown(one));
  }
}
