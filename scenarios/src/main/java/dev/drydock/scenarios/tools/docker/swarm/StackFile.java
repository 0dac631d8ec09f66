package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.engine.NetworkSpec;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.Protocol;
import dev.drydock.drivers.profile.ClientProfile;
import dev.drydock.drivers.swarm.FileReference;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.TaskDetails;
import dev.drydock.drivers.swarm.TaskSurroundings;
import dev.drydock.scenarios.compose.ComposeDecoder;
import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.compose.Network;
import dev.drydock.scenarios.compose.PortSpec;
import dev.drydock.scenarios.compose.ProjectLoader;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.compose.ServiceNetwork;
import dev.drydock.scenarios.compose.Variables;
import dev.drydock.scenarios.engines.PlanSpecs;
import dev.drydock.scenarios.plan.ImageReference;
import dev.drydock.scenarios.text.Diagnostic;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.SourceReader;
import dev.drydock.scenarios.text.YamlReader;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.PlaceTree;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A compose file as the networks and services of a stack (docker/cli `cli/compose/convert`).
final class StackFile {
  /// Holds the image as it is written (docker/cli `compose/convert`, `LabelImage`).
  private static final String IMAGE_LABEL = "com.docker.stack.image";

  private final String stack;
  private final Path folder;
  private final ProjectLoader loader;
  private final ComposeFile file;
  private final Node.Mapping root;
  private final StackModes modes;
  private final StackObjects secrets;
  private final StackObjects configs;

  /// @param folder where paths begin
  private record Files(Path folder, ProjectLoader loader) {}

  private StackFile(String stack, Files files, ComposeFile file, Node.Mapping root) {
    this.stack = stack;
    this.folder = files.folder();
    this.loader = files.loader();
    this.file = file;
    this.root = root;
    this.modes = new StackModes(root);
    this.secrets = new StackObjects(stack, folder, true, root);
    this.configs = new StackObjects(stack, folder, false, root);
  }

  /// The file itself, merged and interpolated.
  Node.Mapping root() {
    return root;
  }

  /// Which keys it has.
  StackKeys keys() {
    return new StackKeys(root);
  }

  /// Refuses a service without an image, or with one that cannot be read (docker/cli
  /// `stack/loader`, `LoadComposefile`).
  void checkImages() throws Failure {
    for (Service service : file.services()) {
      Located<String> written = service.runs().image();
      String image = written == null ? "" : written.value();
      if (image.isEmpty() || !ImageReference.isValid(image)) {
        throw new Failure(
            "invalid image reference for service %s: %s"
                .formatted(
                    service.name().value(),
                    image.isEmpty() ? "no image specified" : "invalid reference format"),
            1);
      }
    }
  }

  /// Its secrets.
  StackObjects secrets() {
    return secrets;
  }

  /// Its configs.
  StackObjects configs() {
    return configs;
  }

  private static InputStream standardInput(Invocation invocation) {
    return new ByteArrayInputStream(invocation.input().getBytes(StandardCharsets.UTF_8));
  }

  static StackFile read(DockerCall call, String stack, List<String> names) throws Failure {
    Invocation invocation = call.invocation();
    Path here = Path.of(invocation.place().folder());
    Diagnostics diagnostics = new Diagnostics();
    PlaceTree tree = new PlaceTree(invocation.place());
    ProjectLoader loader = new ProjectLoader(here, tree, standardInput(invocation), diagnostics);
    List<Path> paths = new ArrayList<>();
    for (String name : names) {
      Path path = name.equals("-") ? Path.of(name) : here.resolve(name);
      if (!name.equals("-") && !loader.hasFile(path)) {
        throw new Failure("open " + name + ": no such file or directory", 1);
      }
      paths.add(path);
    }
    Path folder = folder(paths.getFirst(), here);
    for (Path path : paths) {
      Node.Mapping written = written(call, path, tree);
      if (written != null) {
        new StackKeys(written).check();
      }
    }
    var root = loader.load(paths, folder, new Variables(invocation.place().environment()));
    refuse(diagnostics, "error while interpolating");
    for (Path path : paths) {
      check(call, written(call, path, tree));
    }
    ComposeFile file = root == null ? null : ComposeDecoder.decode(root, diagnostics);
    refuse(diagnostics, "");
    if (root == null || file == null) {
      throw new Failure(StackKeys.worded("empty compose file"), 1);
    }
    StackFile read = new StackFile(stack, new Files(folder, loader), file, root);
    read.checkVariables();
    return read;
  }

