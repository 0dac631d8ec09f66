package dev.drydock.scenarios.imports;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.JsonSyntax;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Place;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.SourceReader;
import dev.drydock.scenarios.text.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder of dumps. What is wrong with a file is told once, with its place.
final class DumpFolder {
  private final Path folder;
  private final String shown;
  private final Diagnostics diagnostics;

  /// @param shown how the user named it
  DumpFolder(Path folder, String shown, Diagnostics diagnostics) {
    this.folder = folder;
    this.shown = shown.endsWith("/") ? shown.substring(0, shown.length() - 1) : shown;
    this.diagnostics = diagnostics;
  }

  boolean isFolder() {
    return Files.isDirectory(folder);
  }

  boolean has(String file) {
    return Files.isRegularFile(folder.resolve(file));
  }

  /// Tells what is wrong with a file as a whole.
  void refuse(String file, String message, String hint) {
    diagnostics.error(Place.startOf(file.isEmpty() ? shown : shown + "/" + file), message, hint);
  }

  /// The text of a file; empty without it.
  String text(String file) {
    Source source = has(file) ? source(file) : null;
    return source == null ? "" : source.text();
  }

  private @Nullable Source source(String file) {
    return new SourceReader(diagnostics).read(folder.resolve(file), shown + "/" + file);
  }

  /// What a file of JSON holds; null without it, where it is empty, and where it is broken.
  @Nullable Node json(String file) {
    Source source = has(file) ? source(file) : null;
    if (source == null || source.text().isBlank() || !JsonSyntax.check(source, diagnostics)) {
      return null;
    }
    List<Node> documents = YamlReader.read(source, diagnostics);
    return documents.isEmpty() ? null : documents.getFirst();
  }

  /// The items of a file of JSON that is a list.
  List<Node> list(String file) {
    Node node = json(file);
    if (node instanceof Node.Sequence list) {
      return list.items();
    }
    if (node != null) {
      diagnostics.error(node.place(), "must be a list, not " + node.describe());
    }
    return List.of();
  }

  /// The names of files that end so, sorted.
  List<String> files(String end) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> String.valueOf(each.getFileName()))
          .filter(each -> each.endsWith(end))
          .sorted()
          .toList();
    } catch (IOException e) {
      refuse("", "cannot be read: " + e.getMessage(), "");
      return List.of();
    }
  }

  /// The parts of a file whose titles stand behind `### `, by title.
  Map<String, List<String>> sections(String file) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> open = new ArrayList<>();
    for (String line : text(file).lines().toList()) {
      if (line.startsWith("### ")) {
        open = new ArrayList<>();
        sections.put(line.substring(4), open);
      } else {
        open.add(line);
      }
    }
    return sections;
  }
}
