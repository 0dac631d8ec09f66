package dev.drydock.scenarios.tools.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// BusyBox of Debian and a name with addresses of both families. Seen in containers of Docker
/// 20.10.24.
class DualStackClientsTest {
  private static final String RUN = "docker run -d --network six --name ";

  @Test
  void what_the_library_names_first_is_taken() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker network create --ipv6 --subnet fd00:15::/64 six",
          RUN + "dan web sleep 1000",
          RUN + "eva busybox sleep 1000");

      assertTrue(lab.type("docker exec dan ping -c 1 eva").startsWith("PING eva (fd00:15::3): "));
      assertTrue(
          lab.type("docker exec dan ping -4 -c 1 eva").startsWith("PING eva (172.18.0.3): "));
      assertEquals(
          """
          Connecting to eva ([fd00:15::3]:80)
          wget: can't connect to remote host: Connection refused
          """,
          lab.type("docker exec dan wget -O - http://eva/"));
      assertEquals(
          "telnet: can't connect to remote host: Connection refused\n",
          lab.type("docker exec dan telnet eva 81"));
      assertEquals(
          "telnet: can't connect to remote host (172.18.0.3): Connection refused\n",
          lab.type("docker exec dan telnet 172.18.0.3 81"));
    }
  }

  @Test
  void ping_of_iputils_names_only_what_the_library_named_first() {
    try (TypedLab lab = TypedLab.ofEngine("26")) {
      lab.with(
          "docker network create --ipv6 --subnet fd00:15::/64 six",
          "docker run -d --name dan --network six net sleep 1000",
          RUN + "eva busybox sleep 1000");

      String second = lab.type("docker exec dan ping -4 -c 1 eva");
      assertTrue(second.startsWith("PING  (172.18.0.3) 56(84) bytes of data.\n"), second);
      assertTrue(second.contains("\n---  ping statistics ---\n"), second);
      String first = lab.type("docker exec dan ping -c 1 eva");
      assertTrue(first.startsWith("PING eva(eva.six (fd00:15::3)) 56 data bytes\n"), first);
    }
  }

  @Test
  void without_host_conf_the_first_line_of_hosts_counts() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker network create --ipv6 --subnet fd00:15::/64 six",
          RUN + "eva net sleep 1000",
          RUN + "dora debian sleep 1000");

      String inside = lab.type("docker exec eva ping -c 1 localhost");
      assertTrue(inside.startsWith("PING localhost (127.0.0.1) 56(84) bytes"), inside);
      String debian = lab.type("docker exec dora ping -c 1 localhost");
      assertTrue(debian.startsWith("PING localhost(localhost (::1)) 56 data bytes"), debian);
    }
  }

  @Test
  void the_own_name_has_one_address_or_none() {
    try (TypedLab lab = TypedLab.ofEngine("20.10")) {
      lab.with(
          "docker network create more",
          "docker run -d --name two busybox sleep 1000",
          "docker network connect more two",
          "docker run -d --name none --hostname h.example.org --network none busybox sleep 1000");

      assertEquals("172.17.0.2\n", lab.type("docker exec two hostname -i"));
      assertEquals(
          "hostname: h.example.org: Host name lookup failure\n",
          lab.type("docker exec none hostname -i"));
    }
  }
}
