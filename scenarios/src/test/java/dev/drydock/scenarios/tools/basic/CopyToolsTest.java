package dev.drydock.scenarios.tools.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `cp`, `mv` and other small tools of containers, in the words of BusyBox 1.35 and of Debian 12,
/// as they were typed in containers of Docker 20.10.24.
class CopyToolsTest {
  @AutoClose private final TypedLab lab = TypedLab.start();

  @Test
  void files_and_folders_are_copied_and_moved() {
    lab.with("docker run -d --name one busybox sleep 9999");

    assertEquals(
        "k\n7\n",
        lab.type(
            "docker exec one sh -c 'cp /etc/hosts /tmp/h; mv /tmp/h /tmp/k; ls /tmp;"
                + " wc -l < /tmp/k; rm /tmp/k; ls /tmp'"));
    assertEquals(
        "b\nx\ny\n",
        lab.type(
            "mkdir -p /tmp/a/b; echo 1 > /tmp/a/b/x; cp -r /tmp/a /tmp/c; cp /tmp/a/b/x"
                + " /tmp/c/b/y; mv /tmp/c /tmp/d; ls /tmp/d; ls /tmp/d/b"));
    assertEquals("cp: omitting directory '/etc'\n", lab.type("docker exec one cp /etc /tmp"));
    assertEquals(
        "cp: -r not specified; omitting directory '/tmp/a'\n", lab.type("cp /tmp/a /tmp/e"));
  }

  @Test
  void what_is_not_there_or_cannot_be_written_is_told() {
    lab.with(
        "docker run -d --name one -v data:/x:ro busybox sleep 9999",
        "docker run --rm -v data:/x busybox sh -c 'echo a > /x/a'");

    assertEquals(
        "cp: can't stat '/nosuch': No such file or directory\n",
        lab.type("docker exec one cp /nosuch /tmp"));
    assertEquals(
        "mv: can't rename '/nosuch': No such file or directory\n",
        lab.type("docker exec one mv /nosuch /tmp"));
    assertEquals(
        "cp: can't create '/x/b': Read-only file system\n",
        lab.type("docker exec one cp /x/a /x/b"));
    assertEquals(
        "mv: can't rename '/x/a': Read-only file system\n",
        lab.type("docker exec one mv /x/a /x/q"));
    assertEquals(
        "mv: can't rename '/etc/hosts': Device or resource busy\n",
        lab.type("docker exec one mv /etc/hosts /tmp"));
    assertEquals(
        "cp: cannot stat '/nosuch': No such file or directory\n", lab.type("cp /nosuch /tmp"));
    assertEquals(
        "cp: missing file operand\nTry 'cp --help' for more information.\n", lab.type("cp"));
    assertTrue(lab.type("docker exec one cp").contains("Usage: cp [-arPLHpfinlsTu] SOURCE DEST"));
  }

  @Test
  void lines_are_set_side_by_side_and_in_columns() {
    assertEquals("3,2\n", lab.type("seq 3 | sort -r | head -2 | paste -s -d,"));
    assertEquals(
        "1\ta\n2\tb\n3\t\n", lab.type("seq 3 > /tmp/n; printf 'a\\nb\\n' | paste /tmp/n -"));
    assertEquals(
        "a     bb                   \nlong  c   0.0.0.0:80->80,  x\n",
        lab.type("printf 'a bb\\nlong c 0.0.0.0:80->80, x\\n' | column -t"));
  }

  @Test
  void a_shell_knows_its_parent_and_its_mask() {
    lab.with("docker run -d --name one busybox sleep 9999");

    assertEquals(
        "1 0\n1 0\n",
        lab.type("docker run --rm busybox sh -c 'echo $$ $PPID; sh -c \"echo \\$\\$ \\$PPID\"'"));
    assertEquals("1\n", lab.type("docker run --rm busybox sh -c 'sh -c \"echo \\$PPID\"; true'"));
    assertEquals(
        "0022\nu=rwx,g=rx,o=rx\n0077\n",
        lab.type("docker exec one sh -c 'umask; umask -S; umask 077; umask'"));
    assertTrue(lab.type("docker exec one umask").contains("executable file not found in $PATH"));
  }

  @Test
  void signals_are_listed() {
    lab.with("docker run -d --name one busybox sleep 9999");

    assertEquals(" 1) HUP\n", lab.type("docker exec one kill -l | head -1"));
    assertEquals("KILL\n15\n", lab.type("docker run --rm busybox kill -l 9 TERM"));
  }

  @Test
  void applets_are_found_through_busybox_and_bash_is_not() {
    lab.with("docker run -d --name one busybox sleep 9999");

    assertEquals("eth0\nlo\n", lab.type("docker exec one busybox ls /sys/class/net"));
    assertEquals("nosuch: applet not found\n", lab.type("docker exec one busybox nosuch"));
    assertTrue(lab.type("docker exec one busybox --list").contains("\nping\nping6\n"));
    assertTrue(lab.type("docker exec one vi").contains("vi: not emulated."));
    assertEquals(
        "gzip: not emulated. BusyBox has this applet, Drydock does not.\n",
        lab.type("docker exec one gzip"));
    assertTrue(lab.type("docker exec one bash").contains("exec: \"bash\": executable file not"));
    assertEquals(126, lab.status());
    assertEquals(
        "ls: /nosuch: No such file or directory\n", lab.type("docker exec one ls -l /nosuch"));
  }

  @Test
  void ip_of_busybox_has_no_counters() {
    lab.with("docker run -d --name one busybox sleep 9999");

    assertTrue(lab.type("docker exec one ip -s link").contains("\nUsage: ip [OPTIONS] address|"));
    assertEquals(1, lab.status());
    assertTrue(lab.type("docker exec one ip -one -fam inet a").startsWith("1: lo    inet "));
    assertTrue(lab.type("docker exec one ping").contains("\n\t-c CNT\t\tSend only CNT pings\n"));
  }
}
