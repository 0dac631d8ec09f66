package dev.drydock.scenarios.imports;

import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.text.Diagnostic;
import dev.drydock.scenarios.text.Diagnostics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a scenario of what was saved on a live Docker host. The door of this package.
public final class HostImport {
  private final HostDump dump;
  private final String shown;

  private HostImport(HostDump dump, String shown) {
    this.dump = dump;
    this.shown = shown;
  }

  /// What came of it.
  ///
  /// @param text the compose file; empty after an error
  /// @param leftOut what could not be carried over, a sentence each, as it stands in the file too
  /// @param problems what is wrong with the dumps
  public record Result(String text, List<String> leftOut, List<Diagnostic> problems) {
    /// Copies the lists.
    public Result {
      leftOut = List.copyOf(leftOut);
      problems = List.copyOf(problems);
    }
  }

  /// Reads a folder of dumps.
  ///
  /// @param folder where it is
  /// @param shown how errors and the file name it
  /// @param engine the engine's version; null for that of the dumps
  public static Result of(Path folder, String shown, @Nullable String engine) {
    Diagnostics diagnostics = new Diagnostics();
    HostDump dump = HostReader.read(new DumpFolder(folder, shown, diagnostics));
    if (engine != null) {
      dump.engine = engine;
      dump.leftOut.removeIf(each -> each.startsWith("the engine's version"));
    }
    if (diagnostics.hasErrors()) {
      return new Result("", List.of(), diagnostics.sorted());
    }
    String text = new HostImport(dump, shown).text();
    return new Result(text, dump.leftOut, diagnostics.sorted());
  }

  private String text() {
    ComposeTree compose = new ComposeTree(dump);
    Additions additions = additions(compose);
    return head(compose.tree(additions));
  }

  /// Builds the file without additions, to see what Docker makes of it.
  private Additions additions(ComposeTree compose) {
    ReadResult read =
        ScenarioReader.read(ReadRequest.ofText(YamlText.of(compose.tree(Additions.NONE))));
    Plan plan = read.plan();
    if (plan == null) {
      read.diagnostics().stream()
          .filter(Diagnostic::isError)
          .forEach(each -> dump.leaveOut("this file needs a hand: " + each.message()));
      return Additions.NONE;
    }
    try (Trial trial = new Trial(dump, plan, compose.machine())) {
      trial.compareAddresses();
      return trial.additions();
    } catch (RunException e) {
      dump.leaveOut("this file needs a hand: " + e.getMessage());
      return Additions.NONE;
    }
  }

  private String head(Map<String, Object> tree) {
    StringBuilder text = new StringBuilder("# Made by \"drydock import " + shown + "\".\n");
    text.append("# Left out, as no frame depends on it: environment, health checks, volumes.\n");
    if (!dump.leftOut.isEmpty()) {
      text.append("# Not carried over:\n");
      dump.leftOut.forEach(each -> text.append("# - ").append(oneLine(each)).append('\n'));
    }
    return text + YamlText.of(tree);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
