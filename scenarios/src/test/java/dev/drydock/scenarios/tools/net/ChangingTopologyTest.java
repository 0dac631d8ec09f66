package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The ageing time of a bridge while its topology changes, as `brctl showstp` of Linux 6.18 shows
/// it.
@Tag("S144")
class ChangingTopologyTest {
  private final TypedLab lab =
      TypedLab.ofEngine("29")
          .with(
              "brctl addbr br0",
              "ip link add va type veth peer name vb",
              "brctl stp br0 on",
              "brctl setfd br0 2",
              "brctl setmaxage br0 6",
              "brctl sethello br0 1",
              "ip link set va master br0",
              "ip link set br0 up",
              "ip link set va up",
              "ip link set vb up",
              "sleep 5");

  private String ageing() {
    return lab.type("brctl showstp br0 | grep ageing").strip().replaceAll("\\s+", " ");
  }

  @Test
  void a_change_shortens_it_until_it_is_over() {
    assertEquals("ageing time 4.00", ageing());
    lab.with("sleep 9");
    assertEquals("ageing time 300.00", ageing());
  }

  @Test
  void what_is_set_meanwhile_holds_at_once() {
    lab.with("brctl setageing br0 55");
    assertEquals("ageing time 55.00", ageing());
    lab.with("sleep 9");
    assertEquals("ageing time 55.00", ageing());
  }

  @Test
  void a_change_that_ends_without_the_tree_leaves_it_short() {
    lab.with("brctl stp br0 off", "sleep 20");
    assertEquals("ageing time 4.00", ageing());
  }
}
