package dev.drydock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@DrydockTest("src/test/compose/shop/compose.yaml")
class LabTest {
  @Test
  void a_place_is_a_machine_a_service_or_a_container(Lab lab) {
    assertEquals("host\n", lab.exec("host", "hostname").stdout());
    assertEquals("pc\n", lab.exec("machine:pc", "hostname").stdout());
    String web = lab.exec("web", "hostname -i").stdout();
    assertTrue(web.startsWith("172."), web);
    assertEquals(web, lab.exec("shop-web-1", "hostname -i").stdout());
    assertEquals(web, lab.exec("shop-web-1@host", "hostname -i").stdout());
    assertTrue(lab.exec("web(netns)", "ip -br link").stdout().contains("eth1@if"));
  }

  @Test
  void a_place_that_is_not_there_fails(Lab lab) {
    CommandResult result = lab.exec("nobody", "true");

    assertFalse(result.succeeds());
    assertTrue(result.stderr().contains("nobody"), result::toString);
  }

  @Test
  void outputs_come_apart(Lab lab) {
    assertEquals(
        new CommandResult(3, "out\n", "err\n"),
        lab.exec("host", "echo out; echo err >&2; sh -c 'exit 3'"));
  }

  @Test
  void time_passes_when_asked_to(Lab lab) {
    Duration before = lab.time();
    lab.pass(Duration.ofMinutes(2));

    assertEquals(before.plusMinutes(2), lab.time());
    assertThrows(IllegalArgumentException.class, () -> lab.pass(Duration.ofSeconds(-1)));
  }

  @Test
  void what_is_typed_changes_what_is_reached(Lab lab) {
    assertTrue(lab.canReach("web", "db:5432"));
    lab.exec("host", "iptables -I DOCKER-USER -p tcp --dport 80 -j DROP");

    Reach reach = lab.reach("machine:pc", "machine:host:8080");

    assertFalse(reach.succeeds());
    assertTrue(reach.explanation().contains("-A DOCKER-USER -p tcp"), reach.explanation());
    AssertionError blocked =
        assertThrows(AssertionError.class, () -> lab.assertBlocked("web", "db:5432"));
    assertTrue(String.valueOf(blocked.getMessage()).startsWith("web reaches db:5432"));
  }

  @Test
  void a_question_that_makes_no_sense_is_refused(Lab lab) {
    assertThrows(IllegalArgumentException.class, () -> lab.canReach("wbe", "db:http"));
  }

  @Test
  @DrydockTest(value = "src/test/compose/shop/compose.yaml", seed = 2)
  void another_seed_is_another_chance(Lab lab) {
    String mine = lab.exec("host", "docker ps -q").stdout();
    Settings other = new Settings(Settings.of(annotation()).files(), "", 3, 0);
    World world = World.open(other, Path.of("target/drydock/another-seed"));
    try {
      assertNotEquals(mine, world.lab().exec("host", "docker ps -q").stdout());
    } finally {
      world.close(false);
    }
  }

  private static DrydockTest annotation() {
    return LabTest.class.getAnnotation(DrydockTest.class);
  }
}