  /// Tells the first error that begins with some words.
  private static void refuse(Diagnostics diagnostics, String start) throws Failure {
    for (Diagnostic each : diagnostics.sorted()) {
      boolean isMeant = each.isError() && !StackModes.areMeant(each.message());
      if (isMeant && each.message().startsWith(start)) {
        throw new Failure(StackKeys.worded(StackModes.ofSchema(each.message())), 1);
      }
    }
  }

  /// Refuses a file that has what it may not have. What its variables hold is not looked at.
  private static void check(DockerCall call, Node.@Nullable Mapping root) throws Failure {
    if (root != null) {
      ClientProfile client = call.client();
      StackSchema.of(root, client.stackVersion(), client.wantsStackVersion()).check(root);
    }
  }

  /// A file as it stands.
  private static Node.@Nullable Mapping written(DockerCall call, Path path, PlaceTree tree) {
    SourceReader reader = new SourceReader(new Diagnostics());
    String name = PlaceTree.text(path);
    Source source =
        name.equals("-")
            ? reader.read(standardInput(call.invocation()), name)
            : tree.read(path, name, reader);
    Diagnostics unheard = new Diagnostics();
    boolean isOld = call.client().wantsStackVersion();
    List<Node> documents =
        source == null
            ? List.of()
            : isOld ? YamlReader.readOld(source, unheard) : YamlReader.read(source, unheard);
    boolean isMapping = !documents.isEmpty() && documents.getFirst() instanceof Node.Mapping;
    return isMapping ? (Node.Mapping) documents.getFirst() : null;
  }

  /// Paths in files are those from where the first one is (docker/cli `compose/loader`).
  private static Path folder(Path first, Path here) {
    Path parent = first.getParent();
    return parent == null ? here : parent;
  }

  private String scoped(String name) {
    return stack + "_" + name;
  }

  /// The networks that services use, external ones left out.
  List<NetworkSpec> networks() {
    List<NetworkSpec> specs = new ArrayList<>();
    boolean usesDefault = false;
    for (Service service : file.services()) {
      usesDefault |= service.joins().networks().isEmpty(); // `network_mode` has no effect
    }
    if (usesDefault && find("default") == null) {
      specs.add(spec(scoped("default"), null));
    }
    for (String key : undefined()) {
      specs.add(spec(scoped(key), null)); // made all the same, before the service is refused
    }
    for (Network network : file.networks()) {
      boolean isUsed = usesDefault && network.key().value().equals("default");
      for (Service service : file.services()) {
        for (ServiceNetwork joined : service.joins().networks()) {
          isUsed |= joined.key().value().equals(network.key().value());
        }
      }
      if (isUsed && !network.switches().external()) {
        specs.add(spec(nameOf(network.key().value()), network));
      }
    }
    return specs;
  }

