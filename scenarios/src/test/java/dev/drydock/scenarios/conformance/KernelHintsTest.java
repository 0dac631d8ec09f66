package dev.drydock.scenarios.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelHintsTest {
  private static String hint(String command, String... lines) {
    var difference = new SessionCheck.Difference("01", command, List.of(lines));
    return new KernelHints(List.of(difference)).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$ docker network create -d macvlan --subnet 10.0.0.0/24 x"
            + "|Error response from daemon: operation not supported|DUMMY: n",
        "$ docker network create -d macvlan -o parent=eth0.10 x|Error response from daemon: failed"
            + " to create eth0.10 vlan link: operation not supported|VLAN_8021Q: n",
        "$ docker run -d --network x busybox|docker: Error response from daemon: failed to create"
            + " the ipvlan port: operation not supported.|IPVLAN: n",
        "$ ip link add x0 type dummy|Error: Unknown device type.|DUMMY: n",
        "$ ip link add link eth0 name e.10 type vlan id 10"
            + "|RTNETLINK answers: Operation not supported|VLAN_8021Q: n",
      })
  void a_refusal_that_only_the_recording_has_names_what_its_kernel_lacks(
      String command, String said, String setting) {
    assertEquals(
        "hint: the recording's kernel is another one; name it in the lab, under x-drydock:\n"
            + "    kernel: { config: { "
            + setting
            + " } }",
        hint(command, "-" + said, "+0123456789ab"));
  }

  @Test
  void details_of_links_tell_ticks_and_queues() {
    String hint =
        hint(
            "$ ip -d link",
            "-veth numtxqueues 1 vlan_protocol 802.1Q mcast_startup_query_interval 3125",
            "+veth numtxqueues 2 numrxqueues 2 mcast_startup_query_interval 3124");
    assertTrue(
        hint.endsWith("kernel: { cpus: 1, config: { BRIDGE_VLAN_FILTERING: y, HZ: 100, RPS: n } }"),
        hint);
  }

  @Test
  void a_refusal_of_both_tells_nothing() {
    assertEquals(
        "",
        hint(
            "$ docker run x",
            "-docker: failed to create the ipvlan port: operation not supported.",
            "+docker: failed to create the macvlan port: operation not supported."));
    assertEquals("", hint("$ docker ps", "-1", "+2"));
  }
}
