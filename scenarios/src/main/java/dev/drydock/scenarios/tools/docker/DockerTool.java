package dev.drydock.scenarios.tools.docker;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.docker.client.CliWords;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.HelpText;
import java.util.ArrayList;
import java.util.List;

/// `docker VERB …` on a machine (github.com/docker/cli).
final class DockerTool implements Tool {
  private static final List<String> VALUE_OPTIONS =
      List.of("--config", "-c", "--context", "-H", "--host", "-l", "--log-level");

  /// Options without a value, or with one behind `=`.
  private static final List<String> LONE_OPTIONS =
      List.of("-D", "--debug", "--tls", "--config", "--context", "--host", "--log-level");

  @Override
  public int run(Invocation invocation) {
    List<String> words = new ArrayList<>(invocation.arguments());
    Engine engine = invocation.place().box().engine();
    if (engine == null || invocation.place().container() != null) {
      invocation.err("sh: docker: not found");
      return 127;
    }
    if (words.size() > 1 && words.get(0).equals("help")) {
      words.remove(0);
      words.add("--help");
    }
    if (words.isEmpty() || words.get(0).equals("--help") || words.get(0).equals("help")) {
      return usage(invocation, engine);
    }
    if (words.get(0).equals("--version") || words.get(0).equals("-v")) {
      invocation.out("Docker version " + engine.profile().version() + ", build drydock");
      return 0;
    }
    if (!engine.isRunning()) {
      invocation.err(
          "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon"
              + " running?");
      return 1;
    }
    int options = globalOptions(invocation, engine, words);
    if (options < 0) {
      return Failure.USAGE;
    }
    return options == words.size()
        ? usage(invocation, engine)
        : dispatch(invocation, engine, words.subList(options, words.size()));
  }

  private static int usage(Invocation invocation, Engine engine) {
    invocation.out(HelpText.docker(engine.profile().client()));
    return 0;
  }

  /// The name of a verb that has several.
  private static String ofAlias(String group, String verb) {
    return switch (group + " " + verb) {
      case "stack up" -> "deploy";
      case "stack down" -> "rm";
      case "container ps" -> "ls";
      default ->
          switch (verb) {
            case "list" -> "ls";
            case "remove" -> "rm";
            default -> verb;
          };
    };
  }

  /// Options before the verb. They choose another engine, or how much is logged; of engines there
  /// is one here.
  ///
  /// @return how many words they are; -1 when one is wrong, which has been said
  private static int globalOptions(Invocation invocation, Engine engine, List<String> words) {
    int at = 0;
    while (at < words.size() && isOption(words.get(at))) {
      String word = words.get(at);
      boolean takesValue = VALUE_OPTIONS.contains(word);
      if (!takesValue && !LONE_OPTIONS.contains(word.replaceFirst("=.*", ""))) {
        invocation.err(CliWords.of(engine.profile()).groupFlag(word, ""));
        return -1;
      }
      at += takesValue ? 2 : 1;
    }
    return Math.min(at, words.size());
  }

  /// A lone dash is a word like others.
  private static boolean isOption(String word) {
    return word.startsWith("-") && word.length() > 1;
  }

  private static int dispatch(Invocation invocation, Engine engine, List<String> words) {
    String name = words.get(0);
    CliWords complaints = CliWords.of(engine.profile());
    int used = 1;
    if (Verbs.isGroup(name)) {
      if (words.size() == 1 || words.get(1).equals("--help")) {
        invocation.out(complaints.group(name));
        return 0;
      }
      if (isOption(words.get(1))) {
        invocation.err(complaints.groupFlag(words.get(1), name));
        return Failure.USAGE;
      }
      name = name + " " + ofAlias(name, words.get(1));
      used = 2;
    }
    DockerVerb verb = Verbs.find(name);
    if (name.equals("stack config") && !engine.profile().client().showsStackFiles()) {
      verb = null;
    }
    if (verb == null) {
      boolean isInGroup = used == 2;
      String flag = words.stream().skip(used).filter(DockerTool::isOption).findFirst().orElse("");
      if (isInGroup && !flag.isEmpty() && engine.profile().client().wordsWhatIsMissing()) {
        invocation.err(complaints.groupFlag(flag, words.get(0))); // the group reads them itself
        return Failure.USAGE;
      }
      invocation.err(
          isInGroup
              ? complaints.unknown(words.get(0), words.get(1))
              : complaints.unknown(words.get(0)));
      return 1;
    }
    DockerCall call = new DockerCall(invocation, engine, name, words.subList(used, words.size()));
    try {
      return verb.run(call);
    } catch (Failure e) {
      invocation.output().write(e.text(engine.profile()) + "\n", e.status() != 0);
      return e.status();
    } catch (EngineException e) {
      return call.refused(e);
    }
  }
}
