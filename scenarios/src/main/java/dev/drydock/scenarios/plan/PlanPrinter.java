package dev.drydock.scenarios.plan;

import dev.drydock.core.device.KernelBuild;
import dev.drydock.scenarios.text.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Prints a plan for people: a line for each thing that will be built, in the order of building.
final class PlanPrinter {

  private final List<String> lines = new ArrayList<>();

  private PlanPrinter() {}

  static String print(Plan plan) {
    var printer = new PlanPrinter();
    printer.line("scenario", plan.name(), "engine", plan.engine(), "seed", plan.seed());
    if (plan.offloads()) {
      printer.line("offloads");
    }
    plan.machines().forEach(printer::machine);
    plan.links().forEach(printer::link);
    if (plan.isSwarm()) {
      printer.line("swarm");
    }
    plan.images().forEach(printer::image);
    plan.networks().forEach(printer::network);
    plan.volumes().forEach(printer::volume);
    plan.containers().forEach(printer::container);
    plan.steps().forEach(printer::step);
    plan.expectations().forEach(printer::expectation);
    for (var capture : plan.captures()) {
      printer.line(
          "capture",
          join(capture.interfaces()),
          given("snaplen", capture.snapLengthBytes() == 0 ? "" : capture.snapLengthBytes()),
          given("filter", capture.filter()));
    }
    return String.join("\n", printer.lines) + "\n";
  }

