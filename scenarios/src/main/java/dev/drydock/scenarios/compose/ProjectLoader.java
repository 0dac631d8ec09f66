package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Place;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.SourceReader;
import dev.drydock.scenarios.text.YamlReader;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Loads the files of a project into one tree: variables replaced, `include` and `extends`
/// followed, later files merged over earlier ones.
public final class ProjectLoader {

  private static final String STDIN = "-";

  /// Files that one project may pull in. A guess.
  private static final int FILES_MAX = 200;

  /// Characters of all files together. A guess.
  private static final int TEXT_LENGTH_MAX = 16 << 20;

  private final Path workingFolder;
  private final FileTree tree;
  private final InputStream stdin;
  private final Diagnostics diagnostics;
  private final TreeMerger merger;
  private int fileCount;
  private int textLength;

  /// A loader that shows names of files relative to `workingFolder`.
  ///
  /// @param tree where the files are
  public ProjectLoader(
      Path workingFolder, FileTree tree, InputStream stdin, Diagnostics diagnostics) {
    this.workingFolder = workingFolder;
    this.tree = tree;
    this.stdin = stdin;
    this.diagnostics = diagnostics;
    this.merger = new TreeMerger(diagnostics);
  }

  /// The variables of the file `.env` in a folder; none when it is missing.
  public Map<String, String> dotEnv(Path folder, Variables outer) {
    var file = folder.resolve(".env");
    return hasFile(file) ? envFile(file, outer) : Map.of();
  }

  /// Whether there is such a file.
  public boolean hasFile(Path file) {
    return tree.hasFile(file);
  }

  /// Whether a file that another one names is there; where it is not, that is told where it is
  /// named.
  boolean isThere(Located<String> named, Path file) {
    var path = workingFolder.resolve(file).normalize();
    if (tree.hasFile(path)) {
      return true;
    }
    if (tree.isFolder(path)) {
      diagnostics.error(
          named.place(), "read " + path + ": is a directory", "name the compose file in it");
    } else {
      diagnostics.error(
          named.place(),
          "open " + path + ": no such file or directory",
          "files are looked for beside the one that names them");
    }
    return false;
  }

  /// The variables of an env file.
  public Map<String, String> envFile(Path file, Variables outer) {
    var source = tree.read(file, shown(file), new SourceReader(diagnostics));
    return source == null ? Map.of() : DotEnv.read(source, outer, diagnostics);
  }

  /// The variables of an env file whose values are taken as they stand.
  public Map<String, String> rawEnvFile(Path file) {
    var source = tree.read(file, shown(file), new SourceReader(diagnostics));
    var variables = new LinkedHashMap<String, String>();
    for (var line : source == null ? List.<String>of() : source.text().lines().toList()) {
      var bare = line.stripLeading();
      var cut = bare.indexOf('=');
      if (cut > 0 && !bare.startsWith("#")) {
        variables.put(bare.substring(0, cut), bare.substring(cut + 1));
      }
    }
    return variables;
  }

  /// The tree of a project; null after an error that leaves none.
  ///
  /// @param files in the order of merging, relative to the working folder; `-` is stdin
  /// @param folder project folder, from which `include` and `extends` find files
  /// @param variables what `${…}` knows
  public Node.@Nullable Mapping load(List<Path> files, Path folder, Variables variables) {
    return load(files, new Project(folder, variables, List.of()));
  }

  /// Where a project's files are looked for and what its variables are.
  ///
  /// @param including the files whose `include` led here
  record Project(Path folder, Variables variables, List<Path> including) {
    Project {
      including = List.copyOf(including);
    }
  }

  Node.@Nullable Mapping load(List<Path> files, Project project) {
    Node.Mapping merged = null;
    var hadErrors = diagnostics.hasErrors();
    for (var file : files) {
      for (var document : documents(file, project.variables())) {
        var including = new ArrayList<>(project.including());
        including.add(workingFolder.resolve(file).normalize());
        var inner = new Project(project.folder(), project.variables(), including);
        var included = new IncludeLoader(this, merger, diagnostics).include(document, inner);
        var extender = new ServiceExtender(this, merger, diagnostics);
        var extended = FilePaths.ofFile(extender.extend(included, inner), project.folder());
        var base = merged == null ? new Node.Mapping(List.of(), "", extended.place()) : merged;
        merged = merger.merge(base, extended);
      }
    }
    if (merged == null && (hadErrors || !diagnostics.hasErrors())) {
      diagnostics.error(
          Place.startOf(shown(files.getFirst())),
          "empty compose file",
          "it needs at least services:");
    }
    return merged;
  }

  /// The documents of a file that are mappings, their variables replaced.
  List<Node.Mapping> documents(Path file, Variables variables) {
    fileCount++;
    if (fileCount > FILES_MAX) {
      diagnostics.error(Place.startOf(shown(file)), "more than " + FILES_MAX + " files");
      return List.of();
    }
    var source = source(file);
    return source == null ? List.of() : documents(source, variables);
  }

  private @Nullable Source source(Path file) {
    var reader = new SourceReader(diagnostics);
    return file.toString().equals(STDIN)
        ? reader.read(stdin, STDIN)
        : tree.read(workingFolder.resolve(file), shown(file), reader);
  }

  private List<Node.Mapping> documents(Source source, Variables variables) {
    textLength += source.text().length();
    if (textLength > TEXT_LENGTH_MAX) {
      diagnostics.error(
          Place.startOf(source.name()),
          "the files are larger than " + (TEXT_LENGTH_MAX >> 20) + " MiB together");
      return List.of();
    }
    var documents = YamlReader.read(source, diagnostics);
    var mappings = new ArrayList<Node.Mapping>();
    var interpolation = new Interpolation(variables, diagnostics);
    for (var document : documents) {
      if (interpolation.apply(document) instanceof Node.Mapping mapping) {
        mappings.add(mapping);
      } else {
        diagnostics.error(
            document.place(),
            "Top-level object must be a mapping, not " + document.describe(),
            "a compose file begins with keys such as services:");
      }
    }
    return mappings;
  }

  /// A file's name as errors show it.
  private String shown(Path file) {
    if (!file.isAbsolute()) {
      return file.toString();
    }
    var folder = workingFolder.toAbsolutePath().normalize();
    return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
  }
}
