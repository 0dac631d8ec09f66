package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.ContainerSpec;
import dev.drydock.drivers.engine.User;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Executables;
import dev.drydock.scenarios.tools.Folders;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.Rights;
import dev.drydock.scenarios.tools.Toolbox;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// `docker exec`.
public final class ExecVerb implements DockerVerb {
  private static final String HOME = "HOME";

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .leading()
            .switches("d|detach", "i|interactive", "t|tty", "privileged")
            .values("e|env", "u|user", "w|workdir", "env-file", "detach-keys")
            .read(call.arguments());
    List<String> words = given.words();
    if (words.size() < 2) {
      throw call.needs("at least 2 arguments");
    }
    Container container = call.engine().containers().forExec(words.get(0));
    Invocation invocation = call.invocation();
    ContainerDirectory.Entry entry =
        invocation.shell().containers().find(invocation.place().box(), container.id());
    Place place = entry == null ? null : entry.place(invocation.place().box());
    if (place == null) {
      return 1;
    }
    Map<String, String> environment = new LinkedHashMap<>(place.environment());
    String home = environment.remove(HOME);
    environment.putAll(FlagValues.pairs(given.all("env")));
    Rights rights = rights(call, given, container, place);
    if (home != null) { // the runtime adds it where nobody said it
      boolean isOther = !rights.user().equals(place.rights().user());
      environment.putIfAbsent(HOME, isOther ? rights.user().home() : home);
    }
    Place entered = place.withEnvironment(environment).with(rights);
    Place inside = entered.at(new Folders(entered).path(given.last("workdir", place.folder())));
    List<String> command = words.subList(1, words.size());
    if (!isKnown(invocation, inside.toolbox(), command.get(0))) {
      call.err(notFound(command.get(0)));
      return call.words().notExecutedStatus();
    }
    Invocation.Io io = new Invocation.Io(invocation.standardInput(), invocation.output());
    IntConsumer ended = call.engine().containers().exec(container, command);
    boolean isTyped = given.has("interactive") && given.has("tty") && OpenShell.isOne(command);
    if (isTyped && OpenShell.enter(call, container, ended)) {
      return 0;
    }
    if (given.has("detach")) {
      invocation.shell().begin(command, inside, ended);
      return 0;
    }
    int status = invocation.shell().execute(command, inside, io);
    ended.accept(status);
    return status;
  }

  private static Rights rights(DockerCall call, Flags.Given given, Container container, Place place)
      throws Failure {
    ContainerSpec spec = container.spec();
    String asked = given.last("user", "");
    try {
      User user =
          asked.isEmpty() ? place.rights().user() : User.of(asked, container.image().origin());
      boolean isAll = given.has("privileged");
      return isAll && user.isRoot() ? Rights.ALL : Rights.of(spec.capabilities(), user);
    } catch (EngineException e) {
      throw new Failure(e.text(), call.words().notExecutedStatus());
    }
  }

  static boolean isKnown(Invocation invocation, Toolbox toolbox, String name) {
    return name.equals("sh")
        || name.endsWith("/sh")
        || (name.equals("bash") && Executables.mayHaveBash(toolbox))
        || (!name.equals("bash") && invocation.shell().tools().find(name, toolbox) != null)
        || Executables.isApplet(name, toolbox);
  }

  /// The words of runc.
  private static String notFound(String name) {
    return "OCI runtime exec failed: exec failed: unable to start container process: exec: \""
        + name
        + "\": executable file not found in $PATH: unknown";
  }
}
