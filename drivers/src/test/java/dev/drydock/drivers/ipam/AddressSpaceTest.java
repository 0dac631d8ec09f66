package dev.drydock.drivers.ipam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Which default subnet comes next, by version; the orders are those of moby#48069 and its tests.
class AddressSpaceTest {
  private AddressSpace space = space("27.0.2");

  private static AddressSpace space(String version) {
    return new AddressSpace(DefaultPools.GLOBAL, EngineProfile.of(version).addressing().subnets());
  }

  private Pool next() {
    return Objects.requireNonNull(space.takeDefault(List.of(), false));
  }

  private String subnet() {
    return next().subnet().toString();
  }

  @Test
  void engine_27_0_2_fills_a_gap_again_and_again() {
    Pool first = next();
    assertEquals("10.0.1.0/24", subnet());
    assertEquals("10.0.2.0/24", subnet());
    space.give(first);
    assertEquals("10.0.0.0/24", subnet());
    assertEquals("10.0.0.0/24", subnet());
  }

  @Test
  void a_subnet_that_was_asked_for_is_put_where_it_belongs() {
    next();
    Pool second = next();
    next();
    space.give(second);
    space.take(IpPrefix.parse("10.0.1.0/24"), null);
    assertEquals("10.0.3.0/24", subnet());
    assertNull(space.take(IpPrefix.parse("10.0.1.0/24"), null));
  }

  @Test
  void without_a_gap_there_is_no_fault_and_27_0_3_has_none() {
    assertEquals("10.0.0.0/24", subnet());
    assertEquals("10.0.1.0/24", subnet());
    space = space("27.0.3");
    Pool first = next();
    assertEquals("10.0.1.0/24", subnet());
    space.give(first);
    assertEquals("10.0.0.0/24", subnet());
    assertEquals("10.0.2.0/24", subnet());
  }

  @Test
  void what_the_machine_uses_is_passed_over() {
    List<IpPrefix> reserved = List.of(IpPrefix.parse("10.0.1.0/24"), IpPrefix.parse("10.0.0.0/24"));
    Pool pool = space.takeDefault(reserved, false);
    assertEquals("10.0.2.0/24", Objects.requireNonNull(pool).subnet().toString());
  }
}
