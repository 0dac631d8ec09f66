package dev.drydock.scenarios.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class LintTest {
  private static List<String> found(String text) {
    ReadResult read = ScenarioReader.read(ReadRequest.ofText(text));
    Plan plan = read.plan();
    ComposeFile file = read.file();
    assertNotNull(plan, () -> read.diagnostics().toString());
    assertNotNull(file);
    return Lint.of(file, plan).stream()
        .map(f -> f.place().position() + " " + f.trap().id() + ": " + f.message())
        .toList();
  }

  @Test
  void a_subnet_of_the_lan_is_found() {
    assertEquals(
        List.of(
            "3:36 pool-overlap: 192.168.0.0/16 overlaps 192.168.0.0/24, where host has its eth0"),
        found(
            """
            services: { one: { image: busybox, networks: [a, b] } }
            networks:
              a: { ipam: { config: [ { subnet: 192.168.0.0/16 } ] } }
              b: { internal: true, ipam: { config: [ { subnet: 10.0.0.0/16 } ] } }
            """));
  }

  @Test
  void macvlan_has_the_subnet_of_the_lan_by_intention() {
    assertEquals(
        List.of(),
        found(
            """
            services: { one: { image: busybox, networks: [a] } }
            networks:
              a:
                driver: macvlan
                driver_opts: { parent: eth0 }
                ipam: { config: [ { subnet: 192.168.0.0/24 } ] }
            """));
  }

  @Test
  void a_network_below_that_takes_less_is_found() {
    String machines =
        """
        x-drydock:
          machines:
            host:
              docker: {}
              nics:
                eth0: { link: lan, address: 192.168.0.10/24, gateway: 192.168.0.1, mtu: 1450 }
        """;
    assertEquals(
        List.of("2:3 mtu-above-underlay: network default has an MTU of 1500; eth0 has 1450"),
        found("services:\n  one: { image: busybox }\n" + machines));
    assertEquals(
        List.of(),
        found(
            """
            services: { one: { image: busybox } }
            networks: { default: { driver_opts: { com.docker.network.driver.mtu: 1450 } } }
            """
                + machines));
  }

  @Test
  void ports_that_nobody_can_reach_are_found() {
    assertEquals(
        List.of(
            "2:50 ports-without-effect: ports of a are discarded with network_mode: host",
            "3:46 internal-ports: b is on internal networks only: nobody reaches its ports from"
                + " outside",
            "4:47 ports-without-effect: c has its own address on the LAN: nothing is published with"
                + " macvlan and ipvlan"),
        found(
            """
            services:
              a: { image: nginx, network_mode: host, ports: ["80:80"] }
              b: { image: nginx, networks: [in], ports: ["81:80"] }
              c: { image: nginx, networks: [lan], ports: ["82:80"] }
              d: { image: nginx, networks: [in, out], ports: ["83:80"] }
            networks:
              in: { internal: true }
              out: {}
              lan: { driver: macvlan, driver_opts: { parent: eth0 } }
            """));
  }

  @Test
  void a_database_for_everybody_is_found_and_one_for_the_host_is_not() {
    assertEquals(
        List.of(
            "2:39 database-published: db is open to everybody who reaches the host, whatever ufw"
                + " says"),
        found(
            """
            services:
              db: { image: "postgres:16", ports: ["5432:5432"] }
              own: { image: mariadb, ports: ["127.0.0.1:3306:3306"] }
              web: { image: nginx, ports: ["80:80"] }
            """));
  }

  @Test
  void ports_of_the_loopback_address_are_open_to_neighbours_before_28() {
    String file = "services: { web: { image: nginx, ports: [\"127.0.0.1:80:80\"] } }\n";
    assertEquals(
        List.of(
            "1:42 loopback-published: Docker 27 lets neighbours on the LAN reach ports of"
                + " 127.0.0.1"),
        found(file + "x-drydock: { engine: \"27\" }\n"));
    assertEquals(List.of(), found(file + "x-drydock: { engine: \"28.0\" }\n"));
  }

  @Test
  void a_name_of_two_services_is_found() {
    assertEquals(
        List.of("2:53 shared-alias: db is a name of one and of two on network net"),
        found(
            """
            services:
              one: { image: redis, networks: { net: { aliases: [db] } } }
              two: { image: redis, networks: { net: { aliases: [] } }, container_name: db }
              three: { image: redis, networks: { net: { aliases: [cache] } } }
            networks: { net: {} }
            """));
  }

  @Test
  void a_name_on_a_network_of_several_projects_is_found() {
    assertEquals(
        List.of("1:44 shared-alias: other projects on network proxy may have a service db too"),
        found(
            """
            services: { db: { image: redis, networks: [proxy] } }
            networks: { proxy: { external: true } }
            """));
  }

  @Test
  void a_fixed_address_among_those_given_to_others_is_found() {
    String services =
        """
        services:
          one: { image: busybox, networks: { net: { ipv4_address: 10.9.0.2 } } }
          two: { image: busybox, networks: [net] }
        """;
    assertEquals(
        List.of(
            "2:59 static-address: 10.9.0.2 may have been given to another container of network"
                + " net"),
        found(services + "networks: { net: { ipam: { config: [ { subnet: 10.9.0.0/24 } ] } } }\n"));
    assertEquals(
        List.of(),
        found(
            services
                + "networks: { net: { ipam: { config: [ { subnet: 10.9.0.0/24,"
                + " ip_range: 10.9.0.128/25 } ] } } }\n"));
  }

  @Test
  void two_ways_out_of_one_priority_are_found() {
    assertEquals(
        List.of("2:35 gateway-ambiguity: app may go out by any of back, front"),
        found(
            """
            services:
              app: { image: nginx, networks: [back, front] }
              sure: { image: nginx, networks: { back: {}, front: { gw_priority: 1 } } }
              safe: { image: nginx, networks: [front, inner] }
            networks: { back: {}, front: {}, inner: { internal: true } }
            """));
  }

  @Test
  void who_needs_the_host_behind_a_macvlan_is_found() {
    assertEquals(
        List.of(
            "6:18 macvlan-without-host: ha is on macvlan and does not reach db behind its host",
            "7:19 macvlan-without-host: ha is on macvlan and does not reach its host"),
        found(
                """
                services:
                  db: { image: redis }
                  ha:
                    image: nginx
                    networks: [lan]
                    depends_on: [db]
                    extra_hosts: ["host.docker.internal:host-gateway"]
                  both: { image: nginx, networks: [lan, default], depends_on: [db] }
                networks: { lan: { driver: macvlan, driver_opts: { parent: eth0 } } }
                """)
            .stream()
            .filter(line -> line.contains("macvlan-without-host"))
            .toList());
  }

  @Test
  void who_lives_in_the_network_of_another_is_found() {
    assertEquals(
        List.of(
            "3:38 shared-namespace: app is left without a network when vpn starts again, by"
                + " restart: always"),
        found(
            """
            services:
              vpn: { image: gluetun, restart: always }
              app: { image: nginx, network_mode: "service:vpn" }
            """));
  }

  @Test
  void who_asks_for_names_on_docker0_is_found() {
    assertEquals(
        List.of("3:38 no-names: app does not find db by its name on the default bridge"),
        found(
            """
            services:
              db: { image: redis, network_mode: bridge }
              app: { image: nginx, network_mode: bridge, depends_on: [db] }
            """));
  }

  @Test
  void an_ordinary_file_has_no_traps() {
    assertEquals(
        List.of(),
        found(
            """
            services:
              web: { image: nginx, ports: ["8080:80"], depends_on: [db] }
              db: { image: postgres }
            """));
  }
}
