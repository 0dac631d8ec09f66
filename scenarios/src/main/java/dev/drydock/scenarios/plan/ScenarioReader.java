package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeDecoder;
import dev.drydock.scenarios.model.BlockDecoder;
import dev.drydock.scenarios.model.Step;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Place;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.SourceReader;
import dev.drydock.scenarios.text.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads scenario files: text, file model, plan. The door of the reading half of this module.
///
/// Whatever is wrong comes back as diagnostics, all of it at once; nothing is thrown.
public final class ScenarioReader {

  private static final String STDIN = "-";

  private final ReadRequest request;
  private final Diagnostics diagnostics = new Diagnostics();

  private ScenarioReader(ReadRequest request) {
    this.request = request;
  }

  /// Reads the files of a request.
  public static ReadResult read(ReadRequest request) {
    return new ScenarioReader(request).read();
  }

  private ReadResult read() {
    var trees = new ArrayList<Node>();
    for (var file : request.files()) {
      var source = source(file);
      if (source != null) {
        trees.addAll(documents(source));
      }
    }
    var result = trees.isEmpty() ? null : result(trees);
    return result != null
        ? result
        : new ReadResult(null, diagnostics.sorted(), List.of(), List.of());
  }

  private @Nullable Source source(Path file) {
    var reader = new SourceReader(diagnostics);
    var name = file.toString();
    return name.equals(STDIN)
        ? reader.read(request.stdin(), STDIN)
        : reader.read(request.workingFolder().resolve(file), name);
  }

  private List<Node> documents(Source source) {
    var known = diagnostics.hasErrors();
    var documents = YamlReader.read(source, diagnostics);
    if (documents.isEmpty() && known == diagnostics.hasErrors()) {
      diagnostics.error(
          Place.startOf(source.name()), "empty compose file", "it needs at least services:");
    }
    return documents;
  }

  private @Nullable ReadResult result(List<Node> trees) {
    var file = ComposeDecoder.decode(trees.getFirst(), diagnostics);
    if (file == null) {
      return null;
    }
    var block = new BlockDecoder(diagnostics).block(file.drydock());
    var project = ProjectName.of(file, request, "", diagnostics);
    var place = trees.getFirst().place();
    var scenario = new Scenario(project, file, block, place, diagnostics);
    var plan = new Planner(scenario, new HashSet<>(request.profiles())).plan();
    return new ReadResult(
        diagnostics.hasErrors() ? null : plan,
        diagnostics.sorted(),
        block.steps().stream().map(Step::place).toList(),
        block.expectations().stream().map(claim -> claim.from().place()).toList());
  }
}
