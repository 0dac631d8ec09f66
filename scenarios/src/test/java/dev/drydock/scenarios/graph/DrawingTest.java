package dev.drydock.scenarios.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.graph.Drawing.Bar;
import dev.drydock.scenarios.graph.Drawing.Box;
import dev.drydock.scenarios.graph.Drawing.Joint;
import dev.drydock.scenarios.graph.Drawing.Kind;
import dev.drydock.scenarios.graph.Drawing.Machine;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.shell.Prompt;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class DrawingTest {
  private static final String HOST =
      """
      x-drydock:
        machines:
          host:
            docker: {}
            nics:
              eth0: { link: lan, address: 192.168.7.10/24, gateway: 192.168.7.1 }
              eth1: { link: lan }
          pc: { nics: { eth0: { link: lan, address: 192.168.7.20/24 } } }
        links: { lan: { rate: 1gbit, delay: 20us } }
      """;

  private static Topology topology(String services, String... commands) throws RunException {
    String file = "name: p\n" + services + HOST;
    Plan plan = ScenarioReader.read(ReadRequest.ofText(file)).plan();
    assertNotNull(plan);
    try (LiveLab lab = new LiveLab(plan)) {
      lab.start();
      for (String command : commands) {
        lab.run(Prompt.parse(command), (text, error) -> {});
      }
      return lab.topology();
    }
  }

  private static Machine host(Topology topology) {
    return Drawing.of(topology).machines().getFirst();
  }

  private static Bar bar(Machine machine, String title) {
    return machine.bars().stream()
        .filter(bar -> bar.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(title + " in " + machine.bars()));
  }

  private static Box box(Machine machine, String title) {
    return machine.boxes().stream()
        .filter(box -> box.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(title + " in " + machine.boxes()));
  }

  @Test
  void containers_hang_on_the_bridges_of_their_networks() throws RunException {
    Machine host =
        host(
            topology(
                """
                services:
                  web: { image: nginx, container_name: web, networks: [a, b], ports: ["8080:80"] }
                networks:
                  a: { ipam: { config: [ { subnet: 10.1.0.0/24 } ] } }
                  b: { internal: true, ipam: { config: [ { subnet: 10.2.0.0/24 } ] } }
                """));

    Bar a = bar(host, "p_a");
    Bar b = bar(host, "p_b");
    assertTrue(a.detail().endsWith(", 10.1.0.0/24, gateway 10.1.0.1"), a.detail());
    assertTrue(b.detail().endsWith(", 10.2.0.0/24, internal"), b.detail());
    assertEquals(List.of("p_a", "p_b"), host.bars().stream().map(Bar::title).toList());
    Box web = box(host, "web");
    assertEquals(List.of("nginx", "8080->80/tcp"), web.details());
    assertEquals(
        List.of(
            new Joint("host/web:eth0", "eth0", List.of("10.1.0.2"), a.id()),
            new Joint("host/web:eth1", "eth1", List.of("10.2.0.2"), b.id())),
        web.joints());
  }

  @Test
  void a_macvlan_network_stands_on_its_vlan_device_and_card() throws RunException {
    Machine host =
        host(
            topology(
                "",
                "host$ docker network create -d macvlan -o parent=eth1.7 --subnet 10.7.0.0/24 m",
                "host$ docker run -d --name one --network m busybox sleep 99"));

    Bar bar = bar(host, "m");
    assertEquals(Kind.PARENT, bar.kind());
    assertTrue(bar.detail().startsWith("macvlan on eth1.7, 10.7.0.0/24"), bar.detail());
    assertEquals(
        List.of(new Joint("host/eth1.7", "eth1.7", List.of(), "host/eth1")), bar.uplinks());
    assertEquals(bar.id(), box(host, "one").joints().getFirst().to());
    assertEquals(List.of(), host.details());
  }

  @Test
  void a_card_in_a_bridge_made_by_hand_is_its_way_out() throws RunException {
    Machine host = host(topology("", "host$ brctl addbr br9", "host$ brctl addif br9 eth1"));

    Bar bar = bar(host, "br9");
    assertEquals(List.of(new Joint("host/eth1", "", List.of(), "host/eth1")), bar.uplinks());
  }

  @Test
  void who_has_no_namespace_of_its_own_is_told() throws RunException {
    Machine host =
        host(
            topology(
                "",
                "host$ docker run -d --name hh --network host nginx",
                "host$ docker run -d --name nn --network none busybox sleep 99",
                "host$ docker create --name cc busybox",
                "host$ docker run -d --name aa busybox sleep 99",
                "host$ docker run -d --name ss --network container:aa busybox sleep 99"));

    assertEquals("in the machine's namespace", box(host, "hh").details().getFirst());
    assertEquals(List.of(), box(host, "nn").joints());
    assertEquals("created", box(host, "cc").details().getFirst());
    assertFalse(box(host, "cc").isRunning());
    assertEquals(1, box(host, "aa + ss").joints().size());
  }

  @Test
  void many_replicas_of_one_service_are_one_box() throws RunException {
    String services =
        """
        services:
          w: { image: nginx, networks: [a], deploy: { replicas: %d } }
        networks:
          a: { ipam: { config: [ { subnet: 10.1.0.0/24 } ] } }
        """;

    Machine few = host(topology(services.formatted(6)));
    Machine many = host(topology(services.formatted(7)));

    assertEquals(6, few.boxes().size());
    assertEquals(1, many.boxes().size());
    Box box = box(many, "p-w-1");
    assertEquals(List.of("to p-w-7", "7 containers", "nginx"), box.details());
    assertEquals(List.of("10.1.0.2", "…", "10.1.0.8"), box.joints().getFirst().addresses());
  }

  @Test
  void boxes_of_a_picture_do_not_cover_each_other() throws RunException {
    Drawing drawing =
        Drawing.of(
            topology(
                """
                services:
                  a: { image: nginx, networks: [x, y] }
                  b: { image: a-long-name-of-an-image/with-a-tag, networks: [y] }
                  c: { image: busybox, network_mode: none }
                networks: { x: {}, y: {} }
                """));
    Layout layout = new Layout(drawing);

    for (Machine machine : drawing.machines()) {
      Layout.Area around = layout.area(machine.id());
      int right = around.x();
      for (Box box : machine.boxes()) {
        Layout.Area area = layout.area(box.id());
        assertTrue(area.x() >= right, box.title());
        assertTrue(area.right() <= around.right() && area.bottom() <= around.bottom());
        right = area.right();
        for (Joint joint : box.joints()) {
          Layout.Area cell = layout.area(joint.path());
          Bar bar =
              bar(
                  machine,
                  machine.bars().stream()
                      .filter(b -> b.id().equals(joint.to()))
                      .map(Bar::title)
                      .findFirst()
                      .orElse(""));
          assertTrue(layout.line(bar).left() < cell.middle(), joint.path());
          assertTrue(layout.line(bar).right() > cell.middle(), joint.path());
          assertTrue(layout.line(bar).y() < cell.y(), joint.path());
        }
      }
      assertTrue(around.right() <= layout.width());
    }
  }
}
