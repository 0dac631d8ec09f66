package dev.drydock.scenarios.tools.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What people type in a container to look around, as BusyBox 1.35 of Debian 12 was seen to answer.
class PathToolsTest {
  private final TypedLab lab =
      TypedLab.start()
          .with(
              "docker run -d --name one --hostname bench --ulimit nofile=512:1024 -v vol9:/data"
                  + " --tmpfs /scratch:size=1m -e ROLE=db busybox sleep 1000000",
              "docker exec one sh -c 'mkdir -p /data/a/b; echo one > /data/a/x'",
              "docker exec one sh -c 'echo two > /data/a/b/y'");

  private String one(String words) {
    return lab.type("docker exec one " + words);
  }

  @Test
  void find_walks_folders() {
    assertEquals("/data\n/data/a\n/data/a/b\n/data/a/b/y\n/data/a/x\n", one("find /data"));
    assertEquals("/data/a/b/y\n", one("find /data -name 'y*' -type f"));
    assertEquals("/data\n/data/a\n", one("find /data -maxdepth 1 -type d"));
    assertEquals("two\none\n", one("find /data -type f -exec cat {} ';'"));
    assertEquals("/sys/class/net/eth0\n", one("find /sys/class/net -name 'eth*'"));
    assertEquals("find: /nosuch: No such file or directory\n", one("find /nosuch"));
    assertEquals(1, lab.status());
    assertEquals("find: unrecognized: -nosuch\n", one("find /data -nosuch"));
  }

  @Test
  void limits_are_those_that_the_container_was_given() {
    assertEquals("512\n1024\n", one("sh -c 'ulimit -n; ulimit -Hn'"));
    assertEquals("100\n", one("sh -c 'ulimit -n 100; ulimit -n'"));
    assertEquals(
        "sh: error setting limit: Operation not permitted\n", one("sh -c 'ulimit -n 5000'"));
    assertEquals("ulimit: invalid option -- 'z'\n", one("sh -c 'ulimit -z'"));
  }

  @Test
  void mounts_are_those_of_the_engine_and_of_the_user() {
    assertEquals(
        "tmpfs on /scratch type tmpfs (rw,nosuid,nodev,noexec,relatime,size=1024k)\n",
        one("mount | grep scratch"));
    assertEquals("/dev/sda1 on /data type ext4 (rw,relatime)\n", one("mount -t ext4 | grep data"));
    assertTrue(
        one("cat /proc/mounts").startsWith("overlay / overlay rw,relatime 0 0\nproc /proc "));
  }

  @Test
  void proc_tells_of_processes() {
    assertEquals("sleep 1000000 ", one("cat /proc/1/cmdline | tr '\\0' ' '"));
    assertEquals("sleep\n", one("cat /proc/1/comm"));
    assertTrue(one("cat /proc/1/environ | tr '\\0' '\\n'").contains("ROLE=db\n"));
    assertEquals("5\n2\n", one("cat /proc/loadavg | wc -w") + one("cat /proc/uptime | wc -w"));
  }

  @Test
  void users_are_in_their_files() {
    assertEquals("root:x:0:0:root:/root:/bin/sh\n", one("head -n 1 /etc/passwd"));
    assertEquals("www-data:x:33:\n", one("grep www /etc/group"));
  }

  @Test
  void paths_and_sums() {
    assertEquals("x\n/data/a\n", one("basename /data/a/x") + one("dirname /data/a/x"));
    assertEquals("/data/a/x\n", one("realpath /data/a/../a/x"));
    assertEquals("5bbf5a52328e7439ae6e719dfe712200  /data/a/x\n", one("md5sum /data/a/x"));
    assertEquals("not a tty\n", one("tty"));
    assertEquals("root\n", one("groups"));
  }

  @Test
  void a_broken_archive_is_told_as_busybox_tells_it() {
    assertEquals("tar: short read\n", one("sh -c 'echo bad | tar xf -'"));
    assertEquals(1, lab.status());
    assertEquals("tar: can't open '/nosuch': No such file or directory\n", one("tar xf /nosuch"));
    assertEquals(
        """
        tar: This does not look like a tar archive
        tar: Exiting with failure status due to previous errors
        """,
        lab.type("true | tar xf -"));
  }

  @Test
  void files_folders_and_users_are_missing() {
    assertEquals("dir\nno\n", one("sh -c '[ -d /data ] && echo dir; test -d /nosuch || echo no'"));
    assertEquals("0\n1\n", one("sh -c 'test -e /data; echo $?; test -f /data; echo $?'"));
    assertEquals("sort: /nosuch: No such file or directory\n", one("sort /nosuch"));
    assertEquals(
        "tail: cannot open '/nosuch' for reading: No such file or directory\n",
        lab.type("tail -1 /nosuch"));
    assertEquals("id: unknown user nosuch\n", one("id nosuch"));
    one("sh -c 'cd /nosuch'");
    assertEquals(2, lab.status());
  }

  @Test
  void ipcalc_reckons() {
    assertEquals("NETWORK=10.61.0.0\n", one("ipcalc -n 10.61.0.40/24"));
    assertEquals(
        "NETMASK=255.255.255.0\nBROADCAST=10.61.0.255\nNETWORK=10.61.0.0\nPREFIX=24\n",
        one("ipcalc -bmnp 10.61.0.40 255.255.255.0"));
    assertEquals("NETMASK=255.0.0.0\n", one("ipcalc -m 10.0.0.1"));
    assertEquals("ipcalc: bad IP address: x\n", one("ipcalc -n x"));
  }

  @Test
  void wget_keeps_what_is_there() {
    lab.with("docker run -d --name web web");
    assertTrue(one("wget -P /tmp http://172.17.0.3/").contains("saving to '/tmp/index.html'\n"));
    assertTrue(
        one("wget -P /tmp http://172.17.0.3/")
            .endsWith("wget: can't open '/tmp/index.html': File exists\n"));
    assertEquals("ip: can't find device 'eth9'\n", one("ip link show eth9"));
    assertEquals(2, lab.status());
  }
}
