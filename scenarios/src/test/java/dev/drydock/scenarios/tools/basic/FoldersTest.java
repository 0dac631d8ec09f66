package dev.drydock.scenarios.tools.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Folders of machines and containers, in the words of Docker 20.10.24's host (Debian 12) and of
/// BusyBox 1.35.
class FoldersTest {
  @AutoClose
  private final TypedLab lab =
      TypedLab.of("name: home\nservices: {}\nx-drydock: { engine: \"20.10\" }\n");

  @Test
  void a_container_lists_the_files_that_the_engine_writes_and_its_devices() {
    lab.with("docker run -dit --name one busybox");

    assertEquals(
        "group\nhostname\nhosts\npasswd\nresolv.conf\n", lab.type("docker exec one ls /etc"));
    assertEquals("eth0\nlo\n", lab.type("docker exec one ls /sys/class/net"));
    assertEquals("docker0\neth0\nlo\n", lab.type("ls /sys/class/net | grep -v veth"));
    assertEquals("/etc/hosts\n\n/tmp:\n", lab.type("docker exec one ls /etc/hosts /tmp"));
    assertEquals(
        "all\ndefault\neth0\nlo\n", lab.type("docker exec one ls /proc/sys/net/ipv4/conf"));
    assertTrue(lab.type("ls /proc/sys/net/ipv4").contains("not emulated"));
    assertTrue(lab.type("docker exec one ls -a /").startsWith(".\n..\nbin\ndev\netc\n"));
    assertTrue(lab.type("docker exec one ls /usr").contains("not emulated"));
    assertEquals(
        "ls: /nosuch: No such file or directory\n", lab.type("docker exec one ls /nosuch"));
    assertEquals(1, lab.status());
    assertEquals(
        "ls: cannot access '/nosuch': No such file or directory\n", lab.type("ls /nosuch"));
    assertEquals(2, lab.status());
  }

  @Test
  void a_shell_changes_its_folder_and_stays_there() {
    lab.with("docker run -dit --name one busybox", "cd /etc/docker/..");

    assertEquals("/etc /root\n", lab.type("echo $PWD $OLDPWD"));
    assertEquals("127.0.0.1\tlocalhost\n", lab.type("head -1 hosts"));
    assertEquals("/\n", lab.type("docker exec one pwd"));
    assertEquals("/tmp\n", lab.type("docker exec -w /tmp one pwd"));
    assertEquals("/root\n/etc\n/root\n", lab.type("(cd -); pwd; cd; pwd"));
    assertEquals("sh: 1: cd: can't cd to /nosuch\n", lab.type("cd /nosuch"));
    assertEquals(2, lab.status());
    assertEquals(
        "sh: cd: line 0: can't cd to /nosuch: No such file or directory\n",
        lab.type("docker exec one sh -c 'cd /nosuch'"));
    assertEquals(
        "sh: cd: line 0: can't cd to /etc/hosts: Not a directory\n",
        lab.type("docker exec one sh -c 'cd /etc/hosts'"));
  }

  @Test
  void a_folder_is_made_filled_and_removed() {
    assertEquals("a\nb\n", lab.type("mkdir /tmp/x; touch /tmp/x/b; mkdir /tmp/x/a; ls /tmp/x"));
    assertEquals(
        "mkdir: cannot create directory '/tmp/x': File exists\n", lab.type("mkdir /tmp/x"));
    assertEquals(1, lab.status());
    assertEquals(
        "rmdir: failed to remove '/tmp/x': Directory not empty\n", lab.type("rmdir /tmp/x"));
    assertEquals("rm: cannot remove '/tmp/x': Is a directory\n", lab.type("rm /tmp/x"));
    assertEquals("", lab.type("rm -r /tmp/x; ls /tmp"));
  }

  @Test
  void a_command_that_asks_for_what_is_not_modelled_says_so() {
    for (String line : new String[] {"df -h", "free -m", "uptime", "top -b -n1"}) {
      assertTrue(lab.type(line).contains("not emulated"), line);
      assertEquals(1, lab.status(), line);
    }
  }

  @Test
  void a_host_name_has_the_addresses_of_the_hosts_file() {
    assertEquals("172.17.0.2\n", lab.type("docker run --rm busybox hostname -i"));
    lab.with("docker network create --ipv6 --subnet fd00:7::/64 six");
    assertEquals("172.18.0.2\n", lab.type("docker run --rm --network six busybox hostname -i"));
    lab.with("docker network rm six");
    assertEquals("192.168.0.10 172.17.0.1 \n", lab.type("hostname -I"));
  }
}
