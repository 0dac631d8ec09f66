package dev.drydock.scenarios.tools.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Debian's BusyBox 1.35 prefers its own applets to what is in the path; as recorded with an image
/// that has the tools in their full size as well.
class PreferredAppletsTest {
  private static final String BUSYBOX = "PING 172.17.0.1 (172.17.0.1): 56 data bytes\n";
  private static final String IPUTILS = "PING 172.17.0.1 (172.17.0.1) 56(84) bytes of data.\n";

  private final TypedLab lab =
      TypedLab.start().with("docker run -d --name one net sleep 100000000");

  private void begins(String start, String command) {
    String said = lab.type("one@dh1$ " + command);
    assertTrue(said.startsWith(start), said);
  }

  @Test
  void the_container_itself_finds_what_is_in_the_path() {
    begins(IPUTILS, "ping -c 1 172.17.0.1");
  }

  @Test
  void a_script_of_its_shell_finds_applets_first() {
    begins(BUSYBOX, "sh -c 'ping -c 1 172.17.0.1'");
    begins(IPUTILS, "sh -c '/bin/ping -c 1 172.17.0.1'");
    begins("nc: invalid option -- 'u'\nBusyBox", "sh -c 'echo x | nc -u 172.17.0.1 9'");
  }

  @Test
  void applets_that_run_a_command_do_so_too() {
    begins(BUSYBOX, "timeout 5 ping -c 1 172.17.0.1");
    begins(BUSYBOX, "env A=b ping -c 1 172.17.0.1");
    begins(BUSYBOX, "time ping -c 1 172.17.0.1");
    begins(IPUTILS, "nohup ping -c 1 172.17.0.1");
  }

  @Test
  void the_command_of_a_container_is_no_exception() {
    lab.with("docker run --name job net sh -c 'ping -c 1 172.17.0.1'");

    assertTrue(lab.type("docker logs job").startsWith(BUSYBOX));
  }

  @Test
  void machines_and_the_default_build_do_not() {
    assertTrue(lab.type("sh -c 'ping -c 1 172.17.0.1'").startsWith(IPUTILS));
    assertEquals(
        "1\n",
        lab.type("docker run --rm alpine sh -c 'ping -c 1 172.17.0.1' | grep -c 'data bytes'"));
  }

  /// `add_query_with_search` of BusyBox's nslookup: the domain of the host's name counts as well.
  @Test
  void nslookup_asks_for_short_names_in_domains_alone() {
    lab.with(
        "docker network create apart",
        "docker run -d --name two --hostname two.lan --network apart net sleep 1000");

    String said = lab.type("two@dh1$ nslookup two");
    assertTrue(said.contains("two.lan"), said);
    assertTrue(lab.type("two@dh1$ nslookup two.apart").contains("Address: 172.18.0.2"));
  }

  @Test
  void neighbours_show_their_probes_and_no_times() {
    lab.with("one@dh1$ ping -c 1 172.17.0.1");

    String said = lab.type("one@dh1$ sh -c 'ip neigh'");
    assertTrue(
        said.matches("172.17.0.1 dev eth0 lladdr \\S+ ref 1 used 0/0/0 probes \\d REACHABLE\n"),
        said);
    assertTrue(lab.type("one@dh1$ sh -c 'ip neigh show dev eth0'").startsWith("172.17.0.1 lladdr"));
  }

  @Test
  void bash_is_where_there_is_more_than_busybox() {
    begins(IPUTILS, "bash -c 'ping -c 1 172.17.0.1'");
    lab.with("docker run -d --name web web");
    assertEquals("sh: bash: not found\n", lab.type("web@dh1$ sh -c 'bash -c true'"));
  }
}
