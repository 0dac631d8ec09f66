package dev.drydock.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The example of docs/junit.md.
@DrydockTest("src/test/compose/shop/compose.yaml")
class ShopTest {
  @Test
  void the_lan_reaches_the_shop_and_not_its_database(Lab lab) {
    lab.assertReaches("machine:pc", "machine:host:8080");
    lab.assertBlocked("machine:pc", "machine:host:5432");
    lab.assertBlocked("machine:pc", "db:5432");
  }

  @Test
  void the_web_server_finds_its_database_by_name(Lab lab) {
    lab.assertReaches("web", "name:db:5432");
  }

  @Test
  void the_database_cannot_call_home(Lab lab) {
    lab.assertBlocked("db", "8.8.8.8");
  }

  @Test
  void the_shop_is_back_after_a_restart(Lab lab) {
    lab.exec("host", "docker restart -t 0 shop-web-1");
    lab.pass(Duration.ofSeconds(1));

    CommandResult page = lab.exec("pc", "curl -sS http://192.168.0.10:8080/");

    assertEquals(0, page.exit(), page::toString);
  }

  @Test
  @DrydockTest(value = "src/test/compose/shop/compose.yaml", engine = "20.10", seed = 7)
  void older_engines_say_the_same(Lab lab) {
    lab.assertReaches("web", "db:5432");
    lab.assertBlocked("machine:pc", "db:5432");
  }
}
