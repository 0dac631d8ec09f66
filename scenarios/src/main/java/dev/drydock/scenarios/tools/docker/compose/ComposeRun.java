package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Capabilities;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.RestartPolicy;
import dev.drydock.drivers.port.PortSpec;
import dev.drydock.scenarios.engines.PlanSpecs;
import dev.drydock.scenarios.plan.AttachmentPlan;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.PortWords;
import dev.drydock.scenarios.tools.docker.container.RunVerb;
import dev.drydock.scenarios.tools.docker.storage.VolumeWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `docker compose run`: one more container of a service, for one command.
final class ComposeRun implements ComposeVerb.Verb {
  private static final int ID_DIGITS = 64;
  private static final int SHORT_DIGITS = 12;

  @Override
  public int run(ComposeCall call) throws Failure {
    var given = flags().read(call.arguments());
    var words = given.words();
    if (words.isEmpty()) {
      throw new Failure("requires at least 1 arg(s), only received 0", 1);
    }
    var service = words.getFirst();
    call.chosen(List.of(service));
    bringUpDependencies(call, service, given.has("no-deps"));
    var plan =
        call.project().containers().stream()
            .filter(each -> each.origin().service().equals(service))
            .findFirst()
            .orElseThrow(() -> new Failure("no such service: " + service, 1));
    var id = call.engine().containers().create(spec(call, plan, given)).id();
    call.pass("run");
    start(call, id, given.has("detach"));
    var container = call.engine().containers().get(id);
    if (given.has("detach")) {
      call.out(id);
      return 0;
    }
    return RunVerb.attached(call.docker(), container);
  }

  /// Starts it; one that is to be removed goes where that fails, too.
  private static void start(ComposeCall call, String id, boolean isDetached) {
    var containers = call.engine().containers();
    try {
      if (isDetached) {
        containers.start(id);
      } else {
        containers.startAttended(id, "");
      }
    } catch (EngineException e) {
      if (containers.get(id).spec().flags().autoRemove()) {
        containers.remove(id, true);
      }
      throw e;
    }
  }

  private static Flags flags() {
    return new Flags("compose run")
        .leading()
        .values("name", "e|env", "entrypoint", "l|label", "p|publish", "u|user", "v|volume")
        .values("w|workdir", "cap-add", "cap-drop", "pull", "env-from-file")
        .switches("d|detach", "rm", "no-deps", "P|service-ports", "use-aliases", "T|no-TTY")
        .switches("i|interactive", "t|tty", "build", "quiet", "quiet-pull", "remove-orphans")
        .switches("q|quiet-build");
  }

  private static void bringUpDependencies(ComposeCall call, String service, boolean alone)
      throws Failure {
    var needed = new ArrayList<>(ComposeUp.withDependencies(call, List.of(service)));
    needed.remove(service);
    var services = alone ? List.<String>of() : List.copyOf(needed);
    var all = new ArrayList<>(services);
    all.add(service);
    var whole = new ComposeConvergence.Choice(all, Map.of(), List.of(), true, null);
    new ComposeConvergence(call, whole).networks(all);
    new ComposeVolumes(call).make(all);
    var convergence =
        new ComposeConvergence(
            call, new ComposeConvergence.Choice(services, Map.of(), List.of(), false, null));
    convergence.containers();
    convergence.start();
  }

  private static ContainerSpec spec(ComposeCall call, ContainerPlan plan, Flags.Given given)
      throws Failure {
    var random = new RandomStream(call.docker().invocation().lab().plan().seed(), "compose/run");
    var count = call.project().present(call.engine()).size();
    var slug = random.stream(plan.name() + "/" + count).nextHex(ID_DIGITS);
    var start = call.project().name() + "-" + plan.origin().service() + "-run-";
    var name = given.last("name", start + slug.substring(0, SHORT_DIGITS));
    var labels = new LinkedHashMap<>(plan.labels());
    labels.remove(ComposeProject.NUMBER);
    labels.put(ComposeProject.ONE_OFF, "True");
    labels.put("com.docker.compose.slug", slug);
    labels.putAll(FlagValues.pairs(given.all("label")));
    var mode = given.has("use-aliases") ? plan.mode() : bare(plan.mode(), name);
    var spec = PlanSpecs.container(plan.as(name, plan.origin(), mode, labels), call.engine());
    return new ContainerSpec(
        spec.name(),
        workload(spec.workload(), given),
        spec.networkMode(),
        spec.endpoints(),
        spec.mac(),
        ports(spec.ports(), given),
        spec.names(),
        spec.sysctls(),
        spec.labels(),
        spec.mounts()
            .and(VolumeWords.of(given, call.docker().invocation().place().folder(), "run")),
        spec.files(),
        RestartPolicy.NO,
        spec.ending(),
        capabilities(spec.capabilities(), given),
        spec.told(),
        new ContainerSpec.Flags(given.has("rm"), false, false, given.has("detach")));
  }

  private static Capabilities capabilities(Capabilities own, Flags.Given given) {
    var add = new ArrayList<>(own.add());
    add.addAll(given.all("cap-add"));
    var drop = new ArrayList<>(own.drop());
    drop.addAll(given.all("cap-drop"));
    return new Capabilities(add, drop, own.privileged());
  }

  private static ContainerSpec.Workload workload(
      ContainerSpec.Workload workload, Flags.Given given) {
    var environment = new ArrayList<>(workload.env());
    environment.addAll(given.all("env"));
    var command = given.words().subList(1, given.words().size());
    var entrypoint = given.last("entrypoint", "");
    var hasEntrypoint = !given.all("entrypoint").isEmpty();
    return new ContainerSpec.Workload(
        workload.image(),
        hasEntrypoint ? List.of(entrypoint.split(" ", -1)) : workload.entrypoint(),
        command.isEmpty() && !hasEntrypoint ? workload.command() : command,
        environment,
        workload.health(),
        given.last("workdir", workload.folder()),
        given.last("user", workload.user()));
  }

  private static ContainerSpec.Ports ports(ContainerSpec.Ports ports, Flags.Given given)
      throws Failure {
    var published = new ArrayList<PortSpec>();
    if (given.has("service-ports")) {
      published.addAll(ports.published());
    }
    for (String text : given.all("publish")) {
      published.addAll(PortWords.published(text));
    }
    return new ContainerSpec.Ports(published, ports.exposed(), false);
  }

  /// The networks without the names and addresses of the service.
  private static NetworkMode bare(NetworkMode mode, String name) {
    if (!(mode instanceof NetworkMode.Networks networks)) {
      return mode;
    }
    return new NetworkMode.Networks(
        networks.attachments().stream()
            .map((AttachmentPlan each) -> each.withAliases(List.of(name)))
            .toList());
  }
}
