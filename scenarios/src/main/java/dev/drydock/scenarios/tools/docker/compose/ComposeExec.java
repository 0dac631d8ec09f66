package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.ExecVerb;
import java.util.ArrayList;
import java.util.List;

/// `docker compose exec`.
final class ComposeExec implements ComposeVerb.Verb {
  @Override
  public int run(ComposeCall call) throws Failure {
    var given =
        new Flags("compose exec")
            .leading()
            .values("e|env", "index", "u|user", "w|workdir")
            .switches("d|detach", "privileged", "T|no-tty", "no-TTY", "i|interactive", "t|tty")
            .read(call.arguments());
    var words = given.words();
    if (words.size() < 2) {
      throw new Failure("requires at least 2 arg(s), only received " + words.size(), 1);
    }
    var container = call.running(words.getFirst(), ComposeViews.index(given));
    var arguments = new ArrayList<String>();
    if (!given.has("no-tty") && !given.has("no-TTY")) {
      arguments.add("-it");
    }
    for (String variable : given.all("env")) {
      arguments.add("-e");
      arguments.add(variable);
    }
    for (String option : List.of("workdir", "user")) {
      if (given.has(option)) {
        arguments.addAll(List.of("--" + option, given.last(option, "")));
      }
    }
    arguments.add(container.id());
    arguments.addAll(words.subList(1, words.size()));
    call.pass("exec");
    var docker = call.docker();
    return new ExecVerb()
        .run(new DockerCall(docker.invocation(), docker.engine(), "exec", arguments));
  }
}
