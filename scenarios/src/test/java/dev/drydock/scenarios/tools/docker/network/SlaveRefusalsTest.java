package dev.drydock.scenarios.tools.docker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the drivers macvlan and ipvlan refuse, by engine version, in their words (moby
/// `libnetwork/drivers/macvlan`, `ipvlan` of 20.10, 27, 28 and 29).
class SlaveRefusalsTest {
  private static final String CREATE = "docker network create --subnet 10.7.0.0/24 -d ";

  private static String answer(String version, String... lines) {
    TypedLab lab = TypedLab.ofEngine(version);
    String said = "";
    for (String line : lines) {
      said = lab.type(line);
    }
    return said;
  }

  @ParameterizedTest
  @Tag("S090")
  @Tag("S110")
  @CsvSource(
      delimiter = '|',
      value = {
        "macvlan_mode=x|requested macvlan mode 'x' is not valid, 'bridge' mode is the macvlan"
            + " driver default|macvlan",
        "ipvlan_mode=x|requested ipvlan mode 'x' is not valid, 'l2' mode is the ipvlan driver"
            + " default|ipvlan",
        "parent=lo|loopback interface is not a valid macvlan parent link|macvlan",
        "parent=lo|loopback interface is not a valid ipvlan parent link|ipvlan",
        "parent=eth7|invalid subinterface vlan name eth7, example formatting is eth0.10|both",
        "parent=eth0.1.2|required interface name format is: name.vlan_id, ex. eth0.10 for vlan 10,"
            + " instead received eth0.1.2|both",
        "parent=eth0.x|unable to parse a valid vlan id from: x (ex. eth0.10 for vlan 10)|both",
        "parent=eth7.x|unable to parse a valid vlan id from: x (ex. eth0.10 for vlan 10)|both",
        "parent=eth0.0|vlan id must be between 1-4094, received: 0|both",
        "parent=eth0.4095|vlan id must be between 1-4094, received: 4095|both"
      })
  void options_that_cannot_be_are_refused_alike_by_all_versions(
      String option, String text, String drivers) {
    for (String driver : new String[] {"macvlan", "ipvlan"}) {
      if (drivers.equals(driver) || drivers.equals("both")) {
        for (String version : new String[] {"20.10", "27", "28.0", "28.3", "29"}) {
          assertEquals(
              "Error response from daemon: " + text + "\n",
              answer(version, CREATE + driver + " -o " + option + " n"),
              version + " " + driver);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20.10|-o parent interface does was not found on the host: eth7",
        "27|-o parent interface was not found on the host: eth7",
        "29|-o parent interface was not found on the host: eth7"
      })
  void a_vlan_of_a_card_that_is_not_there_is_refused(String version, String text) {
    assertEquals(
        "Error response from daemon: " + text + "\n",
        answer(version, CREATE + "macvlan -o parent=eth7.10 n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20.10", "27", "29"})
  @Tag("S119")
  void what_the_kernel_refuses_is_passed_on(String version) {
    assertEquals(
        "Error response from daemon: failed to create eth0.10 vlan link: file exists\n",
        answer(
            version,
            "ip link add link eth0 name tenant type vlan id 10",
            CREATE + "macvlan -o parent=eth0.10 n"));
    assertEquals(
        "Error response from daemon: failed to enable eth0.10 the macvlan parent link network is"
            + " down\n",
        answer(version, "ip link set eth0 down", CREATE + "ipvlan -o parent=eth0.10 n"));
    String busy =
        answer(
            version,
            CREATE + "macvlan -o parent=eth0 n",
            "brctl addbr br7",
            "brctl addif br7 eth0",
            "docker run -d --network n busybox");
    assertTrue(busy.contains("failed to create the macvlan port: device or resource busy"), busy);
    String gone =
        answer(
            version,
            "ip link add d7 type dummy",
            CREATE + "ipvlan -o parent=d7 n",
            "ip link del d7",
            "docker run -d --network n busybox");
    assertTrue(
        gone.contains("the requested parent interface d7 was not found on the Docker host"), gone);
  }

  @ParameterizedTest
  @CsvSource({"20.10, false", "27, true", "28.0, true", "29, true"})
  void one_card_for_two_macvlan_networks_is_a_matter_of_the_version(String version, boolean may) {
    String said =
        answer(
            version,
            CREATE + "macvlan -o parent=eth0 one",
            "docker network create --subnet 10.8.0.0/24 -d macvlan -o parent=eth0 two");
    assertEquals(!may, said.contains(" is already using parent interface eth0"), said);
    assertTrue(
        answer(
                version,
                CREATE + "ipvlan -o parent=eth0 one",
                "docker network create --subnet 10.8.0.0/24 -d ipvlan -o parent=eth0 two")
            .matches(
                "Error response from daemon: network di-\\w{12} is already using parent"
                    + " interface eth0\n"));
  }

  @ParameterizedTest
  @CsvSource({"20.10, false", "27, true", "29, true"})
  void flags_of_ipvlan_are_known_since_23(String version, boolean known) {
    String said = answer(version, CREATE + "ipvlan -o parent=eth0 -o ipvlan_flag=x n");
    assertEquals(
        known,
        said.contains(
            "requested ipvlan flag 'x' is not valid, 'bridge' is the ipvlan driver default"),
        said);
    assertEquals(
        known,
        !answer(version, CREATE + "ipvlan -o parent=eth0 -o ipvlan_mode=l3s n")
            .contains("requested ipvlan mode 'l3s' is not valid"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20.10", "27", "29"})
  void an_ipvlan_container_takes_no_mac_of_its_own(String version) {
    String said =
        answer(
            version,
            CREATE + "ipvlan -o parent=eth0 n",
            "docker run -d --mac-address 02:00:00:00:00:05 --network n busybox");
    assertTrue(
        said.matches(
            "(?s)[0-9a-f]{64}\ndocker: Error response from daemon: (failed to set up container"
                + " networking: )?failed to create endpoint [a-z_0-9]+ on network n: ipvlan"
                + " interfaces do not support custom mac address assignment.*"),
        said);
  }

  @Test
  void a_mac_that_another_macvlan_of_the_parent_has_is_refused() {
    assertNotAdded(
        "MAC to \\\\\"02:00:00:00:00:05\\\\\"",
        CREATE + "macvlan -o parent=eth0 n",
        "docker run -d --mac-address 02:00:00:00:00:05 --network n busybox sleep 1000",
        "docker run -d --mac-address 02:00:00:00:00:05 --network n busybox sleep 1000");
  }

  @Test
  void an_address_that_the_hosts_own_ipvlan_has_is_refused() {
    assertNotAdded(
        "IP to 10.7.0.2/24",
        CREATE + "ipvlan -o parent=eth0 n",
        "ip link add shim link eth0 type ipvlan mode l2",
        "ip address add 10.7.0.2/32 dev shim",
        "docker run -d --network n busybox sleep 1000");
  }

  private static void assertNotAdded(String what, String... lines) {
    String said = answer("20.10", lines);
    assertTrue(
        said.matches(
            "(?s).*error running hook: exit status 1, stdout: , stderr: time=.* level=fatal"
                + " msg=\"failed to add interface veth[0-9a-f]{7} to sandbox: error setting"
                + " interface \\\\\"veth[0-9a-f]{7}\\\\\" "
                + what
                + ": address already in use\": unknown.\n"),
        said);
  }
}
