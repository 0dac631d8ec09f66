package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.Nanos;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two Docker hosts on a wire, 10.9.0.1 and 10.9.0.2, and what a swarm makes of them.
class OverlayTest extends TypedSwarm {
  @Test
  @Tag("S131")
  @Tag("S178")
  void the_first_node_leads_and_the_second_works() {
    SwarmOfTwo.form(lab);
    List<String> lines = type("a$ docker node ls").lines().toList();
    assertTrue(
        lines.get(1).matches("[a-z0-9]{25} \\*   a +Ready +Active +Leader +20.10.*"), lines.get(1));
    assertTrue(lines.get(2).matches("[a-z0-9]{25}     b +Ready +Active +20.10.*"), lines.get(2));
    assertTrue(type("b$ docker node ls").contains("Worker nodes can't be used"));
    assertTrue(type("a$ docker swarm init").contains("already part of a swarm"));
  }

  @Test
  @Tag("S007")
  void networks_of_a_swarm_say_their_scope() {
    SwarmOfTwo.form(lab);
    String list = type("a$ docker network ls --format '{{.Name}} {{.Driver}} {{.Scope}}'");
    assertTrue(list.contains("ingress overlay swarm\n"), list);
    assertTrue(list.contains("docker_gwbridge bridge local\n"), list);
  }

  @Test
  @Tag("S130")
  @Tag("S134")
  void containers_on_two_hosts_ping_each_other() {
    SwarmOfTwo.attachTwo(lab);
    String text = type("one@a$ ping -c 3 10.0.1.4");
    assertTrue(text.contains("3 packets transmitted, 3 received, 0% packet loss"), text);
    String entries = type("a$ docker network inspect ov -f '{{json .Peers}}'");
    assertTrue(entries.contains("\"IP\":\"10.9.0.2\""), entries);
  }

  @Test
  void the_tunnel_s_table_is_that_of_a_recorded_one() {
    SwarmOfTwo.attachTwo(lab);
    String id = type("a$ docker network inspect -f '{{.Id}}' ov").substring(0, 10);
    String inside = "a$ nsenter --net=/var/run/docker/netns/1-" + id + " ";
    String table = type(inside + "bridge fdb show dev vxlan0");
    assertTrue(
        table.contains("02:42:0a:00:01:04 dst 10.9.0.2 link-netnsid 0 self permanent\n"), table);
    assertTrue(
        table.lines().allMatch(line -> line.matches(".* (dst .* self permanent|master br0.*)")),
        table);
    assertFalse(type(inside + "bridge fdb show dev veth0").contains("dst "));
    String ofBridge = type(inside + "bridge fdb show br br0");
    assertTrue(
        ofBridge.contains("dev vxlan0 dst 10.9.0.2 link-netnsid 0 self permanent"), ofBridge);
    String link = type(inside + "ip -d link show vxlan0");
    assertTrue(
        link.contains(
            "    vxlan id 4097 srcport 0 0 dstport 4789 proxy l2miss l3miss ttl auto ageing 300"
                + " udpcsum noudp6zerocsumtx noudp6zerocsumrx \n"),
        link);
  }

  @Test
  void the_way_out_is_one_more_interface() {
    SwarmOfTwo.attachTwo(lab);
    assertEquals(
        """
        default via 172.18.0.1 dev eth1\s
        10.0.1.0/24 dev eth0 proto kernel scope link src 10.0.1.2\s
        172.18.0.0/16 dev eth1 proto kernel scope link src 172.18.0.3\s
        """,
        type("one@a$ ip route"));
    assertTrue(type("one@a$ ping -c 1 10.9.0.2").contains(" 0% packet loss"));
  }

  @Test
  void packets_inside_have_fifty_bytes_less() {
    SwarmOfTwo.attachTwo(lab);
    assertTrue(type("one@a$ ping -c 1 -M do -s 1422 10.0.1.4").contains(" 0% packet loss"));
    long before = lab.lab().loop().nowNanos();
    assertTrue(type("one@a$ ping -c 1 -M do -s 1423 10.0.1.4").contains("mtu=1450"));
    long took = lab.lab().loop().nowNanos() - before;
    assertEquals(1, took / Nanos.SECOND, "it waits for an answer all the same");
  }