  /// Networks that services name and nobody else.
  private Set<String> undefined() {
    Set<String> keys = new LinkedHashSet<>();
    for (Service service : file.services()) {
      for (ServiceNetwork joined : service.joins().networks()) {
        String key = joined.key().value();
        if (find(key) == null && !key.equals("default")) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  /// The networks that must be there already.
  List<String> external() {
    return file.networks().stream()
        .filter(network -> network.switches().external())
        .map(network -> nameOf(network.key().value()))
        .toList();
  }

  private @Nullable Network find(String key) {
    return file.networks().stream()
        .filter(network -> network.key().value().equals(key))
        .findFirst()
        .orElse(null);
  }

  private String nameOf(String key) {
    Network network = find(key);
    Located<String> name = network == null ? null : network.name();
    if (name != null) {
      return name.value();
    }
    return network != null && network.switches().external() ? key : scoped(key);
  }

  private NetworkSpec spec(String name, @Nullable Network network) {
    Map<String, String> options = new LinkedHashMap<>();
    Map<String, String> labels = new LinkedHashMap<>();
    List<NetworkSpec.Pool> pools = new ArrayList<>();
    boolean internal = false;
    boolean attachable = false;
    String driver = "overlay"; // `defaultNetworkDriver`
    if (network != null) {
      driver = network.driver() == null ? driver : network.driver().value();
      network.options().forEach((key, value) -> options.put(key, value.value()));
      network.labels().forEach((key, value) -> labels.put(key, value.value()));
      internal = network.switches().internal();
      attachable = network.switches().attachable();
      for (Network.IpamEntry entry : network.ipam()) {
        if (entry.subnet() != null) {
          pools.add(NetworkSpec.Pool.of(entry.subnet().value().toString()));
        }
      }
    }
    labels.put(ServiceSpec.STACK_LABEL, stack);
    return new NetworkSpec(
        name,
        driver,
        new NetworkSpec.Flags(internal, attachable, false, null, null),
        "default",
        Map.of(),
        pools,
        options,
        labels);
  }

  /// Refuses what only the engine refuses.
  ///
  /// @param name of the service in the swarm
  void checkEndpoint(String name) {
    modes.checkEndpoint(name.substring(stack.length() + 1));
  }

  /// What its services are called in the swarm.
  List<String> serviceNames() {
    return file.services().stream().map(each -> scoped(each.name().value())).toList();
  }

  List<ServiceSpec> services(DockerCall call, Swarm swarm) throws Failure {
    List<ServiceSpec> specs = new ArrayList<>();
    for (Service service : file.services()) {
      try {
        modes.checkMode(call, service.name().value());
        checkNetworks(service);
        specs.add(spec(service, details(service, swarm)));
      } catch (Failure e) { // each says whose it is (`convert.Services`)
        throw new Failure("service " + service.name().value() + ": " + e.getMessage(), e.status());
      }
    }
    return specs;
  }

  private void checkNetworks(Service service) throws Failure {
    for (ServiceNetwork joined : service.joins().networks()) {
      if (undefined().contains(joined.key().value())) {
        throw new Failure("undefined network \"" + joined.key().value() + "\"", 1);
      }
    }
  }

  private TaskDetails details(Service service, Swarm swarm) throws Failure {
    Service.Naming naming = service.naming();
    List<String> hosts =
        naming.extraHosts().stream()
            .map(each -> each.host() + ":" + each.address().value())
            .toList();
    Map<String, String> sysctls = new LinkedHashMap<>();
    service.joins().sysctls().forEach((key, value) -> sysctls.put(key, value.value()));
    Map<String, String> labels = new LinkedHashMap<>();
    service.labels().forEach((key, value) -> labels.put(key, value.value()));
    labels.put(ServiceSpec.STACK_LABEL, stack);
    List<FileReference> files = new ArrayList<>(secrets.of(service.name().value(), swarm));
    files.addAll(configs.of(service.name().value(), swarm));
    List<String> entrypoint = service.runs().entrypoint();
    Service.Health health = service.runs().health();
    return new TaskDetails(
        entrypoint.isEmpty() ? null : entrypoint,
        health == null ? null : PlanSpecs.check(health),
        new TaskDetails.Resolving(
            naming.dns().stream().map(Located::value).toList(),
            naming.dnsSearch().stream().map(Located::value).toList(),
            naming.dnsOptions().stream().map(Located::value).toList(),
            hosts),
        sysctls,
        labels,
        files,
        PlanSpecs.ending(service.runs().stop()),
        CapabilityWords.of(service.runs().capAdd(), service.runs().capDrop()),
        surroundings(service.name().value()));
  }

  private TaskSurroundings surroundings(String service) throws Failure {
    return root.get("services") instanceof Node.Mapping all
            && all.get(service) instanceof Node.Mapping fields
        ? new StackSurroundings(stack, folder, root, fields).of()
        : TaskSurroundings.NONE;
  }

  private ServiceSpec spec(Service service, TaskDetails details) {
    Service.Deployment deployment = service.scaling().deployment();
    Map<String, String> labels = new LinkedHashMap<>(deployment.labels());
    labels.put(ServiceSpec.STACK_LABEL, stack);
    Service.Runs runs = service.runs();
    String image = runs.image() == null ? "" : runs.image().value();
    labels.put(IMAGE_LABEL, image);
    List<ServiceSpec.Target> networks = new ArrayList<>();
    for (ServiceNetwork each : service.joins().networks()) {
      List<String> aliases = new ArrayList<>();
      each.aliases().forEach(alias -> aliases.add(alias.value()));
      aliases.add(service.name().value());
      networks.add(new ServiceSpec.Target(nameOf(each.key().value()), aliases));
    }
    networks.sort(Comparator.comparing(ServiceSpec.Target::network)); // convertServiceNetworks
    if (networks.isEmpty()) {
      networks.add(new ServiceSpec.Target(nameOf("default"), List.of(service.name().value())));
    }
    Located<String> hostname = service.naming().hostname();
    Service.Scaling scaling = service.scaling();
    boolean isRoundRobin =
        scaling.endpointMode() != null && scaling.endpointMode().value().equals("dnsrr");
    return new ServiceSpec(
        scoped(service.name().value()),
        new ServiceSpec.Workload(
            image,
            runs.command(),
            environment(service),
            hostname == null ? "" : hostname.value(),
            details),
        mode(scaling),
        isRoundRobin ? ServiceSpec.EndpointMode.DNSRR : ServiceSpec.EndpointMode.VIP,
        networks,
        ports(service),
        labels,
        new ServiceSpec.Placement(
            deployment.constraints().stream().map(Located::value).toList(),
            deployment.spread(),
            deployment.maxPerNode()),
        upkeep(deployment));
  }

  /// Refuses files of variables that are not there (`resolveEnvironment`).
  private void checkVariables() throws Failure {
    for (Service service : file.services()) {
      for (Service.EnvFile each : service.uses().envFiles()) {
        Path path = folder.resolve(each.path().value());
        if (!loader.hasFile(path)) {
          throw new Failure("open " + PlaceTree.text(path) + ": no such file or directory", 1);
        }
      }
    }
  }

  /// What files of variables say, and the service over that.
  private List<String> environment(Service service) {
    Map<String, @Nullable String> variables = new LinkedHashMap<>();
    for (Service.EnvFile each : service.uses().envFiles()) {
      variables.putAll(loader.rawEnvFile(folder.resolve(each.path().value())));
    }
    variables.putAll(service.runs().environment());
    List<String> lines = new ArrayList<>();
    variables.forEach((key, value) -> lines.add(value == null ? key : key + "=" + value));
    lines.sort(Comparator.naturalOrder());
    return lines;
  }

  private static ServiceSpec.Upkeep upkeep(Service.Deployment deployment) {
    Service.Restarts restarts = deployment.restarts();
    return new ServiceSpec.Upkeep(
        updates(deployment.updates()),
        updates(deployment.rollback()),
        new ServiceSpec.Restarts(
            ServiceSpec.RestartCondition.of(restarts.condition()),
            restarts.delayNanos(),
            restarts.maxAttempts(),
            restarts.windowNanos()));
  }

  private static ServiceSpec.Updates updates(Service.Updates config) {
    return new ServiceSpec.Updates(
        config.parallelism(),
        config.delayNanos(),
        config.order().equals("start-first"),
        new ServiceSpec.Failure(
            ServiceSpec.FailureAction.of(config.failureAction()),
            config.maxFailureRatio(),
            config.monitorNanos()));
  }

  private static ServiceSpec.Mode mode(Service.Scaling scaling) {
    Located<String> mode = scaling.deployMode();
    Located<Long> number = scaling.replicas();
    int replicas = number == null ? 1 : number.value().intValue();
    return switch (mode == null ? "replicated" : mode.value()) {
      case "global" -> ServiceSpec.Mode.GLOBAL;
      case "global-job" -> ServiceSpec.Mode.GLOBAL_JOB;
      case "replicated-job" -> ServiceSpec.Mode.replicatedJob(replicas, replicas);
      default -> ServiceSpec.Mode.replicated(replicas);
    };
  }

  private static List<ServiceSpec.Port> ports(Service service) {
    List<ServiceSpec.Port> ports = new ArrayList<>();
    for (Located<PortSpec> each : service.joins().ports()) {
      PortSpec port = each.value();
      Protocol protocol = Protocol.valueOf(port.protocol().toString().toUpperCase(Locale.ROOT));
      for (int i = 0; i < port.target().count(); i++) {
        PortSpec.Range published = port.published();
        int number = published == null ? 0 : published.first() + i;
        ContainerPort target = new ContainerPort(port.target().first() + i, protocol);
        ports.add(new ServiceSpec.Port(number, target, port.isHostMode()));
      }
    }
    return ports;
  }
}
