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
import java.util.ArrayList;
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
  void tunnels_leave_by_the_card_of_the_data_path() throws RunException {
    Machine host =
        host(
            topology(
                "",
                "host$ ip addr add 10.8.0.1/24 dev eth1",
                "host$ docker swarm init --advertise-addr eth0 --data-path-addr 10.8.0.1",
                "host$ docker network create -d overlay --attachable ov",
                "host$ docker run -d --name one --network ov busybox sleep 99"));

    Joint tunnel = bar(host, "ov").uplinks().getFirst();
    assertEquals("VXLAN", tunnel.name());
    assertEquals("host/eth1", tunnel.to());
  }

  @Test
  void a_tunnel_made_by_hand_leaves_by_the_card_with_its_address() throws RunException {
    Machine host =
        host(
            topology(
                "",
                "host$ ip addr add 10.8.0.1/24 dev eth1",
                "host$ brctl addbr br9",
                "host$ ip link add vx2 type vxlan id 2 dstport 4789 local 10.8.0.1",
                "host$ ip link add vx3 type vxlan id 3 dstport 4789 local 192.168.7.10",
                "host$ brctl addif br9 vx2 vx3"));

    assertEquals(
        List.of("host/eth1", "host/eth0"),
        bar(host, "br9").uplinks().stream().map(Joint::to).toList());
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
          Layout.Line line = layout.bars(machine).of(bar).getFirst().line();
          assertTrue(line.left() < cell.middle(), joint.path());
          assertTrue(line.right() > cell.middle(), joint.path());
          assertTrue(line.y() < cell.y(), joint.path());
        }
      }
      assertTrue(around.right() <= layout.width());
    }
  }

  private static Machine pc(int number, String... links) {
    List<Joint> cards = new ArrayList<>();
    for (String link : links) {
      String path = "pc" + number + "/" + link;
      cards.add(new Joint(path, link, List.of("10.0.0." + number), "link " + link));
    }
    return new Machine("machine " + number, "pc" + number, List.of(), cards, List.of(), List.of());
  }

  private static Bar link(String name) {
    return new Bar("link " + name, Kind.LINK, name, "switch", name, List.of());
  }

  @Test
  void many_machines_stand_in_rows_on_the_same_links() {
    List<Machine> machines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      machines.add(i % 7 == 0 ? pc(i, "lan", "back") : pc(i, "lan"));
    }
    Drawing drawing = new Drawing("many", List.of(link("lan"), link("back")), machines);

    Layout layout = new Layout(drawing);

    assertTrue(layout.width() < 1300, () -> layout.width() + " wide");
    List<Layout.Area> placed = machines.stream().map(each -> layout.area(each.id())).toList();
    for (int i = 1; i < placed.size(); i++) {
      Layout.Area before = placed.get(i - 1);
      Layout.Area area = placed.get(i);
      assertTrue(area.x() > before.right() || area.y() > before.bottom(), "pc" + i);
      for (Joint card : machines.get(i).cards()) {
        Layout.Line link = layout.links().of(card, 0);
        assertTrue(link.y() < area.y(), card.path());
        assertTrue(i < 7 || link.y() > placed.getFirst().bottom(), card.path());
      }
    }
    assertEquals(2, layout.links().spines().size());
    assertEquals(
        placed.stream().map(Layout.Area::y).distinct().count(),
        layout.links().parts().stream().filter(part -> part.bar().title().equals("lan")).count());
  }

  /// Containers on their own network each, and all on one.
  private static Machine crowded(int boxes) {
    List<Bar> bars =
        new ArrayList<>(List.of(new Bar("all", Kind.BRIDGE, "all", "", "all", List.of())));
    List<Box> all = new ArrayList<>();
    for (int i = 0; i < boxes; i++) {
      String own = "own" + i;
      bars.add(new Bar(own, Kind.BRIDGE, own, "", own, List.of()));
      Joint first = new Joint("host/c" + i + ":eth0", "eth0", List.of("172.17.0." + i), "all");
      Joint second = new Joint("host/c" + i + ":eth1", "eth1", List.of("172.18.0." + i), own);
      all.add(new Box("c" + i, "c" + i, List.of("nginx"), true, List.of(first, second)));
    }
    return new Machine("machine host", "host", List.of(), List.of(), bars, all);
  }

  @Test
  void many_containers_of_a_machine_stand_in_rows() {
    Machine host = crowded(20);
    Layout layout = new Layout(new Drawing("crowd", List.of(), List.of(host)));

    assertTrue(layout.width() < 1350, () -> layout.width() + " wide");
    BarRows bars = layout.bars(host);
    long rows = host.boxes().stream().map(box -> layout.area(box.id()).y()).distinct().count();
    assertEquals(rows, bars.of(host.bars().getFirst()).size());
    assertEquals(List.of("all"), bars.spines().stream().map(each -> each.bar().title()).toList());
    for (Box box : host.boxes()) {
      Layout.Area area = layout.area(box.id());
      assertTrue(area.right() <= layout.area(host.id()).right(), box.title());
      assertTrue(area.bottom() <= layout.area(host.id()).bottom(), box.title());
      for (Joint joint : box.joints()) {
        Layout.Line line = bars.of(joint, 0);
        assertTrue(line.y() < area.y() && line.y() > area.y() - 500, joint.path());
        assertTrue(line.right() > layout.area(joint.path()).middle(), joint.path());
      }
    }
  }

  @Test
  void a_link_of_one_row_has_one_part() {
    Drawing drawing = new Drawing("few", List.of(link("lan"), link("none")), List.of(pc(1, "lan")));

    Layout layout = new Layout(drawing);

    assertEquals(2, layout.links().parts().size());
    assertEquals(List.of(), layout.links().spines());
    assertEquals(Layout.MARGIN, layout.area("machine 1").x());
  }

  /// A machine with a card, a bridge above it, and a container with a name so long on another.
  private static Machine twoBridges(String name) {
    Joint card = new Joint("host/eth0", "eth0", List.of("10.0.0.1"), "link lan");
    Joint uplink = new Joint("host/up", "", List.of(), card.path());
    Bar own = new Bar("own", Kind.BRIDGE, "own", "", "own", List.of());
    Bar lan = new Bar("br0", Kind.BRIDGE, "br0", "", "br0", List.of(uplink));
    Joint joint = new Joint("host/c:eth0", "eth0", List.of(), own.id());
    Box box = new Box("c", name, List.of(), true, List.of(joint));
    return new Machine(
        "machine host", "host", List.of(), List.of(card), List.of(own, lan), List.of(box));
  }

  @Test
  void lines_that_have_nothing_to_do_with_each_other_keep_apart() {
    for (int length = 1; length < 40; length++) {
      Machine host = twoBridges("n".repeat(length));
      Layout layout = new Layout(new Drawing("two", List.of(link("lan")), List.of(host)));

      Layout.Area uplink = layout.uplink(host.bars().getLast().uplinks().getFirst());
      assertNotNull(uplink);
      int stem = layout.area("host/c:eth0").middle();
      assertTrue(Math.abs(uplink.x() - stem) > 8, () -> uplink.x() + " and " + stem);
      assertTrue(uplink.x() > layout.area("host/eth0").x());
      assertTrue(uplink.x() < layout.area("host/eth0").right());
    }
  }

  @Test
  void a_bridge_that_is_called_as_its_network_is_named_once() throws RunException {
    Machine host =
        host(
            topology(
                "",
                "host$ docker swarm init --advertise-addr 192.168.7.10",
                "host$ docker network create -d overlay --attachable ov",
                "host$ docker run -d --name one --network ov busybox sleep 99"));

    assertEquals("172.18.0.0/16, gateway 172.18.0.1", bar(host, "docker_gwbridge").detail());
  }
}