  /// A session of Docker 20.10.24.
  @Test
  void a_bridge_network_takes_the_place_of_the_way_out() {
    SwarmOfTwo.attachTwo(lab);
    ok("a$ docker network create --subnet 10.44.0.0/24 local");
    ok("a$ docker network connect local one");
    assertEquals(
        """
        default via 10.44.0.1 dev eth2\s
        10.0.1.0/24 dev eth0 proto kernel scope link src 10.0.1.2\s
        10.44.0.0/24 dev eth2 proto kernel scope link src 10.44.0.2\s
        """,
        type("one@a$ ip route"));
    assertTrue(type("one@a$ ping -c 1 10.9.0.2").contains(" 0% packet loss"));
    ok("a$ docker network disconnect local one");
    assertTrue(type("one@a$ ip route").contains("default via 172.18.0.1 dev "));
  }

  @Test
  void an_address_that_went_is_not_reused_at_once() {
    SwarmOfTwo.attachTwo(lab);
    ok("b$ docker rm -f two");
    ok("a$ docker run -d --name two --network ov net sleep 1000");
    pass(1);
    assertTrue(type("two@a$ ip route").contains("src 10.0.1.6"), type("two@a$ ip route"));
    assertTrue(type("one@a$ ping -c 1 10.0.1.6").contains(" 0% packet loss"));
    assertFalse(type("b$ docker network ls").contains(" ov "), "nothing of it is left on b");
  }

  @Test
  void single_containers_need_an_attachable_network() {
    SwarmOfTwo.form(lab);
    ok("a$ docker network create -d overlay closed");
    String text = type("a$ docker run -d --network closed net sleep 1000");
    assertTrue(text.contains("network closed not manually attachable"), text);
  }

  @Test
  void an_overlay_needs_a_swarm() {
    String text = type("a$ docker network create -d overlay ov");
    assertTrue(text.contains("This node is not a swarm manager."), text);
    assertEquals(1, lab.status());
  }

  @Test
  void a_node_that_leaves_takes_its_networks_along() {
    SwarmOfTwo.attachTwo(lab);
    ok("b$ docker rm -f two");
    ok("b$ docker swarm leave");
    assertFalse(type("b$ docker network ls").contains("overlay"));
    assertTrue(type("a$ docker node ls").matches("(?s).* b +Ready +Active.*"));
    assertTrue(type("a$ docker node rm b").contains(" is not down and can't be removed"));
    pass(16);
    assertTrue(type("a$ docker node ls").matches("(?s).* b +Down +Active.*"));
    ok("a$ docker node rm b");
    assertFalse(type("a$ docker node ls").contains(" b "));
  }

  @Test
  @Tag("S133")
  void names_are_known_on_all_hosts() {
    SwarmOfTwo.attachTwo(lab);
    assertTrue(type("one@a$ ping -c 1 two").contains("64 bytes from two.ov (10.0.1.4)"));
    ok("b$ docker rm -f two");
    pass(1);
    type("one@a$ ping -c 1 two");
    assertEquals(2, lab.status());
  }

  /// A session of Docker 20.10.24.
  @Test
  void without_managers_a_worker_s_containers_come_to_no_network() {
    SwarmOfTwo.attachTwo(lab);
    ok("a$ iptables -I INPUT -p tcp --dport 2377 -j DROP");
    pass(20);
    long before = lab.lab().loop().nowNanos();
    String text = type("b$ docker run --rm --network ov net true");
    assertTrue(
        text.startsWith(
            "docker: Error response from daemon: Could not attach to network ov: context deadline"
                + " exceeded.\n"),
        text);
    assertEquals(20, (lab.lab().loop().nowNanos() - before) / Nanos.SECOND);
    ok("a$ iptables -D INPUT -p tcp --dport 2377 -j DROP");
    pass(12);
    ok("b$ docker run --rm --network ov net true");
  }

