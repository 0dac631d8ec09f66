package dev.drydock.core.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import dev.drydock.core.wire.Ipv4;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionTableTest {
  private final ConnectionTable table = new ConnectionTable();

  private static Connection connection(long client, long expiresNanos) {
    Connection connection = new Connection(Ipv4.UDP);
    connection.originalAddresses = client;
    connection.originalPorts = 1;
    connection.replyAddresses = ~client;
    connection.replyPorts = 2;
    connection.expiresNanos = expiresNanos;
    return connection;
  }

  @Test
  void a_connection_is_found_by_both_its_tuples() {
    Connection connection = connection(7, 100);
    assertTrue(table.insert(connection, 0));
    assertSame(connection, table.find(7, 1, 99));
    assertSame(connection, table.find(~7, 2, 99));
    assertNull(table.find(7, 2, 99));
  }

  @Test
  void a_connection_whose_time_is_over_gives_its_tuples_away() {
    table.insert(connection(7, 100), 0);
    assertNull(table.find(7, 1, 100));
    Connection next = connection(7, 300);
    assertTrue(table.insert(next, 200));
    assertSame(next, table.find(~7, 2, 200));
    assertEquals(List.of(next), table.all(200));
  }

  @Test
  void a_taken_tuple_is_refused() {
    table.insert(connection(7, 100), 0);
    assertFalse(table.insert(connection(7, 100), 50));
  }

  @Test
  void a_full_table_drops_what_nobody_answered_and_nothing_else() {
    table.setLimit(2);
    Connection assured = connection(1, 100);
    assured.status |= Connection.ASSURED;
    table.insert(assured, 0);
    table.insert(connection(2, 100), 0);
    Connection third = connection(3, 100);
    assertTrue(table.insert(third, 0));
    assertEquals(List.of(assured, third), table.all(0));
    third.status |= Connection.ASSURED;
    assertFalse(table.insert(connection(4, 100), 0));
  }

  @Test
  void it_is_like_a_map_whatever_comes_and_goes() {
    Cases.forEach(3, ConnectionTableTest::compareWithMap);
  }

  private static void compareWithMap(Cases cases) {
    ConnectionTable table = new ConnectionTable();
    Map<Long, Connection> model = new LinkedHashMap<>();
    for (int now = 0; now < 20_000; now++) {
      long moment = now;
      long client = cases.between(0, 3000);
      if (cases.oneIn(3)) {
        Connection was = model.remove(client);
        int living = was != null && was.expiresNanos > moment ? 1 : 0;
        assertEquals(living, table.removeIf(each -> each.originalAddresses == client, moment));
      } else {
        Connection connection = connection(client, now + cases.between(1, 9000));
        Connection was = model.get(client);
        boolean free = was == null || was.expiresNanos <= moment;
        assertEquals(free, table.insert(connection, moment));
        if (free) {
          model.remove(client);
          model.put(client, connection);
        }
      }
      Connection expected = model.get(client);
      boolean lives = expected != null && expected.expiresNanos > moment;
      assertSame(lives ? expected : null, table.find(~client, 2, moment));
      assertSame(lives ? expected : null, table.find(client, 1, moment));
    }
    model.values().removeIf(each -> each.expiresNanos <= 20_000);
    for (Connection each : model.values()) {
      assertSame(each, table.find(each.originalAddresses, 1, 20_000));
      assertSame(each, table.find(each.replyAddresses, 2, 20_000));
    }
    assertEquals(new ArrayList<>(model.values()), table.all(20_000));
    table.removeIf(each -> true, 20_000);
    assertEquals(0, table.tuples());
  }
}
