package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.OffloadDefaults;
import org.junit.jupiter.api.Test;

/// `ethtool`; the expected texts were seen on Linux 6.18 with ethtool 6.1.
class EthtoolTest {
  private final Typist typist = new Typist();

  EthtoolTest() {
    typist.lab.mainBox().machine().softnet().setOffloads(OffloadDefaults.KERNEL);
    typist.set("ip link add v0 type veth peer name v1");
  }

  @Test
  void the_features_of_a_veth_are_those_that_linux_sets() {
    assertTrue(
        typist
            .type("ethtool -k v0")
            .startsWith(
                """
                Features for v0:
                rx-checksumming: on
                tx-checksumming: on
                \ttx-checksum-ipv4: off [fixed]
                \ttx-checksum-ip-generic: on
                \ttx-checksum-ipv6: off [fixed]
                \ttx-checksum-fcoe-crc: off [fixed]
                \ttx-checksum-sctp: on
                scatter-gather: on
                \ttx-scatter-gather: on
                \ttx-scatter-gather-fraglist: on
                tcp-segmentation-offload: on
                \ttx-tcp-segmentation: on
                \ttx-tcp-ecn-segmentation: on
                \ttx-tcp-mangleid-segmentation: on
                \ttx-tcp6-segmentation: on
                \ttx-tcp-accecn-segmentation: on
                generic-segmentation-offload: on
                generic-receive-offload: off
                large-receive-offload: off [fixed]
                """));
  }

  @Test
  void what_needs_checksums_goes_with_them_and_comes_back() {
    assertEquals(
        """
        Actual changes:
        tx-checksum-ip-generic: off
        tx-tcp-segmentation: off [not requested]
        tx-tcp-ecn-segmentation: off [not requested]
        tx-tcp-mangleid-segmentation: off [not requested]
        tx-tcp6-segmentation: off [not requested]
        tx-udp-segmentation: off [not requested]
        tx-checksum-sctp: off
        """,
        typist.type("ethtool -K v0 tx off"));
    assertTrue(
        typist.type("ethtool -k v0").contains("\ttx-tcp-segmentation: off [requested on]\n"));
    assertEquals(
        """
        Actual changes:
        tx-checksum-ipv4: off [requested on]
        tx-checksum-ip-generic: on
        tx-checksum-ipv6: off [requested on]
        tx-tcp-segmentation: on [not requested]
        tx-tcp-ecn-segmentation: on [not requested]
        tx-tcp-mangleid-segmentation: on [not requested]
        tx-tcp6-segmentation: on [not requested]
        tx-udp-segmentation: on [not requested]
        tx-checksum-fcoe-crc: off [requested on]
        tx-checksum-sctp: on
        """,
        typist.type("ethtool -K v0 tx on"));
  }

  @Test
  void what_comes_out_as_asked_is_not_told() {
    assertEquals("", typist.type("ethtool -K v0 tso off"));
    assertEquals("", typist.type("ethtool -K v0 gso off gro off"));
    assertEquals("", typist.type("ethtool --offload v0 tx-tcp6-segmentation on"));
  }

  @Test
  void without_gathering_nothing_large_is_made() {
    assertEquals(
        """
        Actual changes:
        tx-scatter-gather: off
        tx-scatter-gather-fraglist: off
        tx-generic-segmentation: off [not requested]
        tx-tcp-segmentation: off [not requested]
        tx-tcp-ecn-segmentation: off [not requested]
        tx-tcp-mangleid-segmentation: off [not requested]
        tx-tcp6-segmentation: off [not requested]
        """,
        typist.type("ethtool -K v0 sg off"));
  }

  @Test
  void what_is_fixed_or_unknown_is_refused() {
    assertEquals(
        """
        Could not change any device features
        Actual changes:
        rx-lro: off [requested on]
        """,
        typist.type("ethtool -K v0 lro on"));
    assertEquals(1, typist.status());
    assertEquals(
        """
        netlink error: bit name not found (offset 52)
        netlink error: Operation not supported
        """,
        typist.type("ethtool -K v0 bogus on"));
    assertEquals(92, typist.status());
    assertEquals(
        "ethtool (-K): flag 'maybe' for parameter '(null)' is not followed by 'on' or 'off'\n",
        typist.type("ethtool -K v0 tso maybe"));
    assertEquals(
        """
        netlink error: no device matches name (offset 24)
        netlink error: No such device
        """,
        typist.type("ethtool -k nodev"));
    assertEquals(1, typist.status());
  }

  @Test
  void drivers_and_carriers_are_told() {
    assertTrue(typist.type("ethtool -i v0").startsWith("driver: veth\nversion: 1.0\n"));
    assertEquals(
        "Cannot get driver information: Operation not supported\n", typist.type("ethtool -i lo"));
    assertEquals(71, typist.status());
    assertTrue(typist.type("ethtool v0").endsWith("\tLink detected: no\n"));
    typist.set("ip link set v0 up", "ip link set v1 up");
    assertTrue(typist.type("ethtool v0").endsWith("\tLink detected: yes\n"));
  }

  @Test
  void without_offloads_as_labs_are_tso_is_off_and_can_be_switched_on() {
    typist.lab.mainBox().machine().softnet().setOffloads(OffloadDefaults.SEGMENTED);
    typist.set("ip link add w0 type veth peer name w1");
    assertTrue(typist.type("ethtool -k w0").contains("\ntcp-segmentation-offload: off\n"));
    assertEquals("", typist.type("ethtool -K w0 tso on"));
    assertTrue(typist.type("ethtool -k w0").contains("\n\ttx-tcp-segmentation: on\n"));
  }
}