  /// One line of words; empty ones are left out.
  private void line(Object... words) {
    lines.add(
        List.of(words).stream()
            .map(String::valueOf)
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(" ")));
  }

  private void inner(Object... words) {
    line(words);
    lines.add("  " + lines.removeLast());
  }

  private static String join(Iterable<?> values) {
    var texts = new ArrayList<String>();
    values.forEach(value -> texts.add(String.valueOf(value)));
    return String.join(",", texts);
  }

  private static String given(String name, Object value) {
    return String.valueOf(value).isEmpty() ? "" : name + " " + value;
  }

  private void machine(MachinePlan machine) {
    var isInternet = machine.role() == MachinePlan.Role.INTERNET;
    line(
        "machine",
        machine.name(),
        isInternet ? "(internet)" : "",
        machine.docker() == null ? "" : "docker",
        machine.docker() == null ? "" : join(machine.docker().settings().entrySet()),
        given("masquerade", machine.masqueradeNic() == null ? "" : machine.masqueradeNic()),
        given("dns", join(machine.nameservers())));
    for (var nic : machine.nics()) {
      inner(
          "nic",
          nic.name(),
          nic.kind().name().toLowerCase(Locale.ROOT),
          nic.mac(),
          "link",
          nic.link(),
          join(nic.addresses()),
          given("via", join(nic.gateways())),
          "mtu",
          nic.mtuBytes(),
          given("port", nic.port().toString()));
    }
    if (!machine.kernel().equals(KernelBuild.USUAL)) {
      inner("kernel", machine.kernel());
    }
    machine.sysctls().forEach((key, value) -> inner("sysctl", key, "=", value));
    machine.serve().forEach(serve -> inner("serve", serve));
  }

  private void link(LinkPlan link) {
    var quality = link.quality();
    var jitter = quality.jitterNanos();
    line(
        "link",
        link.name(),
        given("rate", quality.rateBitsPerSecond() == 0 ? "" : rate(quality.rateBitsPerSecond())),
        "delay",
        Quantities.nanosText(quality.delayNanos()),
        given("jitter", jitter == 0 ? "" : Quantities.nanosText(jitter)),
        link.hasTree() ? "stp" : "",
        part("loss", quality.loss()),
        part("duplicate", quality.duplicate()),
        part("corrupt", quality.corrupt()),
        part("reorder", quality.reorder()),
        "queue",
        quality.queueFramesMax(),
        "ends",
        join(link.ends()));
  }

  private static String part(String name, double value) {
    return value == 0 ? "" : name + " " + value;
  }

  private static String rate(long bitsPerSecond) {
    return Quantities.bitsPerSecondText(bitsPerSecond);
  }

  private void image(ImagePlan image) {
    line(
        "image",
        image.name(),
        given("tools", join(image.tools())),
        given("expose", join(image.expose())));
    image.serve().forEach(serve -> inner("serve", serve));
  }

  private void network(NetworkPlan network) {
    var flags = network.flags();
    line(
        "network",
        network.name(),
        network.driver(),
        flags.external() ? "external" : "",
        flags.internal() ? "internal" : "",
        flags.ipv4() ? "" : "no-ipv4",
        flags.ipv6() ? "ipv6" : "",
        flags.attachable() ? "attachable" : "",
        join(network.options().entrySet()));
    for (var pool : network.pools()) {
      inner(
          "pool",
          pool.subnet() == null ? "" : pool.subnet(),
          given("range", pool.ipRange() == null ? "" : pool.ipRange()),
          given("gateway", pool.gateway() == null ? "" : pool.gateway()),
          given("reserved", join(pool.auxAddresses().entrySet())));
    }
  }

  private void volume(VolumePlan volume) {
    line(
        "volume",
        volume.name(),
        volume.driver(),
        volume.isExternal() ? "external" : "",
        join(volume.options().entrySet()));
  }

  private void container(ContainerPlan container) {
    line(
        "container",
        container.name(),
        "on",
        container.machine(),
        container.workload().image(),
        String.join(" ", container.workload().command()),
        mode(container.mode()));
    if (container.mode() instanceof NetworkMode.Networks networks) {
      networks.attachments().forEach(this::attachment);
    }
    container.ports().forEach(port -> inner("publish", port));
    container.names().extraHosts().forEach(host -> inner("host", host.host(), host.address()));
    container.sysctls().forEach((key, value) -> inner("sysctl", key, "=", value));
  }

  private static String mode(NetworkMode mode) {
    return switch (mode) {
      case NetworkMode.Networks networks -> "";
      case NetworkMode.DefaultBridge bridge -> "network bridge";
      case NetworkMode.Host host -> "network host";
      case NetworkMode.None none -> "network none";
      case NetworkMode.Shared shared -> "network container:" + shared.container();
    };
  }

  private void attachment(AttachmentPlan attachment) {
    inner(
        "network",
        attachment.network(),
        given("ip", attachment.ipv4() == null ? "" : attachment.ipv4()),
        given("ip6", attachment.ipv6() == null ? "" : attachment.ipv6()),
        given("mac", attachment.mac() == null ? "" : attachment.mac()),
        given("priority", attachment.gwPriority() == 0 ? "" : attachment.gwPriority()),
        "aliases",
        join(attachment.aliases()));
  }

  private void step(StepPlan step) {
    var at = step.atNanos() < 0 ? "" : "at " + Quantities.nanosText(step.atNanos());
    switch (step) {
      case StepPlan.Run run -> line(run.isFix() ? "fix" : "step", at, run.command());
      case StepPlan.Fault fault -> fault(at, fault.fault());
    }
  }

  private void fault(String at, FaultPlan fault) {
    line("step", at, "fault", FaultText.of(fault));
  }

  private void expectation(ExpectationPlan claim) {
    line(
        "expect",
        claim.verdict() == ExpectationPlan.Verdict.REACH ? "reach" : "blocked",
        end(claim.from()),
        "->",
        end(claim.to()),
        claim.port() == null ? "" : claim.port(),
        given("by", claim.by() == null ? "" : claim.by()),
        given("via", claim.via() == null ? "" : claim.via()));
  }

  private static String end(FlowEnd end) {
    return switch (end) {
      case FlowEnd.Container container -> container.container();
      case FlowEnd.Machine machine -> "machine:" + machine.name();
      case FlowEnd.Address address -> address.address().toString();
      case FlowEnd.Hostname hostname ->
          (hostname.name().contains(".") ? "" : "name:") + hostname.name();
    };
  }
}
