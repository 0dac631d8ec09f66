package dev.drydock.scenarios.tools.basic;

import dev.drydock.core.netns.Sysctls;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.text.Options;
import dev.drydock.scenarios.tools.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// `sysctl`: reads and writes settings of the namespace.
final class Sysctl implements Tool {
  private static final Map<String, String> LONG =
      Map.of(
          "--all",
          "-a",
          "--names",
          "-N",
          "--values",
          "-n",
          "--write",
          "-w",
          "--ignore",
          "-e",
          "--quiet",
          "-q",
          "--pattern",
          "-r");

  @Override
  public int run(Invocation invocation) {
    List<String> words = new ArrayList<>(invocation.arguments());
    words.replaceAll(word -> LONG.getOrDefault(word, word));
    Options options = Options.parse(words, "wnNqeaAXr:p:");
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    if (options.has('p')) {
      invocation.err("sysctl: -p is not supported here");
      return 1;
    }
    if (options.has('a') || options.has('A') || options.has('X')) {
      return all(invocation, options);
    }
    if (options.rest().isEmpty()) {
      invocation.err("sysctl: no variables specified");
      invocation.err("Try `sysctl --help' for more information.");
      return 1;
    }
    int status = 0;
    for (String word : options.rest()) {
      int equals = word.indexOf('=');
      status |= equals < 0 ? show(invocation, options, word) : set(invocation, options, word);
    }
    return status;
  }

  /// `-a`: everything that has a value here, in the order of the paths; with `-r` what matches.
  private static int all(Invocation invocation, Options options) {
    Pattern wanted;
    try {
      wanted = Pattern.compile(String.join("", options.all('r')));
    } catch (PatternSyntaxException e) {
      invocation.err("sysctl: cannot compile \"" + options.value('r') + "\"");
      return 1;
    }
    for (String name : settings(invocation).names()) {
      if (wanted.matcher(name).find()) {
        show(invocation, options, name);
      }
    }
    return 0;
  }

  private static int show(Invocation invocation, Options options, String name) {
    String value = settings(invocation).get(name);
    if (value == null) {
      return options.has('e') ? 0 : unknown(invocation, name);
    }
    String key = name.replace('/', '.');
    boolean namesOnly = options.has('N');
    invocation.out(namesOnly ? key : options.has('n') ? value : key + " = " + value);
    return 0;
  }

  private static int set(Invocation invocation, Options options, String word) {
    int equals = word.indexOf('=');
    String name = word.substring(0, equals).strip();
    String value = word.substring(equals + 1).strip();
    Sysctls settings = settings(invocation);
    if (settings.get(name) == null && !settings.set(name, value)) {
      return options.has('e') ? 0 : unknown(invocation, name);
    }
    if (!settings.set(name, value)) {
      invocation.err("sysctl: setting key \"" + name.replace('/', '.') + "\": Invalid argument");
      return 1;
    }
    if (!options.has('q')) {
      invocation.out(name.replace('/', '.') + " = " + value);
    }
    return 0;
  }

  private static int unknown(Invocation invocation, String name) {
    String path = "/proc/sys/" + name.replace('.', '/');
    invocation.err("sysctl: cannot stat " + path + ": No such file or directory");
    return 1;
  }

  private static Sysctls settings(Invocation invocation) {
    return invocation.place().namespace().sysctls();
  }
}
