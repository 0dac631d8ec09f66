package dev.drydock.scenarios.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Containers and networks of a plan.
final class ContainersTest {

  @Test
  void a_service_without_networks_joins_the_implicit_one() {
    var plan = Reading.plan("services: { web: { image: nginx } }\nnetworks: { unused: }");
    assertEquals(List.of("demo_default"), plan.networks().stream().map(NetworkPlan::name).toList());
    var web = plan.containers().getFirst();
    assertEquals("demo-web-1", web.name());
    var attachment = attachments(web).getFirst();
    assertEquals("demo_default", attachment.network());
    assertEquals(List.of("demo-web-1", "web"), attachment.aliases());
  }

  @Test
  void a_default_network_may_be_shaped() {
    var plan =
        Reading.plan(
            "services: { web: { image: nginx } }\n"
                + "networks: { default: { name: flat, driver: macvlan, driver_opts: { parent: eth0"
                + " } } }");
    var network = plan.networks().getFirst();
    assertEquals(
        "flat macvlan {parent=eth0}",
        network.name() + " " + network.driver() + " " + network.options());
  }

  @Test
  @Tag("S150")
  void a_network_keeps_its_pools_and_switches() {
    var plan =
        Reading.plan(
            """
            services: { web: { image: nginx, networks: [n] } }
            networks:
              n:
                internal: true
                enable_ipv6: true
                ipam:
                  config:
                    - subnet: 192.168.2.0/24
                      ip_range: 192.168.2.128/25
                      gateway: 192.168.2.2
                      aux_addresses: { ip1: 192.168.2.10 }
            """);
    var network = plan.networks().getFirst();
    assertEquals(new NetworkPlan.Flags(true, true, true, false, false), network.flags());
    var pool = network.pools().getFirst();
    assertEquals("192.168.2.0/24", String.valueOf(pool.subnet()));
    assertEquals("192.168.2.128/25", String.valueOf(pool.ipRange()));
    assertEquals("192.168.2.2", String.valueOf(pool.gateway()));
    assertEquals("{ip1=192.168.2.10}", pool.auxAddresses().toString());
  }

