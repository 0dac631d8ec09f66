package dev.drydock.scenarios.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.model.Serve;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whole files through the door.
final class ScenarioReaderTest {

  private static final Path RECORDED =
      Path.of("src/test/resources/dev/drydock/scenarios/plan/recorded-lab.yaml");

  @Test
  void the_lab_of_the_recordings_loads_without_errors() {
    var plan = Reading.plan(RECORDED);
    assertEquals("recorded", plan.name());
    assertEquals("20.10", plan.engine());
    assertEquals(
        List.of("dh1", "dh2", "pc", "gw", "inet"),
        plan.machines().stream().map(MachinePlan::name).toList());
    assertEquals(List.of(), plan.containers());
    assertEquals(List.of(), plan.networks());
  }

  @Test
  void a_recorded_docker_host_has_its_veth_nic_and_sysctls() {
    var machine = Reading.plan(RECORDED).machine("dh1");
    assertNotNull(machine);
    assertTrue(machine.hasDocker());
    var nic = machine.nics().getFirst();
    assertEquals(NicPlan.Kind.VETH, nic.kind());
    assertEquals("08:00:27:00:01:29", nic.mac().toString());
    assertEquals("[192.168.1.41/24]", nic.addresses().toString());
    assertEquals("[192.168.1.1]", nic.gateways().toString());
    assertEquals("[203.0.113.10]", machine.nameservers().toString());
    assertEquals("4096 131072 33554432", machine.sysctls().get("net.ipv4.tcp_rmem"));
  }

  @Test
  void forward_is_a_sysctl() {
    var gateway = Reading.plan(RECORDED).machine("gw");
    assertNotNull(gateway);
    assertTrue(gateway.forwards());
    assertNull(gateway.masqueradeNic());
  }

  @Test
  void a_recorded_server_serves_texts_and_filled_files() {
    var inet = Reading.plan(RECORDED).machine("inet");
    assertNotNull(inet);
    var http = assertInstanceOf(Serve.Http.class, inet.serve().get(0));
    var index = http.files().get("/index.html");
    var big = http.files().get("/big.txt");
    assertNotNull(index);
    assertNotNull(big);
    assertEquals("<html>outside server</html>\n", text(index));
    assertEquals("x".repeat(20000), text(big));
    var dns = assertInstanceOf(Serve.Dns.class, inet.serve().get(1));
    assertEquals("203.0.113.10", String.valueOf(dns.hosts().get("example.test")));
    assertEquals(List.of("test"), dns.local());
  }

  @Test
  void the_links_of_the_recordings_join_their_machines() {
    var lan = Reading.plan(RECORDED).links().getFirst();
    assertEquals("lan", lan.name());
    assertEquals(5_000, lan.quality().delayNanos());
    assertEquals(0, lan.quality().rateBitsPerSecond());
    assertEquals("[dh1/eth0, dh2/eth0, pc/eth0, gw/eth0]", lan.ends().toString());
  }

  @Test
  void the_images_of_the_recordings_have_their_tools() {
    var plan = Reading.plan(RECORDED);
    assertEquals(List.of("busybox"), plan.image("web").tools());
    assertEquals("[80/tcp]", plan.image("web").expose().toString());
    assertEquals("iputils", plan.image("net").tools().get(1));
  }

  @Test
  void the_docker0_lab_starts_its_containers_on_the_default_bridge() {
    var plan = Reading.plan(Path.of("labs/docker0/compose.yaml"));
    assertEquals(
        List.of("one", "two", "web"), plan.containers().stream().map(ContainerPlan::name).toList());
    for (var container : plan.containers()) {
      assertEquals(new NetworkMode.DefaultBridge(), container.mode());
      assertEquals("host", container.machine());
    }
    assertEquals("[80:80/tcp]", plan.containers().get(2).ports().toString());
    assertEquals(List.of(), plan.networks());
  }

  private static String text(Serve.Content content) {
    return new String(content.toBytes(), StandardCharsets.UTF_8);
  }
}
