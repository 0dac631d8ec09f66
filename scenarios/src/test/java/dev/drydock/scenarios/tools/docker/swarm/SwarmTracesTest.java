package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What a swarm shows at first, and what it leaves behind for a while (sessions of 20.10.24).
class SwarmTracesTest extends TypedSwarm {
  private static final String NAMES = "network ls --format '{{.Name}}'";
  private static final String FILES = "ls /run/docker/netns";

  @Test
  void the_mesh_comes_after_init_and_join_have_returned() {
    assertTrue(type("a$ " + FILES).contains("No such file or directory"));
    String join =
        type("a$ docker swarm init")
            .replaceAll("(?s).*( docker swarm join \\S+ \\S+ \\S+).*", "$1");
    assertEquals("bridge\nhost\ningress\nnone\n", type("a$ docker " + NAMES));
    ok("b$" + join);
    assertEquals("bridge\nhost\nnone\n", type("b$ docker " + NAMES));
    pass(1);
    assertEquals("bridge\ndocker_gwbridge\nhost\ningress\nnone\n", type("b$ docker " + NAMES));
  }

  @Test
  void names_of_namespaces_stay_until_the_minute_is_over() {
    SwarmOfTwo.attachTwo(lab);
    String all = type("b$ " + FILES);
    assertTrue(all.matches("(1-\\w{10}\n){2}\\w{12}\ningress_sbox\nlb_\\w{9}\n"), all);
    ok("b$ docker rm -f two");
    ok("b$ docker swarm leave");
    assertEquals(all, type("b$ " + FILES));
    pass(60);
    assertEquals("", type("b$ " + FILES));
  }

  @Test
  void a_balancer_keeps_its_address_while_tasks_replace_each_other() {
    SwarmOfTwo.form(lab);
    ok("a$ docker network create -d overlay ov");
    ok(
        "a$ docker service create -d --name web --network ov --endpoint-mode dnsrr"
            + " --constraint node.hostname==a net sleep 1000");
    pass(3);
    String balancer =
        "a$ docker network inspect -f '{{(index .Containers \"lb-ov\").IPv4Address}}' ov";
    assertEquals("10.0.1.3/24\n", type(balancer));
    ok("a$ docker service update -d --env-add X=1 web");
    pass(20);
    assertEquals("10.0.1.3/24\n", type(balancer));
  }

  @Test
  void global_tasks_have_addresses_before_those_that_waited_have_nodes() {
    SwarmOfTwo.form(lab);
    ok("a$ docker network create -d overlay ov");
    String made = " --network ov --endpoint-mode dnsrr --stop-grace-period 1s ";
    ok("a$ docker service create -d --name one" + made + "--constraint node.hostname==b nginx");
    ok("a$ docker service create -d --name all --mode global" + made + "nginx");
    pass(3);
    ok("a$ docker node update --availability drain b");
    pass(10);
    ok("a$ docker node update --availability active b");
    pass(10);
    String of =
        "b$ docker network inspect -f '{{range .Containers}}{{.Name}} {{.IPv4Address}}\n"
            + "{{end}}' ov";
    String found = type(of);
    assertTrue(
        found.matches(
            "(?s).*all\\.\\S+ 10.0.1.8/24.*ov-endpoint 10.0.1.9/24.*|.*ov-endpoint"
                + " 10.0.1.9/24.*all\\.\\S+ 10.0.1.8/24.*"),
        found);
  }

  @Test
  void info_has_the_lines_of_its_version() {
    ok("a$ docker swarm init");
    String info = type("a$ docker info");
    assertTrue(info.startsWith("Client:\n Context:    default\n Debug Mode: false\n"), info);
    assertTrue(
        info.contains(
            "  Supports d_type: true\n  Native Overlay Diff: true\n  userxattr: false\n"));
    assertTrue(
        info.contains(" Default Runtime: runc\n Init Binary: docker-init\n containerd"), info);
    assertTrue(info.matches("(?s).*\n ID: ([A-Z2-7]{4}:){11}[A-Z2-7]{4}\n.*"), info);
    assertTrue(
        info.contains(
            """
             Registry: https://index.docker.io/v1/
             Labels:
             Experimental: false
             Insecure Registries:
              127.0.0.0/8
             Live Restore Enabled: false
            """),
        info);
    assertFalse(info.contains("Firewall"));
  }

  @Test
  void glibc_asks_again_from_the_same_port_when_nobody_answered() {
    ok("a$ iptables -P FORWARD ACCEPT");
    ok("b$ iptables -I INPUT -p udp --dport 53 -j DROP");
    ok("a$ sh -c 'echo nameserver 10.9.0.2 > /etc/resolv.conf'");
    type("a$ ping -c 1 nobody.test");
    assertEquals("1\n", type("a$ conntrack -L -p udp 2>/dev/null | grep -c dport=53"));
  }
}
