package dev.drydock.cli;

import dev.drydock.scenarios.imports.HostImport;
import dev.drydock.scenarios.text.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/// `drydock import`: a scenario from what was saved on a live host.
final class ImportVerb implements Verb {
  private static final String OUT = "--out";
  private static final String ENGINE = "--engine";

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "make a scenario of what was saved on a live Docker host";
  }

  @Override
  public void declare(Syntax syntax) {
    syntax.add(Option.value("FILE", "where the scenario goes; otherwise it is printed", "-o", OUT));
    syntax.add(Option.value("V", "the engine's version, where the dumps do not tell", ENGINE));
    syntax.addWord("DIR", true, "the folder with the dumps");
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "DIR holds at least containers.json (docker inspect $(docker ps -aq)) and networks.json",
        "(docker network inspect $(docker network ls -q)); docs/import.md lists the others and has",
        "a script that saves all. A state-LABEL folder of \"drydock transcript\" will do as well.",
        "What cannot be carried over is told, and stands at the top of the file.",
        "",
        "Examples:",
        "  drydock import dumps -o host.yaml",
        "  drydock import --engine 20.10 replay/state-running | drydock matrix -");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    String shown = String.valueOf(arguments.word());
    String engine = arguments.value(ENGINE);
    if (engine != null) {
      PlanChanges.checkEngine(engine);
    }
    Path folder = streams.folder().resolve(ScenarioFiles.path(shown));
    HostImport.Result result = HostImport.of(folder, shown, engine);
    for (Diagnostic problem : result.problems()) {
      streams.err().println(Words.visible(problem.toString()));
    }
    if (result.text().isEmpty()) {
      return ExitStatus.USAGE;
    }
    for (String sentence : result.leftOut()) {
      streams.err().println(Words.visible("drydock: not carried over: " + sentence));
    }
    String out = arguments.value(OUT);
    if (out == null) {
      streams.out().print(result.text());
    } else {
      ResultFile.write(result.text(), out, streams);
    }
    return ExitStatus.OK;
  }
}
