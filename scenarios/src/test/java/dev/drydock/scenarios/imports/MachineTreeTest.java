package dev.drydock.scenarios.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTreeTest {
  private static HostDevice device(String name, String kind, String master, String... addresses) {
    String mac = "52:54:00:12:34:56";
    return new HostDevice(name, kind, "", master, mac, 1500, List.of(addresses), "");
  }

  @Test
  void routes_by_devices_that_are_not_carried_over_are_told() {
    HostDump dump = new HostDump();
    dump.devices.add(device("eth0", "", "", "10.0.0.5/24"));
    dump.devices.add(device("wg0", "wireguard", "", "10.8.0.1/24"));
    dump.routes.add("default via 10.0.0.1 dev eth0 proto dhcp metric 100 ");
    dump.routes.add("10.9.0.0/16 dev wg0 scope link ");
    dump.routes.add("10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.5 ");
    dump.routes.add("fd00::/8 via fd00:1::1 dev eth0 metric 1024 pref medium");

    MachineTree tree = new MachineTree(dump, Map.of());

    assertEquals(
        List.of("ip -6 route add fd00::/8 via fd00:1::1 dev eth0 metric 1024"), tree.commands());
    assertEquals(
        List.of("device wg0 (wireguard)", "route 10.9.0.0/16 dev wg0 scope link"), dump.leftOut);
  }

  @Test
  void the_gateway_of_a_card_in_a_bridge_is_on_the_cards_link() {
    HostDump dump = new HostDump();
    dump.devices.add(device("eth0", "", "br0"));
    dump.devices.add(device("br0", "bridge", "", "10.0.0.5/24"));
    dump.routes.add("default via 10.0.0.1 dev br0 ");

    MachineTree tree = new MachineTree(dump, Map.of());
    Map<String, Object> block = new LinkedHashMap<>();
    tree.addTo(block);

    assertEquals(
        List.of(
            "ip link add name br0 type bridge",
            "ip addr add 10.0.0.5/24 dev br0",
            "ip link set br0 up",
            "ip link set eth0 master br0",
            "ip route add default via 10.0.0.1 dev br0"),
        tree.commands());
    assertEquals(
        "{forward=true, masquerade=wan, nics={lan={link=lan, address=10.0.0.1/24},"
            + " wan={link=outside, address=203.0.113.2/24, gateway=203.0.113.1}}}",
        String.valueOf(block.get("machines") instanceof Map<?, ?> all ? all.get("router") : ""));
  }
}