  @Test
  void networks_are_joined_by_priority_and_then_by_name() {
    var plan =
        Reading.plan(
            """
            services:
              web:
                image: nginx
                mac_address: 02:00:00:00:00:01
                networks:
                  c: { priority: 5, gw_priority: -1 }
                  b: { aliases: [www, web], ipv4_address: 10.1.0.9, mac_address: 02:00:00:00:00:02 }
                  a:
            networks:
              a:
              b: { ipam: { config: [{ subnet: 10.1.0.0/16 }] } }
              c: { external: true }
            """);
    var joined = attachments(plan.containers().getFirst());
    assertEquals(
        List.of("c", "demo_a", "demo_b"), joined.stream().map(AttachmentPlan::network).toList());
    assertEquals(-1, joined.getFirst().gwPriority());
    assertEquals("02:00:00:00:00:01", String.valueOf(joined.get(0).mac()));
    assertNull(joined.get(1).mac());
    assertEquals("02:00:00:00:00:02", String.valueOf(joined.get(2).mac()));
    assertEquals("10.1.0.9", String.valueOf(joined.get(2).ipv4()));
    assertEquals(List.of("demo-web-1", "web", "www", "web"), joined.get(2).aliases());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80 | 80/tcp",
        "8080:80 | 8080:80/tcp",
        "8080:80/udp | 8080:80/udp",
        "127.0.0.1:8080:80 | 127.0.0.1:8080:80/tcp",
        "127.0.0.1::80 | 127.0.0.1::80/tcp",
        "'[::1]:8080:80' | [::1]:8080:80/tcp",
        "'::1:6000:6001' | [::1]:6000:6001/tcp",
        "8000-8010:80 | 8000-8010:80/tcp",
        "3000-3002:4000-4002 | 3000:4000/tcp, 3001:4001/tcp, 3002:4002/tcp",
        "5000-5001 | 5000/tcp, 5001/tcp",
        "49100:22/SCTP | 49100:22/sctp"
      })
  @Tag("S174")
  void a_published_port_is_read_as_docker_run_reads_it(String written, String read) {
    var quoted = written.startsWith("'") ? written : "\"" + written + "\"";
    var plan = Reading.plan("services: { web: { image: nginx, ports: [" + quoted + "] } }");
    assertEquals("[" + read + "]", plan.containers().getFirst().ports().toString());
  }

  @Test
  void the_long_form_of_a_port_says_the_same() {
    var plan =
        Reading.plan(
            "services: { web: { image: nginx, ports: [80:80, { target: 80, published: \"80\", mode:"
                + " host, host_ip: 127.0.0.1, protocol: udp }, { target: 81, published: 90-91 }] }"
                + " }");
    var ports = plan.containers().getFirst().ports();
    assertEquals("[80:80/tcp, 127.0.0.1:80:80/udp, 90-91:81/tcp]", ports.toString());
    assertEquals(
        List.of(false, true, false), ports.stream().map(PublishedPort::isHostMode).toList());
  }

  @Test
  @Tag("S080")
  @Tag("S084")
  @Tag("S086")
  void network_modes_are_told_apart() {
    var plan =
        Reading.plan(
            """
            services:
              e: { image: x, network_mode: "container:own" }
              d: { image: x, network_mode: "service:a" }
              a: { image: x, network_mode: host }
              b: { image: x, network_mode: none }
              c: { image: x, network_mode: bridge, container_name: own }
            """);
    var modes = plan.containers().stream().map(c -> c.origin().service() + " " + c.mode()).toList();
    assertEquals(
        List.of("e container:own", "a host", "d container:demo-a-1", "b none", "c bridge"), modes);
  }

  @Test
  void services_start_after_those_they_need() {
    var plan =
        Reading.plan(
            """
            services:
              web: { image: x, depends_on: [app], links: ["db:database"] }
              app: { image: x, depends_on: { db: { condition: service_healthy } } }
              db: { image: x }
              log: { image: x, depends_on: { gone: { condition: service_started, required: false } } }
            """);
    assertEquals(
        List.of("db", "app", "web", "log"),
        plan.containers().stream().map(c -> c.origin().service()).toList());
    assertEquals(
        "[demo-db-1:database, demo-db-1:db-1, demo-db-1:demo-db-1]",
        plan.containers().get(2).names().links().toString());
  }

  @Test
  void replicas_are_numbered() {
    var plan =
        Reading.plan(
            "services: { web: { image: x, deploy: { replicas: 3 } }, no: { image: x, scale: 0 } }");
    assertEquals(
        List.of("demo-web-1", "demo-web-2", "demo-web-3"),
        plan.containers().stream().map(ContainerPlan::name).toList());
    assertEquals(
        List.of("demo-web-2", "web"), attachments(plan.containers().get(1)).getFirst().aliases());
  }

  @Test
  void names_and_settings_of_a_container_are_kept() {
    var container =
        Reading.plan(
                """
                services:
                  web:
                    build: .
                    hostname: h
                    dns: 1.1.1.1
                    dns_search: [example.test]
                    dns_opt: ["ndots:1"]
                    extra_hosts: ["a:10.0.0.1", "b=::1", "host.docker.internal:host-gateway"]
                    sysctls: [net.ipv4.ip_forward=1]
                    cap_add: [NET_ADMIN]
                    command: sh -c "echo 'a b'"
                    entrypoint: ["/init"]
                    expose: ["80", "90-91/udp"]
                    x-drydock: { listen: [8080, 53/udp, "127.0.0.1:81", "[::1]:82/tcp"] }
                    environment: { A: 1 }
                    volumes: [data:/data]
                volumes: { data: }
                """)
            .containers()
            .getFirst();
    assertEquals("demo-web", container.workload().image());
    assertEquals(List.of("sh", "-c", "echo 'a b'"), container.workload().command());
    assertEquals(List.of("/init"), container.workload().entrypoint());
    assertEquals(List.of("NET_ADMIN"), container.workload().capAdd());
    assertEquals("h", container.names().hostname());
    assertEquals(List.of("ndots:1"), container.names().dnsOptions());
    assertEquals("[80/tcp, 90/udp, 91/udp]", container.expose().toString());
    assertEquals(
        "[8080/tcp, 53/udp, 127.0.0.1:81/tcp, [::1]:82/tcp]", container.listen().toString());
    assertEquals("{net.ipv4.ip_forward=1}", container.sysctls().toString());
    assertEquals(
        "a 10.0.0.1, b ::1, host.docker.internal host-gateway",
        String.join(
            ", ",
            container.names().extraHosts().stream()
                .map(h -> h.host() + " " + h.address())
                .toList()));
  }

  @Test
  void a_container_runs_on_the_machine_that_its_service_names() {
    var plan =
        Reading.plan(
            """
            services:
              a: { image: x }
              b: { image: x, x-drydock: { machine: n2 } }
            x-drydock: { machines: { r: {}, n1: { docker: {} }, n2: { docker: {} } } }
            """);
    assertEquals(
        List.of("n1", "n2"), plan.containers().stream().map(ContainerPlan::machine).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "nginx:1.25, nginx, '[80/tcp]'",
    "docker.io/library/mysql:8.0.28, mysql, '[3306/tcp, 33060/tcp]'",
    "ghcr.io/me/app@sha256:0123456789abcdef0123456789abcdef, ghcr.io/me/app, '[]'",
    "traefik/whoami, traefik/whoami, '[80/tcp]'"
  })
  void an_image_is_known_by_its_repository(String reference, String name, String expose) {
    var image = Reading.plan("services: { a: { image: \"" + reference + "\" } }").image(reference);
    assertEquals(name, image.name());
    assertEquals(expose, image.expose().toString());
  }

  @Test
  void a_declared_image_takes_what_it_leaves_out_from_the_catalogue() {
    var plan = Reading.plan("x-drydock: { images: { nginx: { tools: busybox } } }");
    assertEquals(List.of("busybox"), plan.image("nginx:latest").tools());
    assertEquals(1, plan.image("nginx:latest").serve().size());
  }

  private static List<AttachmentPlan> attachments(ContainerPlan container) {
    assertNotNull(container);
    return assertInstanceOf(NetworkMode.Networks.class, container.mode()).attachments();
  }
}
