package dev.drydock.scenarios.lab;

import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.OffloadDefaults;
import dev.drydock.core.device.link.Link;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.scenarios.plan.LinkPlan;
import dev.drydock.scenarios.plan.MachinePlan;
import dev.drydock.scenarios.plan.NicPlan;
import dev.drydock.scenarios.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network that runs: the machines and links of a plan, built, in virtual time.
public final class Lab {
  private final Plan plan;
  private final EventLoop loop = new EventLoop();
  private final FramePool frames = new FramePool();
  private final RandomStream random;

  /// The addresses of switches: locally administered, the last byte left to their ports.
  private static final long SWITCH_MAC = 0x0253_0000_0000L;

  private static final long SWITCH_MASK = 0xffff_ff00L;

  private final Map<String, Link> links = new LinkedHashMap<>();
  private final Map<String, Box> boxes = new LinkedHashMap<>();
  private long commandsEnded;

  private Lab(Plan plan, long seed) {
    this.plan = plan;
    this.random = new RandomStream(seed, "lab");
  }

  /// Builds the machines and links of a plan and brings their interfaces up.
  ///
  /// @param seed of every random stream
  public static Lab build(Plan plan, long seed, CostModel costs) {
    Lab lab = new Lab(plan, seed);
    for (LinkPlan link : plan.links()) {
      lab.links.put(link.name(), lab.newLink(link));
    }
    for (MachinePlan machine : plan.machines()) {
      lab.boxes.put(machine.name(), lab.newBox(machine, costs));
    }
    // The machines have been up for long when a run begins; their links may still fill.
    lab.boxes.values().forEach(box -> box.machine().root().ipv6().interfaces().settle());
    lab.links.values().forEach(Link::startTree);
    return lab;
  }

  private Link newLink(LinkPlan plan) {
    RandomStream chance = random.stream("link " + plan.name());
    Link link = new Link(loop, plan.name(), plan.quality(), chance);
    if (plan.hasTree()) {
      long digits = chance.stream("mac").nextLong() & SWITCH_MASK;
      link.prepareTree(SWITCH_MAC | digits);
    }
    return link;
  }

  private Box newBox(MachinePlan machinePlan, CostModel costs) {
    Machine.Box kind = new Machine.Box(machinePlan.name(), costs, machinePlan.kernel());
    Machine machine = new Machine(loop, frames, random, kind);
    machine
        .softnet()
        .setOffloads(plan.offloads() ? OffloadDefaults.KERNEL : OffloadDefaults.SEGMENTED);
    Netns root = machine.root();
    machinePlan.sysctls().forEach(root.sysctls()::set);
    for (NicPlan nicPlan : machinePlan.nics()) {
      addNic(machinePlan, nicPlan, machine);
    }
    if (machinePlan.masqueradeNic() != null) {
      Roles.masquerade(root, machinePlan.masqueradeNic());
    }
    if (machinePlan.role() == MachinePlan.Role.INTERNET) {
      Roles.ownEverything(root, machinePlan.nics());
    }
    Box box = new Box(machinePlan, machine);
    StringBuilder resolv = new StringBuilder();
    for (IpAddress server : machinePlan.nameservers()) {
      resolv.append("nameserver ").append(server).append('\n');
    }
    box.files().write("/etc/resolv.conf", resolv.toString());
    box.files().write("/etc/hostname", machinePlan.name() + "\n");
    box.files().write("/etc/hosts", hosts(machinePlan));
    return box;
  }

  /// As installers write it: the machine's name stands for its first fixed address, else for one of
  /// the loopback network (Debian reference, section 5.1.1).
  private static String hosts(MachinePlan plan) {
    String own =
        plan.nics().stream()
            .flatMap(nic -> nic.addresses().stream())
            .map(prefix -> prefix.address().toString())
            .findFirst()
            .orElse("127.0.1.1");
    return "127.0.0.1\tlocalhost\n" + own + "\t" + plan.name() + "\n";
  }

