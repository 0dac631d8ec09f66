package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Files of volumes, of folders of the host and of file systems that cannot be written, in words
/// that Docker 20.10.24 was seen to print.
class MountedFilesTest {
  private final TypedLab lab = TypedLab.ofEngine("20.10").with();

  @Test
  void a_volume_outlives_its_containers_but_not_its_removal() {
    lab.type("docker run --rm -v data:/data busybox sh -c 'echo one > /data/a'");
    assertEquals("one\n", lab.type("docker run --rm -v data:/x busybox cat /x/a"));
    assertEquals("one\n", lab.type("cat /var/lib/docker/volumes/data/_data/a"));
    lab.type("docker volume rm data");
    assertEquals(
        "cat: can't open '/x/a': No such file or directory\n",
        lab.type("docker run --rm -v data:/x busybox cat /x/a"));
  }

  @Test
  void folders_and_files_of_the_host_are_seen_from_both_sides() {
    lab.with("mkdir -p /srv/www", "echo hello > /srv/www/a", "echo conf > /tmp/c");
    lab.type("docker run -d --name one -v /srv/www:/www -v /tmp/c:/etc/c:ro busybox sleep 1000");
    assertEquals("hello\nconf\n", lab.type("docker exec one cat /www/a /etc/c"));
    lab.type("docker exec one sh -c 'echo back > /www/b'");
    assertEquals("back\n", lab.type("cat /srv/www/b"));
    assertEquals("a\nb\n", lab.type("docker exec one ls /www"));
    assertEquals(
        "sh: can't create /etc/c: Read-only file system\n",
        lab.type("docker exec one sh -c 'echo x > /etc/c'"));
  }

  @Test
  void memory_is_gone_when_its_container_ends() {
    lab.type("docker run -d --name one --tmpfs /t busybox sleep 1000");
    lab.type("docker exec one touch /t/a");
    assertEquals("a\n", lab.type("docker exec one ls /t"));
    lab.type("docker restart -t 0 one");
    assertEquals("", lab.type("docker exec one ls /t"));
  }

  @Test
  void a_read_only_file_system_takes_nothing_but_what_is_mounted() {
    String run = "docker run --rm --read-only --tmpfs /tmp busybox ";
    assertEquals("touch: /y: Read-only file system\n", lab.type(run + "touch /y"));
    assertEquals(1, lab.status());
    assertEquals(
        "sh: can't create /x: Read-only file system\n", lab.type(run + "sh -c 'echo x > /x'"));
    assertEquals(
        "mkdir: can't create directory '/d': Read-only file system\n", lab.type(run + "mkdir /d"));
    assertEquals("x\n", lab.type(run + "sh -c 'echo x > /tmp/x; cat /tmp/x'"));
  }

  @Test
  void a_new_volume_begins_with_what_the_image_has() {
    lab.type("docker run -d --name web -v pages:/usr/share/nginx/html nginx");
    assertEquals(
        lab.type("docker exec web cat /usr/share/nginx/html/index.html"),
        lab.type("cat /var/lib/docker/volumes/pages/_data/index.html"));
    lab.type("echo mine > /var/lib/docker/volumes/pages/_data/index.html");
    assertEquals("mine\n", lab.type("docker exec web curl -s localhost"));
  }

  @Test
  void what_is_mounted_cannot_be_removed_and_volumes_with_options_are_not_pruned() {
    lab.with("echo conf > /tmp/c");
    assertEquals(
        "rm: can't remove '/etc/c': Device or resource busy\n",
        lab.type("docker run --rm -v /tmp/c:/etc/c busybox rm /etc/c"));
    assertEquals("conf\n", lab.type("cat /tmp/c"));
    lab.type("docker volume create -o type=tmpfs -o device=tmpfs memory");
    assertEquals("Total reclaimed space: 0B\n", lab.type("docker volume prune -f"));
  }

  @Test
  void signals_are_listed() {
    assertEquals(
        "KILL\n15\n1\n", lab.type("docker run --rm busybox sh -c 'kill -l 9 TERM SIGHUP'"));
    assertEquals(31, lab.type("docker run --rm busybox sh -c 'kill -l'").lines().count());
  }

  @Test
  void volumes_without_a_name_go_with_v() {
    lab.type("docker run -d --name one -v /anon busybox sleep 1000");
    lab.type("docker rm -f one");
    assertEquals(1, lab.type("docker volume ls -q").lines().count());
    lab.type("docker run -d --name one -v /anon busybox sleep 1000");
    lab.type("docker rm -fv one");
    assertEquals(1, lab.type("docker volume ls -q").lines().count());
  }
}
