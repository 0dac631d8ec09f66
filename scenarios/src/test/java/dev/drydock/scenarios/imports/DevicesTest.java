package dev.drydock.scenarios.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DevicesTest {
  private static final String WITHOUT_DETAILS =
      """
      1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
          link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
          inet 127.0.0.1/8 scope host lo
      2: enp1s0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9000 qdisc fq_codel state UP group default
          link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
          altname enx525400123456
          inet 10.0.0.5/24 metric 100 brd 10.0.0.255 scope global dynamic enp1s0
             valid_lft 3000sec preferred_lft 3000sec
          inet6 fe80::5054:ff:fe12:3456/64 scope link
      3: enp1s0.7@enp1s0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master br7 state UP
          link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
      4: br7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
          link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
      6: veth0a1b2c3@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master docker0
          link/ether 7e:a4:b3:ec:cd:46 brd ff:ff:ff:ff:ff:ff link-netnsid 0
      7: wg0: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1420 qdisc noqueue state UNKNOWN group default
          link/none
          inet 10.8.0.1/24 scope global wg0
      """;

  @Test
  void kinds_are_guessed_where_ip_was_asked_for_no_details() {
    List<HostDevice> devices = Devices.ofText(WITHOUT_DETAILS.lines().toList());

    assertEquals(
        List.of(
            "lo",
            "enp1s0",
            "enp1s0.7 vlan 7 on enp1s0",
            "br7 bridge",
            "veth0a1b2c3 veth",
            "wg0 tun"),
        devices.stream().map(DevicesTest::text).toList());
    assertEquals(List.of("10.0.0.5/24"), devices.get(1).addresses());
    assertEquals(9000, devices.get(1).mtu());
  }

  private static String text(HostDevice device) {
    String vlan = device.vlan().isEmpty() ? "" : " " + device.vlan() + " on " + device.lower();
    return (device.name() + " " + device.kind() + vlan).strip();
  }
}
