package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What root of a container may not do to its network. Words and statuses are those of a session of
/// 20.10.24.
class CapabilitiesTest {
  private final TypedLab lab = TypedLab.start();

  private void refused(int status, String text, String line) {
    assertEquals(text + "\n", lab.type(line), line);
    assertEquals(status, lab.status(), line);
  }

  @Test
  void busybox_tells_what_the_kernel_denies() {
    lab.with("docker run -d --name one busybox sleep 1000");
    String in = "docker exec one ";
    String denied = "Operation not permitted";
    refused(2, "ip: RTNETLINK answers: " + denied, in + "ip addr add 1.2.3.4/24 dev eth0");
    refused(2, "ip: RTNETLINK answers: " + denied, in + "ip r add 10.0.0.0/8 via 172.17.0.1");
    refused(2, "ip: SIOCSIFFLAGS: " + denied, in + "ip link set eth0 down");
    refused(2, "ip: SIOCSIFMTU: " + denied, in + "ip link set eth0 mtu 1400");
    refused(1, "ip: can't send flush request: " + denied, in + "ip addr flush dev eth0");
    refused(1, "ifconfig: SIOCSIFADDR: " + denied, in + "ifconfig eth0 1.2.3.4");
    refused(1, "route: SIOCDELRT: " + denied, in + "route del default");
    refused(1, "arp: SIOCSARP: " + denied, in + "arp -s 172.17.0.9 02:00:00:00:00:01");
    lab.with(in + "ip addr", in + "ip a s", in + "ip neigh", in + "route -n", in + "ifconfig eth0");
    lab.with(in + "ping -c 1 172.17.0.1");
  }

  @Test
  void the_full_grown_tools_have_their_own_words_and_statuses() {
    lab.with("docker run -d --name one nicolaka/netshoot sleep 1000");
    String in = "docker exec one ";
    String denied = "Operation not permitted";
    refused(2, "RTNETLINK answers: " + denied, in + "ip link set eth0 down");
    refused(255, "Failed to send flush request: " + denied, in + "ip addr flush dev eth0");
    refused(7, "SIOCADDRT: " + denied, in + "route add -net 10.0.0.0/8 gw 172.17.0.1");
    refused(
        4,
        "iptables v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied"
            + " (you must be root)",
        in + "iptables -L");
    refused(
        1,
        "conntrack v1.4.7 (conntrack-tools): Operation failed: sorry, you must be root or get"
            + " CAP_NET_ADMIN capability to do this",
        in + "conntrack -L");
    refused(1, "Cannot find device \"nope\"", in + "ip link set nope up");
    lab.with(in + "iptables -V", in + "ip rule", in + "ip neigh flush all", in + "ip -br link");
  }

  @Test
  void without_raw_sockets_only_some_tools_work() {
    lab.with("docker run -d --name one --cap-drop NET_RAW busybox sleep 1000");
    lab.with("docker run -d --name two --cap-drop ALL nicolaka/netshoot sleep 1000");
    String in = "docker exec one ";
    assertEquals(
        "PING 172.17.0.1 (172.17.0.1): 56 data bytes\nping: permission denied (are you root?)\n",
        lab.type(in + "ping -c 1 172.17.0.1"));
    assertEquals(1, lab.status());
    String denied = "socket: Operation not permitted";
    refused(1, "arping: " + denied, in + "arping -c 1 -I eth0 172.17.0.1");
    refused(1, "traceroute: " + denied, in + "traceroute -n 172.17.0.1");
    refused(2, "arping: " + denied, "docker exec two arping -c 1 -I eth0 172.17.0.1");
    lab.with("docker exec two ping -c 1 172.17.0.1");
    lab.with("docker exec --privileged one ping -c 1 172.17.0.1");
  }

  @Test
  void a_capability_or_a_privilege_allows_it() {
    lab.with("docker run -d --name one --cap-add NET_ADMIN busybox sleep 1000");
    lab.with("docker exec one ip link set eth0 mtu 1400");
    lab.with("docker run -d --name two --cap-add all --cap-drop cap_net_admin busybox sleep 1000");
    refused(
        2, "ip: SIOCSIFMTU: Operation not permitted", "docker exec two ip link set eth0 mtu 1400");
    lab.with("docker exec --privileged two ip link set eth0 mtu 1400");
    lab.with(
        "docker run --rm --cap-drop ALL --cap-add net_admin busybox ip link set eth0 mtu 1400");
    lab.type("docker run --rm --network host busybox ip link set eth0 mtu 1400");
    assertEquals(2, lab.status(), "the host's network is no exception");
    assertEquals(
        "[\"NET_ADMIN\"] null false\n",
        lab.type(
            "docker inspect -f '{{json .HostConfig.CapAdd}} {{json .HostConfig.CapDrop}}"
                + " {{.HostConfig.Privileged}}' one"));
    refused(
        125,
        "docker: Error response from daemon: invalid CapAdd: unknown capability: \"CAP_FOO\".\n"
            + "See 'docker run --help'.",
        "docker run --cap-add FOO busybox true");
  }

  @Test
  void settings_of_the_kernel_are_read_only_without_privileges() {
    lab.with("docker run -d --name one --cap-add NET_ADMIN busybox sleep 1000");
    refused(
        1,
        "sysctl: error setting key 'net.ipv4.ip_forward': Read-only file system",
        "docker exec one sysctl -w net.ipv4.ip_forward=1");
    refused(
        1,
        "sh: can't create /proc/sys/net/ipv4/ip_forward: Read-only file system",
        "docker exec one sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'");
    assertEquals("0\n", lab.type("docker exec one cat /proc/sys/net/ipv4/ip_forward"));
    lab.with("docker run -d --name two --privileged busybox sleep 1000");
    lab.with("docker exec two sysctl -w net.ipv4.ip_forward=1");
    assertEquals("1\n", lab.type("docker exec two cat /proc/sys/net/ipv4/ip_forward"));
  }

  @Test
  void telnet_of_busybox_tells_whether_a_port_is_open() {
    lab.with("docker run -d --name web web");
    String in = "docker run --rm busybox telnet ";
    assertEquals("Connected to 172.17.0.2\n", lab.type(in + "172.17.0.2 80"));
    refused(
        1,
        "telnet: can't connect to remote host (172.17.0.2): Connection refused",
        in + "172.17.0.2");
    refused(1, "telnet: bad address 'two'", in + "two 80");
  }

  @Test
  void a_group_is_no_address_of_an_interface() {
    String said =
        lab.type("docker run -d --name one --mac-address 01:00:5e:00:00:01 busybox sleep 10");
    assertEquals(125, lab.status());
    assertTrue(
        said.matches(
            "[0-9a-f]{64}\ndocker: Error response from daemon: failed to create shim task: OCI"
                + " runtime create failed: runc create failed: unable to start container process:"
                + " error during container init: error running hook #0: error running hook: exit"
                + " status 1, stdout: , stderr: time=\"2026-01-01T00:00:00Z\" level=fatal"
                + " msg=\"failed to add interface veth[0-9a-f]{7} to sandbox: error setting"
                + " interface \\\\\"veth[0-9a-f]{7}\\\\\" MAC to \\\\\"01:00:5e:00:00:01\\\\\":"
                + " cannot assign requested address\": unknown.\n"),
        said);
    assertEquals("created\n", lab.type("docker inspect -f '{{.State.Status}}' one"));
    assertEquals("", lab.type("ip -br link show type veth"));
  }
}
