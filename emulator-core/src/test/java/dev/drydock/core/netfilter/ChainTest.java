package dev.drydock.core.netfilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.core.netfilter.rule.RuleReader;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChainTest {
  private final Netns host = new TestNet().machine().root();
  private final Table table = host.ipv4().netfilter().tables().open(Table.Kind.FILTER);
  private final Chain forward = Objects.requireNonNull(table.chain("FORWARD"));

  private Rule rule(int number, String target) throws RuleException {
    return RuleReader.read(List.of("-d", "10.0.0." + number, "-j", target), table);
  }

  @Test
  void a_rule_among_many_is_found_by_its_conditions_and_target() throws RuleException {
    for (int i = 0; i < 200; i++) {
      forward.append(rule(i, "ACCEPT"));
    }

    assertEquals(150, forward.find(rule(150, "ACCEPT")));
    assertEquals(-1, forward.find(rule(150, "DROP")));
    assertEquals(-1, forward.find(rule(200, "ACCEPT")));
  }

  @Test
  void what_is_found_follows_every_change_of_many_rules() throws RuleException {
    for (int i = 0; i < 100; i++) {
      forward.append(rule(i, "ACCEPT"));
    }
    assertEquals(-1, forward.find(rule(200, "ACCEPT")));

    forward.insert(0, rule(200, "ACCEPT"));
    forward.replace(1, rule(201, "ACCEPT"));
    forward.remove(2);

    assertEquals(0, forward.find(rule(200, "ACCEPT")));
    assertEquals(1, forward.find(rule(201, "ACCEPT")));
    assertEquals(-1, forward.find(rule(0, "ACCEPT")));
    assertEquals(-1, forward.find(rule(1, "ACCEPT")));
    assertEquals(2, forward.find(rule(2, "ACCEPT")));
    forward.flush();
    assertEquals(-1, forward.find(rule(2, "ACCEPT")));
  }

  @Test
  void the_addresses_of_its_rules_follow_every_change() throws RuleException {
    forward.append(rule(1, "ACCEPT"));
    checkAddresses();
    forward.append(rule(2, "ACCEPT"));
    checkAddresses();
    forward.insert(0, rule(3, "ACCEPT"));
    checkAddresses();
    forward.insert(1, rule(4, "ACCEPT"));
    checkAddresses();
    forward.replace(2, rule(5, "ACCEPT"));
    checkAddresses();
    forward.remove(1);
    checkAddresses();
    forward.flush();
    checkAddresses();
    forward.append(rule(6, "ACCEPT"));
    checkAddresses();
  }

  private void checkAddresses() {
    for (int i = 0; i < forward.size(); i++) {
      int asked = forward.rules().get(i).header().destination().first();
      assertFalse(forward.addresses().areForOthers(i, 0, asked));
      assertTrue(forward.addresses().areForOthers(i, 0, asked + 1));
    }
  }
}
