package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.net.iproute.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `ip -j` as iproute2 6.1 printed it on Linux 6.18.
class IpJsonTest {
  private final Typist typist = new Typist();

  private void bridge() {
    typist.set(
        "ip link add br0 address 02:00:00:00:00:01 type bridge",
        "ip link set br0 up",
        "ip addr add 10.0.0.254/24 brd + dev br0",
        "ip netns add one",
        "ip link add v1 type veth peer name e1 address 02:00:00:00:00:02 netns one",
        "ip link set v1 master br0 up",
        "ip -n one link set e1 up",
        "ip -n one addr add 10.0.0.1/24 dev e1",
        "sleep 2");
  }

  @Test
  void addresses_are_objects_within_the_object_of_their_device() {
    bridge();

    String text = typist.type("ip -j -4 addr show dev br0");

    assertTrue(
        text.contains("\"ifname\":\"br0\",\"flags\":[\"BROADCAST\",\"MULTICAST\",\"UP\""), text);
    assertTrue(
        text.endsWith(
            "\"addr_info\":[{\"family\":\"inet\",\"local\":\"10.0.0.254\",\"prefixlen\":24,"
                + "\"broadcast\":\"10.0.0.255\",\"scope\":\"global\",\"label\":\"br0\","
                + "\"valid_life_time\":4294967295,\"preferred_life_time\":4294967295}]}]\n"),
        text);
  }

  @Test
  void the_other_end_of_a_pair_is_told_by_its_index_and_namespace() {
    bridge();

    String text = typist.type("ip -j link show v1");

    assertTrue(text.contains("\"link_index\":2,\"ifname\":\"v1\""), text);
    assertTrue(
        text.endsWith("\"broadcast\":\"ff:ff:ff:ff:ff:ff\",\"link_netns\":\"one\"}]\n"), text);
  }

  @Test
  void routes_have_flags_next_hops_and_metrics() {
    bridge();
    typist.set(
        "ip route add 10.7.0.0/16 nexthop via 10.0.0.1 weight 1 nexthop via 10.0.0.2 weight 2",
        "ip route add blackhole 10.8.0.0/16",
        "ip route add 10.9.0.0/16 via 10.0.0.2 dev br0 metric 100 mtu 1400");

    assertEquals(
        "[{\"dst\":\"10.7.0.0/16\",\"flags\":[],\"nexthops\":[{\"gateway\":\"10.0.0.1\",\"dev\":\"br0\",\"weight\":1,\"flags\":[]},{\"gateway\":\"10.0.0.2\",\"dev\":\"br0\",\"weight\":2,\"flags\":[]}]}]\n",
        typist.type("ip -j route show 10.7.0.0/16"));
    assertEquals(
        "[{\"type\":\"blackhole\",\"dst\":\"10.8.0.0/16\",\"flags\":[]}]\n",
        typist.type("ip -j route show 10.8.0.0/16"));
    assertEquals(
        "[{\"dst\":\"10.9.0.0/16\",\"gateway\":\"10.0.0.2\",\"dev\":\"br0\",\"metric\":100,"
            + "\"flags\":[],\"metrics\":[{\"mtu\":1400}]}]\n",
        typist.type("ip -j route show 10.9.0.0/16"));
    assertEquals(
        "[{\"type\":\"local\",\"dst\":\"10.0.0.254\",\"dev\":\"lo\",\"prefsrc\":\"10.0.0.254\","
            + "\"flags\":[],\"uid\":0,\"cache\":[\"local\"]}]\n",
        typist.type("ip -j route get 10.0.0.254"));
  }

  @Test
  void neighbours_have_a_list_of_states() {
    bridge();
    typist.set("ip neigh add 10.0.0.77 lladdr 02:00:00:00:00:77 dev br0");

    assertEquals(
        "[{\"dst\":\"10.0.0.77\",\"dev\":\"br0\",\"lladdr\":\"02:00:00:00:00:77\","
            + "\"state\":[\"PERMANENT\"]}]\n",
        typist.type("ip -j neigh show to 10.0.0.77"));
  }

  @Test
  void nothing_is_an_empty_list() {
    assertEquals("[]\n", typist.type("ip -j route show 99.0.0.0/8"));
  }

  @Test
  void rules_are_told_by_priority() {
    assertEquals(
        "[{\"priority\":0,\"src\":\"all\",\"table\":\"local\"},"
            + "{\"priority\":32766,\"src\":\"all\",\"table\":\"main\"},"
            + "{\"priority\":32767,\"src\":\"all\",\"table\":\"default\"}]\n",
        typist.type("ip -j rule"));
  }

  @Test
  void pretty_json_is_indented_as_iproute2_does() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("dst", "default");
    one.put("flags", List.of());
    one.put("hops", List.of(Map.of("weight", 1)));

    assertEquals(
        """
        [ {
                "dst": "default",
                "flags": [ ],
                "hops": [ {
                        "weight": 1
                    } ]
            },{} ]\
        """,
        JsonWriter.write(List.of(one, Map.of()), true));
  }
}