  private void addNic(MachinePlan machinePlan, NicPlan nicPlan, Machine machine) {
    Netns root = machine.root();
    boolean veth = nicPlan.kind() == NicPlan.Kind.VETH;
    Nic nic =
        new Nic(
            machine.softnet(),
            veth ? DeviceKind.VETH : DeviceKind.PHYSICAL,
            nicPlan.name(),
            nicPlan.mac().bits());
    if (nicPlan.kind() == NicPlan.Kind.VMXNET3) {
      nic.miscount();
    }
    root.add(nic);
    if (veth) {
      root.skipIndex(); // the other end was made here too, and then moved to the wire
    }
    nic.setMtu(nicPlan.mtuBytes());
    setOwn(root, machinePlan, nicPlan.name());
    Link link = links.get(nicPlan.link());
    if (link != null) {
      link.plug(nic, nicPlan.port());
    }
    configure(root, nicPlan, nic);
  }

  /// Settings of one card: before it was there they had nothing to change.
  private static void setOwn(Netns root, MachinePlan machinePlan, String nic) {
    machinePlan
        .sysctls()
        .forEach((key, value) -> {
          if (key.contains(".conf." + nic + ".")) {
            root.sysctls().set(key, value);
          }
        });
  }

  /// What the machine's network configuration does at its start.
  private static void configure(Netns root, NicPlan nicPlan, NetDevice nic) {
    nic.setUp(true);
    for (IpPrefix cidr : nicPlan.addresses()) {
      if (cidr.address().isV6()) {
        Ipv6Prefix prefix = new Ipv6Prefix(cidr.address().v6(), cidr.length());
        root.ipv6().interfaces().addAddress(nic, prefix, false);
      } else {
        Ipv4Prefix prefix = new Ipv4Prefix(cidr.address().v4(), cidr.length());
        root.ipv4().interfaces().addAddress(nic, prefix, 0);
      }
    }
    for (IpAddress gateway : nicPlan.gateways()) {
      if (gateway.isV6()) {
        root.ipv6().fib().append(defaultRoute6(nic, gateway.v6()));
      } else {
        root.ipv4().fib().add(defaultRoute(nic, gateway.v4()));
      }
    }
  }

  /// What a machine does when it starts anew: its settings, its interfaces, its routes.
  public void bringUp(Box box) {
    Netns root = box.machine().root();
    MachinePlan machinePlan = box.plan();
    machinePlan.sysctls().forEach(root.sysctls()::set);
    for (NicPlan nicPlan : machinePlan.nics()) {
      NetDevice nic = root.device(nicPlan.name());
      if (nic != null) {
        configure(root, nicPlan, nic);
      }
    }
    if (machinePlan.masqueradeNic() != null) {
      Roles.masquerade(root, machinePlan.masqueradeNic());
    }
  }

  private static Ipv6Route defaultRoute6(NetDevice nic, Ipv6Address gateway) {
    return new Ipv6Route(
        Ipv6Prefix.ANY,
        RouteType.UNICAST,
        nic,
        gateway,
        Ipv6Route.USER_METRIC,
        "boot",
        Route.MAIN_TABLE,
        Ipv6Route.Extras.NONE);
  }

  private static Route defaultRoute(NetDevice nic, int gateway) {
    return new Route(
        Ipv4Prefix.ANY,
        RouteType.UNICAST,
        nic,
        gateway,
        0,
        0,
        Scope.GLOBAL,
        "boot",
        Route.MAIN_TABLE,
        false,
        Route.Extras.NONE);
  }

  /// What the lab was built from.
  public Plan plan() {
    return plan;
  }

  /// A command of a shell has ended.
  public void commandEnded() {
    commandsEnded++;
  }

  /// How many commands have ended, so that who compares knows when to.
  public long commandsEnded() {
    return commandsEnded;
  }

  /// The clock and the agenda.
  public EventLoop loop() {
    return loop;
  }

  /// Where frames come from; nothing is outstanding when the network is quiet.
  public FramePool frames() {
    return frames;
  }

  /// A stream of random numbers for one purpose.
  public RandomStream random(String purpose) {
    return random.stream(purpose);
  }

  /// The machines, in the order of the file.
  public List<Box> boxes() {
    return new ArrayList<>(boxes.values());
  }

  /// The machine with this name.
  public @Nullable Box box(String name) {
    return boxes.get(name);
  }

  /// The machine on which commands without a place run: the first with Docker, else the first.
  public Box mainBox() {
    for (Box box : boxes.values()) {
      if (box.plan().hasDocker()) {
        return box;
      }
    }
    return boxes.values().iterator().next();
  }

  /// The link with this name.
  public @Nullable Link link(String name) {
    return links.get(name);
  }
}
