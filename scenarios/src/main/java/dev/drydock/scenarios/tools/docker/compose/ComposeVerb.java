package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.scenarios.plan.ComposeVersion;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker compose VERB …` (github.com/docker/compose 2.39). What a terminal would not see is
/// written as compose writes it there: one line for each change, to standard error.
public final class ComposeVerb implements DockerVerb {
  /// One verb.
  interface Verb {
    /// Runs it.
    ///
    /// @return the exit status
    /// @throws Failure for wrong options, or what cannot be done
    int run(ComposeCall call) throws Failure;
  }

  @Override
  public int run(DockerCall call) throws Failure {
    try {
      var options = ComposeOptions.of(call.arguments(), call.invocation().place().environment());
      return run(call, options);
    } catch (Failure e) {
      if (e.status() == 0) {
        throw e; // somebody asked for help
      }
      // compose gives neither docker's hint nor docker's status.
      throw new Failure(String.valueOf(e.getMessage()), 1);
    }
  }

  private static int run(DockerCall call, ComposeOptions options) throws Failure {
    if (options.asksVersion()) {
      return version(call, List.of());
    }
    if (options.words().isEmpty() || options.words().getFirst().equals("help")) {
      call.out(help(call));
      return 0;
    }
    var name = options.words().getFirst();
    var arguments = options.words().subList(1, options.words().size());
    if (name.equals("version")) {
      return version(call, arguments);
    }
    var verb = verb(name);
    if (verb == null) {
      var instead = instead(name);
      if (instead.isEmpty()) {
        call.out(help(call));
      }
      throw new Failure(
          instead.isEmpty()
              ? "unknown docker command: \"compose " + name + "\""
              : "docker compose " + name + ": not emulated. " + instead,
          1);
    }
    var inner = new DockerCall(call.invocation(), call.engine(), "compose " + name, arguments);
    if (asksForHelp(name, arguments)) {
      return verb.run(new ComposeCall(inner, ComposeProject.named("")));
    }
    var projects = new ComposeProjects(call.invocation(), options, named(arguments));
    return verb.run(new ComposeCall(inner, project(name, projects)));
  }

  private static String help(DockerCall call) {
    try {
      ComposeOptions.of(List.of("--help"), Map.of());
      return "";
    } catch (Failure e) {
      return e.text(call.engine().profile());
    }
  }

  /// What to do in place of a verb that compose has and that is not here; empty for other names.
  private static String instead(String name) {
    return switch (name) {
      case "attach" -> "Use docker attach CONTAINER, or docker compose logs -f SERVICE.";
      case "cp" -> "Use docker cp CONTAINER:PATH PATH.";
      case "stats" -> "Use docker stats CONTAINER.";
      case "volumes" -> "Use docker volume ls.";
      case "bridge", "build", "commit", "export", "publish", "push", "watch" ->
          "Drydock does not emulate images: an image is a name that chooses tools and servers.";
      default -> "";
    };
  }

  /// Whether no file is needed. What follows a service is a command of its container.
  private static boolean asksForHelp(String verb, List<String> arguments) {
    var endsAtWord = verb.equals("exec") || verb.equals("run");
    return arguments.stream()
        .takeWhile(word -> !word.equals("--") && !(endsAtWord && !word.startsWith("-")))
        .anyMatch("--help"::equals);
  }

  /// Words that may be services, such as `db` of `db=2`; others name none.
  private static List<String> named(List<String> arguments) {
    return arguments.stream()
        .filter(word -> !word.startsWith("-"))
        .map(word -> word.replaceFirst("=.*", ""))
        .toList();
  }

  private static ComposeProject project(String verb, ComposeProjects projects) throws Failure {
    return switch (verb) {
      case "ls" -> ComposeProject.named("");
      case "up", "create", "run", "config", "scale" -> projects.read();
      default -> projects.readOrName();
    };
  }

  private static @Nullable Verb verb(String name) {
    return switch (name) {
      case "up", "create", "scale" -> new ComposeUp(name);
      case "down" -> new ComposeDown();
      case "stop", "start", "restart", "kill", "pause", "unpause", "rm" -> new ComposeStates(name);
      case "ps" -> new ComposePs();
      case "ls" -> new ComposeLs();
      case "images" -> new ComposeImages();
      case "port", "pull" -> new ComposeViews(name);
      case "logs" -> new ComposeLogs();
      case "exec" -> new ComposeExec();
      case "run" -> new ComposeRun();
      case "config" -> new ComposeConfig();
      case "top" -> new ComposeTop();
      case "events" -> new ComposeEvents();
      case "wait" -> new ComposeWait();
      default -> null;
    };
  }

  private static int version(DockerCall call, List<String> arguments) throws Failure {
    var given = new Flags("compose version").values("f|format").switches("short").read(arguments);
    if (given.has("short")) {
      call.out(ComposeVersion.TEXT);
    } else if (given.last("format", "").equals("json")) {
      call.out("{\"version\":\"v" + ComposeVersion.TEXT + "\"}");
    } else {
      call.out("Docker Compose version v" + ComposeVersion.TEXT);
    }
    return 0;
  }
}
