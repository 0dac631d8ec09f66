package dev.drydock.cli;

import dev.drydock.scenarios.text.Spelling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The labs that come with the program: a folder each, below `scenarios/labs` of its own folder.
///
/// The launcher says where the program is (`DRYDOCK_HOME`); without it the folders above the
/// working folder are searched.
final class Labs {
  private static final String HOME = "DRYDOCK_HOME";
  private static final String COMMENT = "# ";

  private final Path folder;

  private Labs(Path folder) {
    this.folder = folder;
  }

  /// A lab.
  ///
  /// @param name of its folder
  /// @param folder its own
  record Lab(String name, Path folder) {
    /// The scenario, and behind it the file that cures what it shows, where there is one and it is
    /// wanted.
    List<Path> files(boolean withFix) {
      Path scenario = folder.resolve("compose.yaml");
      Path fix = folder.resolve("fix.yaml");
      return withFix && Files.exists(fix) ? List.of(scenario, fix) : List.of(scenario);
    }

    /// What the comment at the top of the scenario says that the lab is.
    String summary() throws UserError {
      return text("compose.yaml")
          .lines()
          .takeWhile(line -> line.startsWith("#"))
          .filter(line -> !line.contains("yaml-language-server:") && !line.startsWith("# shows:"))
          .filter(line -> line.startsWith(COMMENT))
          .map(line -> line.substring(COMMENT.length()))
          .collect(Collectors.joining(" "));
    }

    /// Its page.
    String page() throws UserError {
      return text("lab.md");
    }

    private String text(String file) throws UserError {
      try {
        return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UserError("the lab " + name + " has no readable " + file);
      }
    }
  }

  /// Finds the folder.
  static Labs find(Streams streams) throws UserError {
    String home = streams.variable(HOME);
    Path given = home == null ? null : labsIn(streams.folder().resolve(ScenarioFiles.path(home)));
    if (given != null) {
      return new Labs(given);
    }
    for (Path above = streams.folder(); above != null; above = above.getParent()) {
      Path labs = labsIn(above);
      if (labs != null) {
        return new Labs(labs);
      }
    }
    throw new UserError("the labs are not here; set " + HOME + " to the folder of drydock");
  }

  private static @Nullable Path labsIn(Path home) {
    Path labs = home.resolve("scenarios").resolve("labs");
    return Files.isDirectory(labs) ? labs : null;
  }

  /// All of them, by name.
  List<Lab> all() throws UserError {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(each -> Files.exists(each.resolve("compose.yaml")))
          .map(each -> new Lab(String.valueOf(each.getFileName()), each))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    } catch (IOException e) {
      throw new UserError("the folder " + folder + " cannot be read");
    }
  }

  /// Whether there is one of this name.
  boolean has(String name) throws UserError {
    return all().stream().anyMatch(lab -> lab.name().equals(name));
  }

  /// The one of this name.
  Lab get(String name) throws UserError {
    List<Lab> labs = all();
    for (Lab lab : labs) {
      if (lab.name().equals(name)) {
        return lab;
      }
    }
    String hint = Spelling.hint(name, labs.stream().map(Lab::name).toList());
    throw new UserError(
        "there is no lab \""
            + name
            + "\"; "
            + (hint.isEmpty() ? "\"drydock lab list\" names them" : hint));
  }
}