  @Test
  void without_gossip_a_node_is_dead_after_suspicion_and_back_when_it_is_heard() {
    SwarmOfTwo.attachTwo(lab);
    for (String protocol : List.of("udp", "tcp")) {
      ok("a$ iptables -A INPUT -p " + protocol + " --dport 7946 -j DROP");
      ok("a$ iptables -A OUTPUT -p " + protocol + " --dport 7946 -j DROP");
    }
    // A ping fails within 2 s of the last good one, and the suspicion lasts 4 s.
    pass(4);
    assertTrue(type("one@a$ ping -c 1 -W 1 10.0.1.4").contains(" 0% packet loss"));
    pass(4);
    assertTrue(type("one@a$ ping -c 1 -W 1 10.0.1.4").contains("100% packet loss"));
    ok("a$ iptables -F INPUT");
    ok("a$ iptables -F OUTPUT");
    // Reconnecting is tried each second; a connection that waits sends its SYN again.
    pass(12);
    assertTrue(type("one@a$ ping -c 1 -W 1 10.0.1.4").contains(" 0% packet loss"));
  }

  @Test
  void without_gossip_by_packets_streams_bring_the_news_every_half_minute() {
    SwarmOfTwo.attachTwo(lab);
    for (String machine : List.of("a", "b")) {
      ok(machine + "$ iptables -A INPUT -p udp --dport 7946 -j DROP");
    }
    ok("b$ docker run -d --name late --network ov net sleep 1000");
    pass(2);
    assertTrue(type("one@a$ ping -c 1 -W 1 10.0.1.6").contains("100% packet loss"));
    pass(30);
    assertTrue(type("one@a$ ping -c 1 -W 1 10.0.1.6").contains(" 0% packet loss"));
  }

  @Test
  @Tag("S132")
  void without_vxlan_nothing_crosses_though_names_are_known() {
    SwarmOfTwo.attachTwo(lab);
    ok("b$ iptables -A INPUT -p udp --dport 4789 -j DROP");
    String text = type("one@a$ ping -c 1 -W 1 two");
    assertTrue(text.startsWith("PING two (10.0.1.4)"), text);
    assertTrue(text.contains("100% packet loss"), text);
  }

  @Test
  void tasks_are_spread_over_the_nodes() {
    SwarmOfTwo.attachTwo(lab);
    ok(
        "a$ docker service create -d --name web --endpoint-mode dnsrr --replicas 3 --network ov net"
            + " sleep 1000");
    pass(5);
    String list = type("a$ docker service ls");
    assertTrue(list.matches("(?s).*web +replicated +3/3 +net:latest.*"), list);
    String tasks = type("a$ docker service ps web");
    assertTrue(tasks.matches("(?s).*web\\.1 +net:latest +[ab] +Running +Running.*"), tasks);
    assertTrue(tasks.contains(" a ") && tasks.contains(" b "), tasks);
    assertTrue(type("one@a$ ping -c 1 tasks.web").contains(" 0% packet loss"));
  }

  @Test
  void scaling_down_ends_the_last_tasks() {
    SwarmOfTwo.attachTwo(lab);
    ok(
        "a$ docker service create -d --name web --replicas 3 --network ov --stop-grace-period 4s"
            + " net sleep 1000");
    pass(5);
    ok("a$ docker service scale web=1");
    assertEquals(4, type("a$ docker service ps web").lines().count(), "sleep hears no SIGTERM");
    pass(2.5);
    assertEquals(2, type("a$ docker service ps web").lines().count());
    ok("a$ docker service rm web");
    assertEquals(1, type("a$ docker service ls").lines().count());
    pass(8);
    assertFalse(type("a$ docker ps").contains("web."));
    assertFalse(type("b$ docker ps").contains("web."));
  }

  @Test
  void a_global_service_has_a_task_on_each_node_and_its_port_there() {
    SwarmOfTwo.form(lab);
    ok(
        "a$ docker service create -d --name each --mode global"
            + " --publish published=8088,target=80,mode=host net sleep 1000");
    pass(5);
    String tasks = type("a$ docker service ps each");
    assertEquals(3, tasks.lines().count());
    assertTrue(tasks.contains("*:8088->80/tcp"), tasks);
    assertTrue(type("b$ iptables -t nat -S DOCKER").contains("--dport 8088"));
  }

  @Test
  void a_task_that_ends_is_followed_by_another() {
    SwarmOfTwo.attachTwo(lab);
    ok("a$ docker service create -d --name web --constraint node.hostname==a net sleep 1000");
    pass(5);
    ok("a$ docker kill $(docker ps -q --filter name=web.1)");
    pass(10);
    String tasks = type("a$ docker service ps web");
    assertTrue(tasks.contains("Failed") && tasks.contains("Running "), tasks);
  }

