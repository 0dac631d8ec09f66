package dev.drydock.scenarios.tools.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Processes of machines and containers, and the sockets they hold.
class ProcessToolsTest {
  private final TypedLab lab = TypedLab.start();

  @Test
  void a_container_sees_its_own_processes_only() {
    lab.with("docker run -d --name web web", "docker run -d --name one busybox sleep 1000");

    assertEquals(
        """
        PID   USER     COMMAND
            1 root     httpd -f -p 80 -h /www
            7 root     ps
        """,
        lab.type("docker exec web ps"));
  }

  @Test
  void the_machine_sees_a_proxy_for_each_family_of_a_published_port() {
    lab.with("docker run -d --name web -p 8080:80 web");

    String proxies = lab.type("ps -ef | grep docker-proxy | grep -v grep");

    assertEquals(2, proxies.lines().count());
    assertTrue(
        proxies.contains(
            "/usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080"
                + " -container-ip 172.17.0.2 -container-port 80\n"),
        proxies);
  }

  @Test
  void without_the_userland_proxy_there_is_none() {
    TypedLab bare = TypedLab.start("{ userland-proxy: false }");
    bare.with("docker run -d --name web -p 8080:80 web");

    assertEquals("", bare.type("pgrep docker-proxy"));
    assertEquals(1, bare.status());
  }

  @Test
  void killing_the_first_process_of_a_container_ends_it() {
    lab.with("docker run -d --name web web", "pkill -9 httpd");

    assertEquals("Exited (137)\n", status());
  }

  private String status() {
    String all = lab.type("docker ps -a --format '{{.Status}}'");
    return all.replaceFirst("(Exited \\(\\d+\\)).*", "$1");
  }

  @Test
  void from_inside_the_first_process_is_safe() {
    lab.with("docker run -d --name web web", "docker exec web kill 1");

    assertTrue(lab.type("docker ps --format '{{.Status}}'").startsWith("Up"));
  }

  @Test
  void ss_names_the_process_behind_a_socket() {
    lab.with("docker run -d --name one -p 53:53/udp busybox sleep 1000");

    String said = lab.type("ss -lnup");

    assertTrue(
        said.matches(
            """
            State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess *
            UNCONN 0      0            0.0.0.0:53        0.0.0.0:\\*   users:\\(\\("docker-proxy",pid=\\d+,fd=4\\)\\)
            UNCONN 0      0               \\[::\\]:53           \\[::\\]:\\*   users:\\(\\("docker-proxy",pid=\\d+,fd=4\\)\\)
            """),
        said);
  }

  @Test
  void netstat_lists_the_same_in_its_own_way() {
    String said = lab.type("pc$ netstat -lnup");

    assertTrue(
        said.matches(
            """
            Active Internet connections \\(only servers\\)
            Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    *
            udp        0      0 0.0.0.0:5000            0.0.0.0:\\*                           \\d+/sink *
            """),
        said);
  }

  @Test
  void netstat_shows_no_limits_of_queues_and_ipv4_first() {
    lab.with("docker run -d --name web -p 8080:80 web");

    assertEquals(
        """
        Active Internet connections (only servers)
        Proto Recv-Q Send-Q Local Address           Foreign Address         State
        tcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN
        tcp6       0      0 :::8080                 :::*                    LISTEN
        """
            .replace("State\n", "State      \n")
            .replace("LISTEN\n", "LISTEN     \n"),
        lab.type("netstat --tcp --listening --numeric"));
  }

  @Test
  void netstat_counts_what_each_device_saw() {
    lab.with("pc$ ping -c 2 127.0.0.1");

    assertEquals(
        "lo              65536        4      0      0 0             4      0      0      0 LRU\n",
        lab.type("pc$ netstat -i | grep ^lo"));
    assertTrue(lab.type("pc$ ss -s").startsWith("Total: "));
  }

  @Test
  void a_killed_proxy_gives_its_socket_back() {
    lab.with("docker run -d --name one -p 53:53/udp busybox sleep 1000", "pkill docker-proxy");

    assertFalse(lab.type("ss -lnu").contains(":53"));
  }

  @Test
  void a_udp_port_in_use_on_the_machine_cannot_be_published() {
    lab.with("docker run -d --name one -p 53:53/udp busybox sleep 1000");
    lab.with("docker run -d --name two --network host busybox sleep 1000");

    String said = lab.type("docker run -d --name three -p 53:53/udp busybox sleep 1000");

    assertTrue(said.contains("port is already allocated"), said);
  }

  /// Recorded with iproute2 6.1 on Linux 6.18.
  @Test
  void ss_tells_all_of_ipv4_before_ipv6_and_nothing_waits_at_what_is_over() {
    lab.with(
        "docker run -d --name p1 -p 8000:80 web",
        "docker run -d --name p2 -p 8001:80 web",
        "wget -q -O - http://127.0.0.1:8000/");

    String listening = lab.type("ss -ltnH").replaceAll("(?m)^LISTEN +\\d+ +\\d+ +(\\S+).*$", "$1");
    assertTrue(listening.contains("0.0.0.0:8000\n0.0.0.0:8001\n[::]:8000\n[::]:8001\n"), listening);
    String over = lab.type("ss -tanH | grep TIME-WAIT");
    assertTrue(over.matches("(?s)TIME-WAIT +0 +0 .*"), over);
  }

  /// As ss of iproute2 6.1 shows it: one state needs no column.
  @Test
  void ss_takes_states_and_expressions() {
    lab.with(
        "docker run -d --name p1 -p 8000:80 web",
        "docker run -d --name p2 -p 8001:80 web",
        "wget -q -O - http://127.0.0.1:8000/");

    assertEquals("", lab.type("ss -tnH"), "TIME-WAIT is not shown unasked");
    String over = lab.type("ss -tnH state time-wait");
    assertTrue(over.matches("(?s)0 +0 .*:8000 .*"), over);
    assertTrue(lab.type("ss -tn state time-wait").startsWith("Recv-Q Send-Q "));
    assertTrue(lab.type("ss -tn state connected").startsWith("State "));
    assertEquals(2, lab.type("ss -tlnH sport = :8000").lines().count());
    assertEquals(2, lab.type("ss -tlnH '( sport = :8000 or sport = :80 )'").lines().count());
    assertEquals("", lab.type("ss -tlnH sport = :8000 and not sport ge 8000"));
    assertEquals(2, lab.type("ss -tlnH src 0.0.0.0:8000 or src [::]:8001").lines().count());
    assertEquals("ss: wrong state name: nosuch\n", lab.type("ss -tn state nosuch"));
    assertEquals(255, lab.status());
    assertEquals(
        "Error: an inet prefix is expected rather than \"frob\".\nCannot parse dst/src address.\n",
        lab.type("ss -tn frob"));
    assertEquals(1, lab.status());
  }
}
