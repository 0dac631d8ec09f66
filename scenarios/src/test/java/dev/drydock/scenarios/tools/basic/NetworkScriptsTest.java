package dev.drydock.scenarios.tools.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.shell.SmallLab;
import dev.drydock.scenarios.shell.Surroundings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NetworkScriptsTest {
  private final Interpreter interpreter = new Interpreter(Surroundings.of(SmallLab.build()));
  private final StringBuilder said = new StringBuilder();

  private int type(String line) {
    said.setLength(0);
    return interpreter.type(line, (text, error) -> said.append(text));
  }

  private void file(String name, String... lines) {
    String path = "/etc/sysconfig/network-scripts/ifcfg-" + name;
    assertEquals(0, type("cat > " + path + " <<E\n" + String.join("\n", lines) + "\nE\n"));
  }

  @Test
  void without_files_there_is_no_such_service() {
    assertEquals(5, type("systemctl restart network"));
  }

  @Test
  @Tag("S146")
  @Tag("S147")
  @Tag("S148")
  @Tag("S180")
  void a_bridge_and_its_port_are_made_from_files() {
    file(
        "br0",
        "DEVICE=br0",
        "TYPE=Bridge",
        "IPADDR=192.168.1.41",
        "NETMASK=255.255.255.0",
        "ONBOOT=yes",
        "BOOTPROTO=none",
        "NM_CONTROLLED=no",
        "DELAY=0");
    file("eth0", "TYPE=Ethernet", "DEVICE=eth0", "ONBOOT=yes", "BOOTPROTO=none", "BRIDGE=br0");

    assertEquals(0, type("systemctl restart network"), said::toString);

    type("brctl show br0");
    assertTrue(said.toString().contains("eth0"), said.toString());
    type("ip -4 addr show br0");
    assertTrue(said.toString().contains("192.168.1.41/24"), said.toString());
    type("ip -4 addr show eth0");
    assertEquals("", said.toString());
    assertEquals(0, type("ping -c 1 -W 1 192.168.1.50"), said::toString);
    assertEquals(0, type("service network restart"), said::toString);
    assertEquals(0, type("ping -c 1 -W 1 192.168.1.50"), said::toString);
  }

  @Test
  void a_device_that_is_not_there_is_said() {
    file("eth7", "DEVICE=eth7", "ONBOOT=yes");
    assertEquals(1, type("systemctl start network"));
    assertTrue(said.toString().contains("Device eth7 does not seem to be present"));
  }
}
