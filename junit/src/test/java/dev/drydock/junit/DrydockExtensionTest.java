package dev.drydock.junit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrydockExtensionTest {
  private static final String SHOP = "src/test/compose/shop/compose.yaml";
  private static final String FOR_OTHERS = "run by the tests around it";

  @TempDir private Path folder;

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    }
  }

  @Disabled(FOR_OTHERS)
  @DrydockTest(SHOP)
  static class Failing {
    @Test
    void the_lan_reaches_the_database(Lab lab) {
      lab.exec("web", "hostname -i");
      lab.exec("pc", "false");
      lab.assertReaches("machine:pc", "db:5432");
    }
  }

  @Test
  void a_test_that_fails_tells_the_way_and_keeps_capture_and_commands() throws IOException {
    Throwable failure = Launched.run(Failing.class, folder, false).failure();

    String message = String.valueOf(failure.getMessage());
    assertTrue(message.startsWith("pc does not reach db:5432"), message);
    assertTrue(message.contains("LOST at internet/eth0: "), message);
    Path kept = Path.of(Failing.class.getName()).resolve("the_lan_reaches_the_database");
    assertEquals(List.of(kept.resolve("session.txt"), kept.resolve("shop.pcapng")), left());
    assertTrue(String.valueOf(failure.getSuppressed()[0].getMessage()).endsWith(kept.toString()));
    String session = Files.readString(folder.resolve(kept).resolve("session.txt"));
    assertTrue(session.startsWith("shop-web-1@host$ hostname -i\n172."), session);
    assertTrue(session.contains("\npc$ false\n[exit status 1]\n# pc does not reach"), session);
  }

  @Test
  void a_test_leaves_the_same_bytes_each_time() throws IOException {
    Launched.run(Failing.class, folder.resolve("a"), false);
    Launched.run(Failing.class, folder.resolve("b"), false);

    List<Path> files = left();
    assertEquals(4, files.size());
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(files.get(i))),
          Files.readAllBytes(folder.resolve(files.get(i + 2))));
    }
  }

  @Disabled(FOR_OTHERS)
  @DrydockTest(SHOP)
  static class Passing {
    @RepeatedTest(6)
    void a_container_that_is_made_was_not_there(Lab lab) {
      CommandResult made =
          lab.exec("host", "docker run -d --name one --network shop_back busybox sleep 99");

      assertEquals(0, made.exit(), made::toString);
      assertEquals("172.19.0.4\n", lab.exec("one", "hostname -i").stdout());
    }
  }

  @Test
  void tests_share_nothing_and_leave_nothing() throws IOException {
    assertEquals(6, Launched.run(Passing.class, folder, false).passed());
    assertEquals(List.of(), left());
  }

  @Test
  void tests_may_run_at_once() throws IOException {
    assertEquals(6, Launched.run(Passing.class, folder, true).passed());
    assertEquals(List.of(), left());
  }

  @Disabled(FOR_OTHERS)
  static class Misspelt {
    @Test
    @DrydockTest("src/test/compose/misspelt.yaml")
    void nothing(Lab lab) {
      lab.time();
    }
  }

  @Test
  void what_is_wrong_with_a_file_is_told_with_its_place() {
    Throwable failure = Launched.run(Misspelt.class, folder, false).failure();

    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("misspelt.yaml:3:"), message);
  }

  @Disabled(FOR_OTHERS)
  @DrydockTest(SHOP)
  static class Constructed {
    Constructed(Lab lab) {
      lab.time();
    }

    @Test
    void nothing() {}
  }

  @Test
  void a_constructor_gets_no_lab() {
    Throwable failure = Launched.run(Constructed.class, folder, false).failure();

    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("a Lab is made for each test"), message);
  }

  @Test
  @DrydockTest(value = "src/test/compose/steps.yaml", after = 1)
  void steps_of_the_file_may_come_first(Lab lab) {
    assertTrue(lab.exec("host", "ip link show first").succeeds());
    assertFalse(lab.exec("host", "ip link show second").succeeds());
  }

  @Nested
  @DrydockTest(value = SHOP, engine = "28.0")
  class OfAnotherEngine {
    private String early = "";

    @BeforeEach
    void what_comes_before_a_test_has_its_lab(Lab lab) {
      early = lab.exec("host", "docker version -f '{{.Server.Version}}'").stdout();
    }

    @Test
    void the_class_says_which(Lab lab) {
      assertTrue(early.startsWith("28.0."), early);
      assertTrue(lab.time().toMillis() > 0);
    }

    @Nested
    class Below {
      @Test
      void a_class_in_it_asks_the_same(Lab lab) {
        String version = lab.exec("host", "docker version -f '{{.Server.Version}}'").stdout();
        assertEquals(early, version);
      }
    }

    @Test
    @DrydockTest(value = SHOP, engine = "20.10")
    void a_method_wins(Lab lab) {
      assertFalse(early.startsWith("28."), early);
      assertTrue(lab.canReach("web", "db"));
    }
  }
}
