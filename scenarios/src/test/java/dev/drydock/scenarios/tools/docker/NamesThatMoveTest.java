package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What becomes of names and of `/etc/hosts` when containers leave networks, come back with other
/// addresses or are renamed; recorded with Docker Engine 20.10.24.
class NamesThatMoveTest {
  private final TypedLab lab = TypedLab.start();

  private String ownLines(String container) {
    return lab.type(container + "@dh1$ cat /etc/hosts")
        .replaceFirst("(?s).*ip6-allrouters\n", "")
        .replaceAll("\\b[0-9a-f]{12}\\b", "ID");
  }

  @Test
  void leaving_a_network_takes_all_lines_with_a_name_of_that_network() {
    lab.with(
        "docker network create alpha",
        "docker network create zeta",
        "docker run -d --name srv --network zeta busybox sleep 100000",
        "docker network connect alpha srv");
    assertEquals("172.19.0.2\tID\n172.18.0.2\tID\n", ownLines("srv"));

    lab.with("docker network disconnect alpha srv");
    assertEquals("", ownLines("srv"));

    lab.with("docker network connect alpha srv");
    assertEquals("172.18.0.2\tID\n", ownLines("srv"));
  }

  @Test
  void the_default_network_has_no_names_and_takes_no_line() {
    lab.with(
        "docker network create na",
        "docker run -d --name ear busybox sleep 100000",
        "docker network disconnect bridge ear",
        "docker network connect na ear");

    assertEquals("172.17.0.2\tID\n172.18.0.2\tID\n", ownLines("ear"));
  }

  @Test
  void a_link_follows_the_other_end_to_a_new_address() {
    lab.with(
        "docker run -d --name db web",
        "docker run -d --name app --link db --link db:maindb busybox sleep 100000",
        "docker stop -t 0 db",
        "docker run -d --name thief busybox sleep 100000",
        "docker start db");

    assertEquals("172.17.0.4\tdb ID\n172.17.0.4\tmaindb ID db\n172.17.0.3\tID\n", ownLines("app"));
  }

  @Test
  void links_are_told_by_the_names_of_today() {
    lab.with(
        "docker run -d --name both web",
        "docker run -d --name cl --link both:b busybox sleep 100000",
        "docker rename both uno",
        "docker rename cl client");

    assertEquals(
        "[\"/uno:/client/b\"]\n",
        lab.type("docker inspect -f '{{json .HostConfig.Links}}' client"));
  }

  @Test
  void a_container_does_not_start_without_what_it_is_linked_to() {
    lab.with(
        "docker run -d --name db web",
        "docker run -d --name app --link db busybox sleep 100000",
        "docker rm -f db");

    assertEquals(
        "Error response from daemon: Cannot restart container app: Cannot link to a non running"
            + " container: /db AS /app/db\n",
        lab.type("docker restart -t 0 app"));
    assertEquals("exited\n", lab.type("docker ps -a --filter name=app --format '{{.State}}'"));
  }

  @Test
  void a_renamed_container_is_known_by_its_new_name_alone() {
    lab.with(
        "docker network create na",
        "docker run -d --name l2 --network na busybox sleep 100000",
        "docker run -d --name eye --network na busybox sleep 100000",
        "docker rename eye ear");

    assertTrue(lab.type("l2@dh1$ ping -c 1 ear").contains("64 bytes from 172.18.0.3"));
    assertEquals("ping: bad address 'eye'\n", lab.type("l2@dh1$ ping -c 1 eye"));
    assertTrue(
        lab.type("l2@dh1$ nslookup -type=ptr 3.0.18.172.in-addr.arpa").contains("name = ear.na"));
    String inspected =
        lab.type("docker network inspect -f '{{range .Containers}}{{.Name}} {{end}}' na");
    assertTrue(inspected.contains("ear ") && !inspected.contains("eye"), inspected);
    lab.with("docker rm -f ear l2");
    assertEquals("na\n", lab.type("docker network rm na"));
  }

  /// Without rules: docker-proxy reaches the container by the bridge.
  @Test
  void ports_of_a_left_network_are_served_on_an_internal_one() {
    lab.with(
        "docker network create zeta",
        "docker network create --internal mid",
        "docker run -d --name srv --network zeta -p 8080:80 web",
        "docker network connect mid srv",
        "docker network disconnect zeta srv");

    assertEquals("80/tcp -> 0.0.0.0:8080\n80/tcp -> :::8080\n", lab.type("docker port srv"));
    assertEquals("<html>hello</html>\n", lab.type("pc$ curl -s http://192.168.1.41:8080/"));
    assertEquals(
        "-N DOCKER\n-A DOCKER -i docker0 -j RETURN\n",
        lab.type("iptables -t nat -S DOCKER | grep -v br-"));

    lab.with("docker network connect zeta srv");
    assertTrue(
        lab.type("iptables -t nat -S DOCKER").contains("--to-destination 172.18.0.2:80"),
        "back on a network that leads out");
  }

  @Test
  void links_on_a_network_of_the_users_belong_to_the_endpoint() {
    lab.with(
        "docker network create na",
        "docker run -d --name l1 --network na web",
        "docker run -d --name l2 --network na --link l1:one busybox sleep 100000");

    String format = "{{json .HostConfig.Links}} {{json .NetworkSettings.Networks.na.Links}}";
    assertEquals("null [\"l1:one\"]\n", lab.type("docker inspect -f '" + format + "' l2"));
  }

  @Test
  void who_joined_a_namespace_sees_what_its_owner_writes_when_it_starts_again() {
    lab.with(
        "docker network create na",
        "docker network create nb",
        "docker run -d --name own --network na busybox sleep 100000",
        "docker run -d --name guest --network container:own busybox sleep 100000",
        "docker network connect nb own",
        "docker network disconnect na own",
        "docker restart -t 0 own");

    assertEquals("172.19.0.2\tID\n", ownLines("guest"));
    assertEquals("1\n", lab.type("guest@dh1$ ip -o addr | wc -l"), "it has the old namespace");
  }

  /// libnetwork `resolvconf.Build`.
  @Test
  void the_root_is_left_out_of_searched_domains_when_it_is_alone() {
    String some =
        lab.type(
            "docker run --rm --dns-search v --dns-search . busybox grep search "
                + "/etc/resolv.conf");
    String none = lab.type("docker run --rm --dns-search . busybox cat /etc/resolv.conf");

    assertEquals("search v .\n", some);
    assertFalse(none.contains("search"), none);
  }
}
