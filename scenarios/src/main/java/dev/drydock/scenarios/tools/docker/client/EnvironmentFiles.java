package dev.drydock.scenarios.tools.docker.client;

import dev.drydock.scenarios.tools.PlaceFiles;
import java.util.ArrayList;
import java.util.List;

/// The files of `--env-file`: a variable a line, taken as it stands (docker/cli `pkg/kvfile`).
public final class EnvironmentFiles {
  private EnvironmentFiles() {}

  /// The lines that are neither empty nor comments, of all files.
  public static List<String> read(DockerCall call, List<String> files) throws Failure {
    List<String> variables = new ArrayList<>();
    for (String file : files) {
      String text = new PlaceFiles(call.invocation().place()).read(file);
      if (text == null) {
        throw Failure.options("open " + file + ": no such file or directory");
      }
      for (String line : text.lines().map(String::stripLeading).toList()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          variables.add(variable(line, file));
        }
      }
    }
    return variables;
  }

  private static String variable(String line, String file) throws Failure {
    int cut = line.indexOf('=');
    String name = cut < 0 ? line : line.substring(0, cut);
    if (name.isEmpty()) {
      throw Failure.options(
          "invalid env file (" + file + "): no variable name on line '" + line + "'");
    }
    if (name.matches(".*\\s.*")) {
      throw Failure.options(
          "invalid env file (" + file + "): variable '" + name + "' contains whitespaces");
    }
    return line;
  }
}
