package dev.drydock.scenarios.engines;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.drivers.engine.EngineHost;
import dev.drydock.drivers.engine.ImageInfo;
import dev.drydock.drivers.engine.Images;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.Protocol;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.ImagePlan;
import dev.drydock.scenarios.plan.ImageReference;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.servers.ServerCommands;
import dev.drydock.scenarios.servers.SignalManners;
import dev.drydock.scenarios.text.ExposedPort;
import dev.drydock.scenarios.tools.Executables;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an engine finds on its machine: the images of the plan, and the machine's files.
final class LabImages implements EngineHost {
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Lab lab;
  private final Box box;
  private final Map<String, ImageInfo> known = new LinkedHashMap<>();

  LabImages(Lab lab, Box box) {
    this.lab = lab;
    this.box = box;
  }

  @Override
  public ImageInfo image(String reference) {
    return known.computeIfAbsent(reference, this::read);
  }

  private ImageInfo read(String reference) {
    ImagePlan plan = lab.plan().image(reference);
    List<ContainerPort> exposed = new ArrayList<>();
    for (ExposedPort port : plan.expose()) {
      exposed.add(port(port));
    }
    String name = Images.full(ImageReference.withShortName(reference));
    RandomStream digits = lab.random("image/" + name);
    return new ImageInfo(
        "sha256:" + digits.nextHex(64),
        ServerCommands.entrypoint(plan),
        ServerCommands.command(plan),
        List.of(PATH),
        exposed,
        SignalManners.stopSignal(plan));
  }

  @Override
  public List<String> declared() {
    return lab.plan().images().stream().map(ImagePlan::name).toList();
  }

  @Override
  public String commandError(String reference, List<String> words) {
    Toolbox toolbox = new Toolbox(lab.plan().image(reference).tools());
    return words.isEmpty() ? "" : Executables.error(words.getFirst(), toolbox);
  }

  static ContainerPort port(ExposedPort port) {
    return switch (port.protocol()) {
      case TCP -> ContainerPort.tcp(port.port());
      case UDP -> ContainerPort.udp(port.port());
      case SCTP -> new ContainerPort(port.port(), Protocol.SCTP);
    };
  }

  @Override
  public boolean isInRegistry(String reference) {
    return Plan.isPublicImage(reference);
  }

  @Override
  public boolean hasImage(String reference) {
    return lab.plan().hasImage(reference);
  }

  @Override
  public String resolvConf() {
    String text = box.files().read("/etc/resolv.conf");
    return text == null ? "" : text;
  }

  @Override
  public String hosts() {
    String text = box.files().read("/etc/hosts");
    return text == null ? EngineHost.super.hosts() : text;
  }
}
