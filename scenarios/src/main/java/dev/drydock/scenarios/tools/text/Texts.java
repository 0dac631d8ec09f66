package dev.drydock.scenarios.tools.text;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.ToolEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What filters read: their files, one after the other, or standard input.
public final class Texts {
  private Texts() {}

  /// The text of the files, or of standard input when none is named; null when one is not there,
  /// which has been said.
  static @Nullable String read(Invocation invocation, List<String> paths) {
    if (paths.isEmpty()) {
      return invocation.input();
    }
    StringBuilder text = new StringBuilder();
    for (String path : paths) {
      String content =
          path.equals("-") ? invocation.input() : new PlaceFiles(invocation.place()).read(path);
      if (content == null) {
        complainMissing(invocation, path);
        return null;
      }
      text.append(content);
    }
    return text.toString();
  }

  /// Says that a file is not there, or cannot be read, as BusyBox or as GNU says it.
  public static void complainMissing(Invocation invocation, String path) {
    boolean busybox = invocation.place().toolbox().has(ToolEntry.BUSYBOX);
    String error = new PlaceFiles(invocation.place()).readError(path);
    String opening = error.startsWith("No such") ? "can't open '" + path + "'" : "read error";
    String problem = busybox ? opening : path;
    String program = invocation.name().substring(invocation.name().lastIndexOf('/') + 1);
    switch (program) {
      case "sort" -> problem = (busybox ? "" : "cannot read: ") + path;
      case "head", "tail" -> problem = busybox ? opening : "cannot open '" + path + "' for reading";
      default -> {} // most say it in the same words
    }
    invocation.err(invocation.name() + ": " + problem + ": " + error);
  }

  /// Says that an option is not known.
  ///
  /// @return the exit status
  public static int complainOption(Invocation invocation, char letter) {
    invocation.err(invocation.name() + ": invalid option -- '" + letter + "'");
    return invocation.name().endsWith("grep") ? 2 : 1;
  }
}
