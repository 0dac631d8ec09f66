package dev.drydock.cli;

import dev.drydock.scenarios.graph.DotText;
import dev.drydock.scenarios.graph.Drawing;
import dev.drydock.scenarios.graph.HtmlText;
import dev.drydock.scenarios.graph.MermaidText;
import dev.drydock.scenarios.graph.SvgText;
import dev.drydock.scenarios.graph.Topology;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.report.TopologyJson;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `drydock graph`: a picture of the network.
final class GraphVerb implements Verb {
  private static final List<String> FORMATS = List.of("svg", "html", "mermaid", "dot", "json");
  private static final String FORMAT = "--format";
  private static final String OUT = "--out";

  @Override
  public String name() {
    return "graph";
  }

  @Override
  public String summary() {
    return "draw machines, networks and containers, with their addresses";
  }

  @Override
  public void declare(Syntax syntax) {
    syntax.add(Option.choice(FORMATS, "what to write (default: svg, or as FILE ends)", FORMAT));
    syntax.add(Option.value("FILE", "write to this file, not to standard output", "-o", OUT));
    PlanChanges.declare(syntax);
    StepsFirst.declare(syntax);
    ScenarioFiles.declare(syntax);
  }

  @Override
  public List<String> examples() {
    return List.of(
        "",
        "The network is built as \"drydock run\" builds it, so that addresses are those that"
            + " Docker",
        "gives; --after draws what it is after some steps.",
        "",
        "Examples:",
        "  drydock graph -o network.svg compose.yaml",
        "  drydock graph --format mermaid compose.yaml >>README.md",
        "  drydock graph --after all --format json compose.yaml");
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws UserError {
    PlanChanges changes = new PlanChanges(arguments);
    StepsFirst steps = new StepsFirst(arguments);
    String out = arguments.value(OUT);
    String format = format(arguments.value(FORMAT), out);
    Scenarios scenarios = Scenarios.read(new ScenarioFiles(arguments, streams).requests(), streams);
    if (scenarios.errors() > 0) {
      return ExitStatus.USAGE;
    }
    if (out != null) {
      ResultFile.checkOne(scenarios.plans().size(), OUT);
    }
    for (Plan plan : scenarios.plans()) {
      String picture = picture(steps.apply(changes.apply(plan)), steps, format, streams);
      if (out == null) {
        streams.out().print(picture);
      } else {
        ResultFile.write(picture, out, streams);
      }
    }
    return ExitStatus.OK;
  }

  /// The word that was given, else what the name of the file says.
  private static String format(@Nullable String given, @Nullable String out) throws UserError {
    if (given != null || out == null) {
      return Formats.of(given, FORMATS);
    }
    String name = out.toLowerCase(Locale.ROOT);
    String end = name.substring(name.lastIndexOf('.') + 1);
    return switch (end) {
      case "svg", "html", "dot", "json" -> end;
      case "htm" -> "html";
      case "gv" -> "dot";
      case "mmd", "mermaid" -> "mermaid";
      default ->
          throw new UserError(
              "%s: \"%s\" does not say what to write; add %s %s"
                  .formatted(OUT, out, FORMAT, String.join("|", FORMATS)));
    };
  }

  private static String picture(Plan plan, StepsFirst steps, String format, Streams streams)
      throws UserError {
    try (LiveLab lab = new LiveLab(plan)) {
      steps.start(lab, streams);
      Topology topology = lab.topology();
      return switch (format) {
        case "json" -> TopologyJson.of(topology);
        case "dot" -> DotText.of(Drawing.of(topology));
        case "mermaid" -> MermaidText.of(Drawing.of(topology));
        case "html" -> HtmlText.of(topology);
        default -> SvgText.of(Drawing.of(topology));
      };
    } catch (RunException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }
}
