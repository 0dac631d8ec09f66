package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `docker cp`, as it was typed with Docker 20.10.24.
class CopyVerbTest {
  @AutoClose
  private final TypedLab lab =
      TypedLab.start().with("docker run -d --name bb busybox sleep 1000", "echo hello > /tmp/idx");

  @Test
  void a_container_that_is_stopped_gives_and_takes_files() {
    lab.with(
        "docker cp /tmp/idx bb:/tmp/",
        "docker stop -t 0 bb",
        "docker cp bb:/tmp/idx /tmp/back",
        "docker cp /tmp/idx bb:/tmp/second");
    assertEquals("hello\n", lab.type("cat /tmp/back"));
    lab.with("docker start bb");
    assertEquals("idx\nsecond\n", lab.type("docker exec bb ls /tmp"));
  }

  @Test
  void a_folder_goes_into_one_that_is_there() {
    lab.with(
        "docker exec bb sh -c 'mkdir -p /tmp/d/e; echo 1 > /tmp/d/one; echo 2 > /tmp/d/e/two'",
        "docker cp bb:/tmp/d /tmp/dd");
    assertEquals("e\none\n", lab.type("ls /tmp/dd"));
    lab.with("docker cp bb:/tmp/d /tmp/dd");
    assertEquals("d\ne\none\n", lab.type("ls /tmp/dd"));
    lab.with("docker cp bb:/tmp/d/. /tmp/dd");
    assertEquals("2\n", lab.type("cat /tmp/dd/e/two"));
    lab.with("docker cp /tmp/dd bb:/root");
    assertEquals("2\n", lab.type("docker exec bb cat /root/dd/d/e/two"));
    assertEquals("d/\nd/e/\nd/e/two\nd/one\n", lab.type("docker cp bb:/tmp/d - | tar -tf -"));
    assertEquals("./\n./e/\n./e/two\n./one\n", lab.type("docker cp bb:/tmp/d/. - | tar tf -"));
  }

  @Test
  void what_is_not_there_is_told() {
    assertEquals(
        "Error: No such container:path: bb:/nosuch\n", lab.type("docker cp bb:/nosuch /tmp"));
    assertEquals(
        "Error: No such container:path: bb:/nosuch\n", lab.type("docker cp /tmp/idx bb:/nosuch/x"));
    assertEquals("no such directory\n", lab.type("docker cp /tmp/idx cc:/tmp/"));
    assertEquals(
        "Error: No such container:path: cc:/tmp\n", lab.type("docker cp /tmp/idx cc:/tmp/x"));
    assertEquals(
        "lstat /tmp/none: no such file or directory\n", lab.type("docker cp /tmp/none bb:/tmp"));
    assertEquals(
        "invalid output path: directory \"/nosuch\" does not exist\n",
        lab.type("docker cp bb:/etc/hosts /nosuch/x"));
    assertEquals("cannot copy directory\n", lab.type("docker cp bb:/tmp /tmp/idx"));
    assertEquals(
        "Error response from daemon: Error processing tar file(exit status 1): unexpected EOF\n",
        lab.type("echo hi | docker cp - bb:/tmp"));
    assertEquals(
        "destination \"bb:/etc/hosts\" must be a directory\n",
        lab.type("echo hi | docker cp - bb:/etc/hosts"));
  }

  @Test
  void a_container_that_cannot_be_written_takes_nothing() {
    lab.with("docker run -d --name ro --read-only busybox sleep 1000");
    assertEquals(
        "Error response from daemon: container rootfs is marked read-only\n",
        lab.type("docker cp /tmp/idx ro:/tmp"));
  }
}
