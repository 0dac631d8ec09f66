package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Whose processes run in containers, in words that Docker 20.10.24 was seen to print.
class UsersTest {
  private final TypedLab lab = TypedLab.ofEngine("20.10").with();

  @Test
  void a_number_need_not_be_known() {
    assertEquals("uid=1000 gid=1000 groups=1000\n", lab.type("docker run -u 1000:1000 busybox id"));
    assertEquals(
        "uid=4242 gid=0(root) groups=0(root)\n/\n",
        lab.type("docker run -u 4242 busybox sh -c 'id; echo $HOME'"));
    assertTrue(
        lab.type("docker run -u 4242 busybox whoami").startsWith("whoami: unknown uid 4242\n"));
    assertEquals(1, lab.status());
  }

  @Test
  void names_are_those_of_the_image() {
    assertEquals(
        "uid=65534(nobody) gid=1(daemon) groups=1(daemon)\n",
        lab.type("docker run -u nobody:daemon busybox id"));
    assertEquals(
        "uid=0(root) gid=33(www-data) groups=33(www-data)\n",
        lab.type("docker run -u :33 busybox id"));
    assertEquals("node\n", lab.type("docker run -u node node:20 whoami"));
    String head = "docker: Error response from daemon: unable to find ";
    String user = lab.type("docker run --name un -u nosuch busybox id");
    assertEquals(125, lab.status());
    assertTrue(user.startsWith(head + "user nosuch: no matching entries in passwd file.\n"), user);
    assertEquals("Created 1\n", lab.type("docker ps -a --filter name=un --format '{{.Status}} 1'"));
    String group = lab.type("docker run -u 0:nosuch busybox id");
    assertTrue(
        group.startsWith(head + "group nosuch: no matching entries in group file.\n"), group);
  }

  @Test
  void a_command_has_the_user_of_its_container_or_its_own() {
    lab.type("docker run -d --name ud -u 1000 busybox sleep 1000");
    assertEquals("1000\n", lab.type("docker inspect -f '{{.Config.User}}' ud"));
    assertEquals("1000\n", lab.type("docker exec ud id -u"));
    assertTrue(lab.type("docker exec ud ps").contains("    1 1000     "));
    assertEquals("0 /root\n", lab.type("docker exec -u root ud sh -c 'echo $(id -u) $HOME'"));
    lab.type("docker exec -u nosuch ud id");
    assertEquals(126, lab.status());
  }

  @Test
  void nobody_but_root_has_capabilities() {
    lab.type("docker run -d --name ud -u 1000 --cap-add NET_ADMIN busybox sleep 1000");
    assertEquals(
        "ping: permission denied (are you root?)\n",
        lab.type("docker exec ud ping -c 1 127.0.0.1").replaceAll("(?m)^PING.*\n", ""));
    lab.type("docker exec ud ip link set eth0 down");
    assertEquals(2, lab.status());
    lab.type("docker exec -u 0 ud ip link set eth0 down");
    assertEquals(0, lab.status());
  }
}
