package dev.drydock.drivers.engine;

import dev.drydock.core.app.PingOptions;
import dev.drydock.core.app.PingReply;
import dev.drydock.core.app.PingReporter;
import dev.drydock.core.app.PingStyle;
import dev.drydock.core.app.Pinger;
import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.profile.EngineProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;

/// A machine as in the recordings, eth0 192.168.1.41/24 and indexes 2 and 3 used up, with an engine
/// that runs.
final class TestEngine {
  final TestNet net = new TestNet();
  final Machine machine = net.machine();
  final Engine engine;

  TestEngine(String version) {
    this(version, DaemonConfig.DEFAULT);
  }

  TestEngine(String version, DaemonConfig config) {
    Nic eth0 = new Nic(machine.softnet(), DeviceKind.VETH, "eth0", 0x0800_2700_0129L);
    machine.root().add(eth0);
    machine.root().skipIndex();
    eth0.setUp(true);
    net.address(machine.root(), eth0, "192.168.1.41/24");
    engine = new Engine(machine, config, EngineProfile.of(version), new RecordedHost());
    engine.start();
    machine.root().ipv4().settle(); // the bridge has been up for long
  }

  /// Images and files of the recordings.
  private static final class RecordedHost implements EngineHost {
    @Override
    public ImageInfo image(String reference) {
      boolean isWeb = reference.equals("web");
      return new ImageInfo(
          "sha256:" + (isWeb ? "1" : "0").repeat(64),
          List.of(),
          isWeb ? List.of("httpd", "-f", "-p", "80", "-h", "/www") : List.of(),
          List.of(),
          isWeb ? List.of(ContainerPort.tcp(80)) : List.of(),
          "");
    }

    @Override
    public String resolvConf() {
      return "nameserver 203.0.113.10\n";
    }

    @Override
    public String hosts() {
      return "127.0.0.1\tlocalhost\n192.168.1.41\tdh1\n";
    }
  }

  Containers containers() {
    return engine.containers();
  }

  Networks networks() {
    return engine.networks();
  }

  /// `docker run -d --name NAME busybox sleep 1000000`.
  Container run(String name) {
    return run(busybox(name));
  }

  /// The beginning of that command.
  static ContainerSpec.Builder busybox(String name) {
    return ContainerSpec.builder("busybox").name(name).command("sleep", "1000000");
  }

  /// `docker run -d` with these arguments.
  Container run(ContainerSpec.Builder spec) {
    String id = containers().create(spec.build()).id();
    containers().start(id);
    return containers().get(id);
  }

  /// The device of the machine with this name.
  NetDevice device(String name) {
    return Objects.requireNonNull(machine.root().device(name), name);
  }

  /// The bridge with this name.
  Bridge bridge(String name) {
    return Assertions.assertInstanceOf(Bridge.class, device(name));
  }

  /// A container's endpoint on a network.
  Endpoint endpoint(String container, String network) {
    EndpointSettings settings = containers().get(container).networks().get(network);
    return Objects.requireNonNull(
        Objects.requireNonNull(settings, network).endpoint(), "not running");
  }

  /// The address of a container on a network.
  String address(String container, String network) {
    return Objects.requireNonNull(endpoint(container, network).ipv4()).address().toString();
  }

  /// The addresses of a device, as `ip addr` shows them.
  static List<String> addresses(Netns namespace, NetDevice device) {
    List<String> texts = new ArrayList<>();
    for (InterfaceAddress address : namespace.ipv4().interfaces().of(device).addresses()) {
      texts.add(address.prefix() + " brd " + Ipv4Address.format(address.broadcast()));
    }
    return texts;
  }

  /// The routes of a namespace, as `ip route` shows them.
  static List<String> routes(Netns namespace) {
    List<String> texts = new ArrayList<>();
    for (Route route : namespace.ipv4().fib().routes(Route.MAIN_TABLE)) {
      String to = route.destination().length() == 0 ? "default" : "" + route.destination();
      String via = route.gateway() == 0 ? "" : " via " + Ipv4Address.format(route.gateway());
      String source = Ipv4Address.format(route.preferredSource());
      String src = route.preferredSource() == 0 ? "" : " src " + source;
      String dev = Objects.requireNonNull(route.device()).name();
      texts.add(to + via + " dev " + dev + src + (route.isLinkDown() ? " linkdown" : ""));
    }
    return texts;
  }

  /// How many of two pings from a container are answered.
  int ping(String container, String address) {
    return ping(containers().get(container).namespace(), address);
  }

  /// How many of two pings from a namespace are answered.
  int ping(Netns from, String address) {
    Answers answers = new Answers();
    PingOptions options =
        PingOptions.of(net.loop(), PingStyle.IPUTILS, IpAddress.parse(address), 2);
    new Pinger(from, 77, options, answers).start();
    net.run(12);
    return answers.count;
  }

  private static final class Answers implements PingReporter {
    private int count;

    @Override
    public void replied(PingReply reply) {
      count++;
    }
  }

  /// The message with which something is refused.
  static String refusal(Runnable action) {
    return Assertions.assertThrows(EngineException.class, action::run).text();
  }
}
