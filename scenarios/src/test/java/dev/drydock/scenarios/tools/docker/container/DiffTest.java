package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// `docker diff` and the archives of `docker cp`, as Docker 20.10.24 was seen to print them.
class DiffTest {
  private final TypedLab lab = TypedLab.ofEngine("20.10").with();

  @Test
  void files_that_commands_write_are_told_with_their_folders() {
    lab.type("docker run --name one busybox sh -c 'echo a > /new; mkdir /dir; echo b > /dir/f'");
    assertEquals("A /dir\nA /dir/f\nA /new\n", lab.type("docker diff one"));
    lab.type("docker run -d --name two busybox sleep 1000");
    assertEquals("", lab.type("docker diff two"));
    lab.type("docker exec two sh -c 'echo hi > /tmp/f'");
    assertEquals("C /tmp\nA /tmp/f\n", lab.type("docker container diff two"));
    assertEquals(
        "Error response from daemon: No such container: nosuch\n", lab.type("docker diff nosuch"));
  }

  @Test
  void files_of_the_image_change_and_go() {
    lab.type("docker run -d --name web nginx");
    lab.type("docker exec web sh -c 'echo x > /usr/share/nginx/html/index.html'");
    assertEquals(
        """
        C /usr
        C /usr/share
        C /usr/share/nginx
        C /usr/share/nginx/html
        C /usr/share/nginx/html/index.html
        """,
        lab.type("docker diff web"));
    lab.type("docker exec web rm /usr/share/nginx/html/index.html");
    assertEquals("D /usr/share/nginx/html/index.html\n", lab.type("docker diff web | tail -n 1"));
  }

  @Test
  void what_is_mounted_leaves_its_folder() {
    lab.type("docker run --name one -v data:/data busybox sh -c 'echo a > /data/a'");
    assertEquals("A /data\n", lab.type("docker diff one"));
  }

  @Test
  void an_archive_holds_the_file_in_blocks() {
    lab.type("docker run -d --name one busybox sh -c 'echo hello > /h; sleep 1000'");
    lab.type("docker run -d --name two busybox sleep 1000");
    assertEquals("2048\n", lab.type("docker cp one:/h - | wc -c"));
    lab.type("docker cp one:/h - | docker cp - two:/tmp");
    assertEquals("hello\n", lab.type("docker exec two cat /tmp/h"));
  }

  @Test
  void nothing_is_copied_to_what_cannot_be_written() {
    lab.type("docker run -d --name one -v data:/d:ro busybox sleep 1000");
    assertEquals(
        "Error response from daemon: mounted volume is marked read-only\n",
        lab.type("docker cp /etc/hostname one:/d/x"));
  }
}
