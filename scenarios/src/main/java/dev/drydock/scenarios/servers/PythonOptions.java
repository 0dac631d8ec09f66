package dev.drydock.scenarios.servers;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.model.Serve;
import dev.drydock.scenarios.tools.ToolRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `python3 -m http.server [-b ADDRESS] [-d FOLDER] [PORT]` (`Lib/http/server.py`): on 0.0.0.0 port
/// 8000, of the folder it was started in.
final class PythonOptions {
  /// How such a server is called in a plan.
  static final String SERVER = "python-http";

  private static final String MODULE = "http.server";

  private PythonOptions() {}

  /// Whether this is such a command line.
  static boolean isServer(List<String> words) {
    int module = words.indexOf(MODULE);
    return module > 1
        && words.get(module - 1).equals("-m")
        && ToolRegistry.baseName(words.getFirst()).matches("python[0-9.]*");
  }

  /// What it opens.
  static List<Serve> listening(List<String> words) {
    int port = 8000;
    IpAddress address = IpAddress.ANY_V4;
    for (int i = words.indexOf(MODULE) + 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.matches("\\d{1,5}")) {
        port = Integer.parseInt(word);
      }
      String bound = value(words, i, "-b", "--bind");
      IpAddress wanted = bound.isEmpty() ? null : IpAddress.parseOrNull(bound);
      address = wanted == null ? address : wanted;
      i += isOption(word) ? 1 : 0;
    }
    return List.of(new Serve.Http(address, port, SERVER, Map.of()));
  }

  private static boolean isOption(String word) {
    return List.of("-b", "--bind", "-d", "--directory", "-p", "--protocol").contains(word);
  }

  /// The value of the option that stands at a place; empty where another word stands.
  private static String value(List<String> words, int at, String letter, String name) {
    String word = words.get(at);
    if (word.equals(letter) || word.equals(name)) {
      return at + 1 < words.size() ? words.get(at + 1) : "";
    }
    return word.startsWith(name + "=") ? word.substring(name.length() + 1) : "";
  }

  /// The command line with the folder that it was started in.
  ///
  /// @param started empty for the root
  static List<String> located(List<String> words, String started) {
    if (!isServer(words)) {
      return words;
    }
    List<String> located = new ArrayList<>(words);
    located.add(words.indexOf(MODULE) + 1, "--directory=" + (started.isEmpty() ? "/" : started));
    return located;
  }

  /// The folder that it shows: the last that is named.
  static String folder(List<String> words) {
    String folder = "/";
    for (int i = words.indexOf(MODULE) + 1; i < words.size(); i++) {
      String named = value(words, i, "-d", "--directory");
      String path = named.startsWith("/") || named.isEmpty() ? named : folder + "/" + named;
      folder = path.isEmpty() ? folder : path.replaceAll("/+", "/");
    }
    return folder.equals("/") ? folder : folder.replaceFirst("/$", "");
  }
}
