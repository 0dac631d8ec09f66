package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `/proc/net/vlan`, as Linux 6.1 showed it, and the number of a bridge without ports, as Linux
/// 6.18 shows it.
class VlanFilesTest {
  private final TypedLab lab = TypedLab.ofEngine("29");

  @Test
  @Tag("S092")
  void the_kernel_lists_its_vlan_devices() {
    lab.with("docker network create -d macvlan --subnet 10.5.0.0/24 -o parent=eth0.5 five");
    lab.with("ip link add v59 link eth0.5 type vlan id 9 egress 2:5 ingress 1:3");
    assertEquals(
        """
        VLAN Dev name\t | VLAN ID
        Name-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD
        eth0.5         | 5  | eth0
        v59            | 9  | eth0.5
        """,
        lab.type("cat /proc/net/vlan/config"));
    assertEquals(
        """
        v59  VID: 9\t REORDER_HDR: 1  dev->priv_flags: 81021
                 total frames received            0
                  total bytes received            0
              Broadcast/Multicast Rcvd            0

              total frames transmitted            0
               total bytes transmitted            0
        Device: eth0.5
        INGRESS priority mappings: 0:0  1:3  2:0  3:0  4:0  5:0  6:0 7:0
         EGRESS priority mappings: 2:5\s
        """,
        lab.type("cat /proc/net/vlan/v59"));
  }

  @Test
  @Tag("S142")
  void a_bridge_has_no_number_of_its_own_before_its_first_port() {
    lab.with("brctl addbr br0");
    String shown = lab.type("brctl show br0");
    assertTrue(shown.endsWith("br0\t\t8000.000000000000\tno\t\t\n"), shown);
    lab.with("brctl addif br0 eth0");
    String mac = lab.type("cat /sys/class/net/eth0/address").strip().replace(":", "");
    shown = lab.type("brctl show br0");
    assertTrue(shown.endsWith("br0\t\t8000." + mac + "\tno\t\teth0\n"), shown);
  }
}