  @Test
  void the_virtual_address_stands_for_all_tasks() {
    SwarmOfTwo.attachTwo(lab);
    ok("a$ docker service create -d --name web --replicas 2 --network ov nginx");
    pass(5);
    assertTrue(type("one@a$ ping -c 1 web").contains("64 bytes from 10.0.1.6"));
    for (int i = 0; i < 4; i++) {
      assertEquals("200\n", type("one@a$ curl -s -o /dev/null -w '%{http_code}\\n' http://web/"));
      assertEquals(0, lab.status());
    }
    String servers = type("a$ docker service inspect -f '{{json .Endpoint.VirtualIPs}}' web");
    assertTrue(servers.contains("10.0.1.6/24"), servers);
  }

  @Test
  void a_published_port_answers_on_every_node() {
    SwarmOfTwo.form(lab);
    ok("a$ docker service create -d --name web --constraint node.hostname==a -p 8080:80 nginx");
    pass(5);
    assertEquals(
        "200\n", type("a$ curl -s -o /dev/null -w '%{http_code}\\n' http://10.9.0.2:8080/"));
    assertEquals(
        "200\n", type("b$ curl -s -o /dev/null -w '%{http_code}\\n' http://10.9.0.1:8080/"));
    assertEquals(
        "200\n", type("b$ curl -s -o /dev/null -w '%{http_code}\\n' http://127.0.0.1:8080/"));
    assertTrue(
        type("b$ iptables -t nat -S DOCKER-INGRESS")
            .contains("--dport 8080 -j DNAT --to-destination 172.18.0.2:8080"));
    ok("a$ docker service rm web");
    pass(2);
    assertFalse(type("b$ iptables -t nat -S DOCKER-INGRESS").contains("8080"));
    type("b$ curl -s -m 2 http://10.9.0.1:8080/");
    assertEquals(7, lab.status());
  }

  @Test
  void without_tasks_a_virtual_address_is_gone() {
    SwarmOfTwo.attachTwo(lab);
    ok("a$ docker service create -d --name web --replicas 1 --network ov nginx");
    pass(2);
    ok("a$ docker service scale web=0");
    pass(2);
    type("one@a$ ping -c 1 web");
    assertEquals(2, lab.status(), "its name is not known");
  }

  @Test
  void the_tunnel_says_when_the_network_below_takes_less() {
    SwarmOfTwo.attachTwo(lab);
    ok("a$ ip link set eth0 mtu 1400");
    String text = type("one@a$ ping -c 1 -M do -s 1422 10.0.1.4");
    assertTrue(text.contains("From 10.0.1.4 icmp_seq=1 Frag needed and DF set (mtu = 1350)"), text);
    assertTrue(type("one@a$ ping -c 1 -M do -s 1322 10.0.1.4").contains(" 0% packet loss"));
  }

  @Test
  void packets_that_may_be_fragmented_cross_a_smaller_network() {
    SwarmOfTwo.attachTwo(lab);
    ok("a$ ip link set eth0 mtu 1400");
    assertTrue(type("one@a$ ping -c 1 -M dont -s 1422 10.0.1.4").contains(" 0% packet loss"));
  }

  @Test
  void a_worker_that_no_manager_hears_is_down_and_its_tasks_move() {
    SwarmOfTwo.attachTwo(lab);
    ok(
        "a$ docker service create -d --name web --endpoint-mode dnsrr --replicas 2 --network ov"
            + " net sleep 1000");
    pass(2);
    ok("a$ iptables -A INPUT -p tcp --dport 2377 -j DROP");
    pass(30);
    assertTrue(type("a$ docker node ls").matches("(?s).*b +Down +Active.*"));
    assertFalse(type("a$ docker service ps web").matches("(?s).* b +Running +Running.*"));
    ok("a$ iptables -F INPUT");
    pass(130);
    assertTrue(type("a$ docker node ls").matches("(?s).*b +Ready +Active.*"));
  }

  @Test
  void a_service_without_a_name_gets_one() {
    SwarmOfTwo.form(lab);
    ok("a$ docker service create -d -p 8080:80 nginx");
    pass(1);
    String list = type("a$ docker service ls");
    assertTrue(list.matches("(?s).*[a-z]+_[a-z]+ +replicated +1/1.*"), list);
    assertTrue(type("a$ iptables -t nat -S DOCKER-INGRESS").contains("--dport 8080"));
  }

