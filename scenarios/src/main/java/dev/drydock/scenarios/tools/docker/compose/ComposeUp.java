package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.StopWords;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `docker compose up`, `create` and `scale`: makes what the files ask for true.
final class ComposeUp implements ComposeVerb.Verb {
  private final String verb;

  ComposeUp(String verb) {
    this.verb = verb;
  }

  private static Flags flags(String verb) {
    return new Flags("compose " + verb)
        .values("scale", "t|timeout", "pull", "attach", "no-attach", "exit-code-from")
        .values("wait-timeout")
        .switches("d|detach", "build", "no-build", "force-recreate", "no-recreate", "no-start")
        .switches("no-deps", "remove-orphans", "wait", "quiet-pull", "V|renew-anon-volumes")
        .switches("abort-on-container-exit", "abort-on-container-failure", "always-recreate-deps")
        .switches("attach-dependencies", "no-color", "no-log-prefix", "timestamps", "y|yes")
        .switches("menu", "w|watch", "quiet-build");
  }

  @Override
  public int run(ComposeCall call) throws Failure {
    var given = flags(verb).read(call.arguments());
    var isScale = verb.equals("scale");
    var scale = scales(isScale ? given.words() : given.all("scale"));
    var named = isScale ? List.copyOf(scale.keySet()) : given.words();
    if (verb.equals("up") && call.project().services().isEmpty()) {
      throw new Failure("no service selected", 1);
    }
    var chosen = call.chosen(named);
    var all = withDependencies(call, chosen);
    var wanted = given.has("no-deps") ? chosen : all;
    var seconds = StopWords.seconds(given, "timeout", "compose " + verb);
    var convergence =
        new ComposeConvergence(
            call,
            new ComposeConvergence.Choice(
                wanted,
                scale,
                given.has("force-recreate") ? chosen : List.of(),
                given.has("no-recreate"),
                seconds));
    convergence.networks(all);
    new ComposeVolumes(call).make(all);
    convergence.tellOrphans(given.has("remove-orphans"));
    convergence.containers();
    if (verb.equals("create") || given.has("no-start")) {
      return 0;
    }
    convergence.start();
    if (given.has("wait")) {
      var limit = given.last("wait-timeout", "0");
      var limitSeconds = limit.matches("\\d{1,6}") ? Long.parseLong(limit) : 0;
      new ComposeWaits(call).forAll(wanted, limitSeconds);
    }
    var isAttached = verb.equals("up") && !given.has("detach") && !given.has("wait");
    return isAttached ? attached(call, wanted, seconds) : 0;
  }

  /// In the foreground it stays until it is interrupted, and then stops what it started.
  private static int attached(ComposeCall call, List<String> services, @Nullable Integer seconds)
      throws Failure {
    var prefix = call.project().name() + "-";
    var names =
        services.stream()
            .flatMap(service -> call.project().present(call.engine(), service).stream())
            .map(each ->
                each.name().startsWith(prefix)
                    ? each.name().substring(prefix.length())
                    : each.name())
            .sorted()
            .toList();
    call.out("Attaching to " + String.join(", ", names));
    call.docker().invocation().sleep(Shell.PATIENCE_NANOS);
    call.out("Gracefully Stopping... press Ctrl+C again to force");
    new ComposeEndings(call, ComposeEndings.Kind.STOP, seconds).insisting().services(services);
    return ComposeCall.INTERRUPTED;
  }

  private static Map<String, Integer> scales(List<String> words) throws Failure {
    var scales = new LinkedHashMap<String, Integer>();
    for (String word : words) {
      var cut = word.indexOf('=');
      var number = cut < 0 ? "" : word.substring(cut + 1);
      if (!number.matches("\\d{1,4}")) {
        throw new Failure("invalid scale specifier: " + word, 1);
      }
      scales.put(word.substring(0, cut), Integer.parseInt(number));
    }
    return scales;
  }

  /// The services and those that they depend on, in the order of starting.
  static List<String> withDependencies(ComposeCall call, List<String> chosen) {
    Set<String> all = new LinkedHashSet<>(chosen);
    var plans = call.project().containers();
    var before = -1;
    while (before != all.size()) {
      before = all.size();
      for (var plan : plans) {
        if (all.contains(plan.origin().service())) {
          plan.dependencies().forEach(each -> all.add(each.service()));
        }
      }
    }
    return call.project().services().stream().filter(all::contains).toList();
  }
}