  @Test
  void a_manager_that_refuses_or_is_silent_cannot_be_joined() {
    type("a$ docker swarm init");
    String token = type("a$ docker swarm join-token -q worker").strip();
    String join = "b$ docker swarm join --token " + token + " ";
    assertEquals(
        "Error response from daemon: rpc error: code = Unavailable desc = connection error: desc ="
            + " \"transport: Error while dialing dial tcp 10.9.0.1:2378: connect: connection"
            + " refused\"\n",
        type(join + "10.9.0.1:2378"));
    ok("a$ iptables -A INPUT -p tcp --dport 2377 -j DROP");
    long before = lab.lab().loop().nowNanos();
    String text = type(join + "10.9.0.1");
    assertTrue(text.contains("Timeout was reached before node joined."), text);
    long took = lab.lab().loop().nowNanos() - before;
    assertEquals(20, took / Nanos.SECOND);
    ok("a$ iptables -F INPUT");
    assertEquals("This node joined a swarm as a worker.\n", type(join + "10.9.0.1:2377"));
  }

  @Test
  void a_swarm_without_most_of_its_managers_refuses_changes() {
    SwarmOfTwo.form(lab);
    ok("a$ docker node promote b");
    pass(2);
    assertTrue(type("b$ docker node ls").matches("(?s).* b +Ready +Active +Reachable.*"));
    ok("b$ iptables -A INPUT -p tcp -j DROP");
    pass(21);
    String text = type("a$ docker network create -d overlay ov");
    assertTrue(text.contains("The swarm does not have a leader."), text);
    ok("b$ iptables -F INPUT");
    pass(80);
    ok("a$ docker network create -d overlay ov");
    ok("a$ docker node demote b");
    assertTrue(type("b$ docker node ls").contains("Worker nodes can't be used"));
  }

  @Test
  void an_encrypted_network_crosses_as_esp_only() {
    SwarmOfTwo.form(lab);
    ok("a$ docker network create -d overlay --attachable --opt encrypted sec");
    ok("a$ docker run -d --name one --network sec net sleep 1000");
    ok("b$ docker run -d --name two --network sec net sleep 1000");
    pass(1);
    assertTrue(type("one@a$ ip link show eth0").contains("mtu 1424"));
    assertTrue(type("one@a$ ping -c 2 two").contains(" 0% packet loss"));
    // The rules of a recorded node, with the counters of two pings.
    String match =
        "-m udp --dport 4789 -m u32 --u32 \"0x0>>0x16&0x3c@0xc&0xffffff00=0x100100\" -j ";
    String rules = type("a$ iptables-save -c");
    assertTrue(
        rules.contains(
            "[2:268] -A OUTPUT -p udp " + match + "MARK --set-xmark 0xd0c4e3/0xffffffff\n"),
        rules);
    String policy = "-A INPUT -p udp -m policy --dir in --pol ";
    assertTrue(
        rules.contains(
            "[0:0] "
                + policy
                + "none "
                + match
                + "DROP\n[2:268] "
                + policy
                + "ipsec "
                + match
                + "ACCEPT\n"),
        rules);
    assertTrue(type("one@a$ ping -c 1 -M do -s 1396 two").contains(" 0% packet loss"));
    // Nothing in the clear is taken from outside, nothing encrypted passes where ESP is blocked.
    ok("b$ iptables -I INPUT -p esp -j DROP");
    assertTrue(type("one@a$ ping -c 1 -W 1 two").contains("100% packet loss"));
  }

  @Test
  @Tag("S050")
  void containers_come_to_an_overlay_and_leave_it_while_they_run() {
    SwarmOfTwo.attachTwo(lab);
    ok("a$ docker run -d --name late net sleep 1000");
    ok("a$ docker network connect ov late");
    pass(1);
    assertTrue(type("late@a$ ping -c 1 two").contains(" 0% packet loss"));
    assertTrue(type("two@b$ ping -c 1 late").contains(" 0% packet loss"));
    ok("a$ docker network disconnect ov late");
    pass(1);
    type("two@b$ ping -c 1 late");
    assertEquals(2, lab.status(), "its name is not known");
  }
}
