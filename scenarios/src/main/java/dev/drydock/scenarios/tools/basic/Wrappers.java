package dev.drydock.scenarios.tools.basic;

import dev.drydock.scenarios.text.Quantities;
import dev.drydock.scenarios.tools.BusyboxUsage;
import dev.drydock.scenarios.tools.Executables;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolRegistry;
import dev.drydock.scenarios.tools.Toolbox;
import dev.drydock.scenarios.tools.text.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Commands that run other commands: `sh`, `sudo`, `timeout`, `env`, `xargs`; and `sleep`.
final class Wrappers {
  private static final int XARGS_WORDS_MAX = 10_000;
  private static final int NOT_FOUND = 127;

  private Wrappers() {}

  /// `bash`, where it may be.
  static int bash(Invocation invocation) {
    if (!Executables.mayHaveBash(invocation.place().toolbox())) {
      invocation.err("sh: bash: not found");
      return 127;
    }
    return sh(invocation);
  }

  /// `busybox APPLET ARGUMENT…`, `busybox --list` (BusyBox 1.35 `libbb/appletlib.c`).
  static int busybox(Invocation invocation) {
    List<String> words = invocation.arguments();
    Place place = invocation.place();
    if (words.isEmpty() || words.getFirst().equals("--help")) {
      invocation.out(BusyboxUsage.of("busybox").text());
      return 0;
    }
    String name = words.getFirst();
    if (name.equals("--list")) {
      Executables.applets(place.toolbox()).forEach(invocation::out);
      return 0;
    }
    if (!Executables.isApplet(name, place.toolbox())) {
      invocation.err(name + ": applet not found");
      return NOT_FOUND;
    }
    return execute(invocation, place.with(place.toolbox().ofApplets()), words);
  }

  private static Invocation.Io io(Invocation invocation) {
    return new Invocation.Io(invocation.standardInput(), invocation.output());
  }

  /// `sh -c SCRIPT [NAME ARGUMENT…]`, `sh FILE`, or a script on standard input.
  static int sh(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "+cil");
    if (options.unknown() != 0) {
      invocation.err("sh: option -" + options.unknown() + " is not supported here");
      return 2;
    }
    List<String> rest = options.rest();
    if (options.has('c')) {
      if (rest.isEmpty()) {
        invocation.err("sh: -c requires an argument");
        return 2;
      }
      List<String> words = rest.size() > 2 ? rest.subList(2, rest.size()) : List.of();
      return script(invocation, rest.get(0), words);
    }
    if (rest.isEmpty()) {
      Invocation.Io io = new Invocation.Io("", invocation.output());
      return invocation.shell().run(invocation.input(), place(invocation), io);
    }
    String text = new PlaceFiles(invocation.place()).read(rest.get(0));
    if (text == null) {
      invocation.err("sh: can't open '" + rest.get(0) + "': No such file or directory");
      return 2;
    }
    return script(invocation, text, rest.subList(1, rest.size()));
  }

  private static int script(Invocation invocation, String text, List<String> words) {
    StringBuilder script = new StringBuilder();
    if (!words.isEmpty()) {
      script.append("set --");
      words.forEach(word -> script.append(" '").append(word.replace("'", "'\\''")).append('\''));
      script.append('\n');
    }
    script.append(text);
    return invocation.shell().run(script.toString(), place(invocation), io(invocation));
  }

  /// Where a command runs that this one starts, with the tools that this one finds.
  private static Place place(Invocation invocation) {
    Place place = invocation.place();
    String name = ToolRegistry.baseName(invocation.name());
    boolean isOther = name.equals("bash") || name.equals("nohup");
    Toolbox toolbox = place.toolbox();
    return place.with(isOther ? toolbox.ofOtherProgram() : toolbox.ofBusyboxProgram());
  }

  /// Everybody is root here.
  static int sudo(Invocation invocation) {
    List<String> rest = Options.parse(invocation.arguments(), "+u:g:EHinSs").rest();
    return rest.isEmpty() ? 0 : execute(invocation, invocation.place(), rest);
  }

  static int plain(Invocation invocation) {
    List<String> rest = invocation.arguments();
    return rest.isEmpty() ? 0 : execute(invocation, place(invocation), rest);
  }

  private static int execute(Invocation invocation, Place place, List<String> words) {
    return invocation.shell().execute(words, place, io(invocation));
  }

  static int sleep(Invocation invocation) {
    long total = 0;
    for (String word : invocation.arguments()) {
      Long nanos = seconds(word);
      if (nanos == null) {
        invocation.err("sleep: invalid number '" + word + "'");
        return 1;
      }
      total = Math.min(total + nanos, Long.MAX_VALUE / 4);
    }
    if (invocation.arguments().isEmpty()) {
      invocation.err("sleep: missing operand");
      return 1;
    }
    invocation.sleep(total);
    return 0;
  }

  /// Nanoseconds of `2`, `0.5`, `.5`, `1m`; null for none.
  private static @Nullable Long seconds(String word) {
    String digits = word.startsWith(".") ? "0" + word : word;
    Long nanos = Quantities.nanos(digits.matches("[0-9.]+") ? digits + "s" : digits);
    return nanos == null || nanos > Long.MAX_VALUE / 8 ? null : nanos;
  }

  /// Interrupts a command after some time; its status is then 124.
  static int timeout(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "+s:k:t:");
    List<String> rest = new ArrayList<>(options.rest());
    String given = options.value('t');
    Long nanos = rest.isEmpty() ? null : seconds(given == null ? rest.remove(0) : given);
    if (nanos == null || rest.isEmpty()) {
      invocation.err("timeout: usage: timeout SECONDS COMMAND...");
      return 125;
    }
    var loop = invocation.lab().loop();
    long deadline = loop.nowNanos() + nanos;
    Shell shell = nanos == 0 ? invocation.shell() : invocation.shell().until(deadline);
    Place place = place(invocation);
    Tool tool = invocation.shell().tools().find(rest.get(0), place.toolbox());
    boolean speaksLast = nanos == 0 || (tool != null && tool.catchesTermination());
    // What is killed says nothing more, as a rule.
    Output output =
        (text, error) -> {
          if (speaksLast || loop.nowNanos() < deadline) {
            invocation.output().write(text, error);
          }
        };
    Invocation.Io io = new Invocation.Io(invocation.standardInput(), output);
    int status = shell.execute(rest, place, io);
    return nanos > 0 && loop.nowNanos() >= deadline ? 124 : status;
  }

  /// Prints the environment, or runs a command in another one.
  static int env(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "+iu:");
    Map<String, String> environment = new LinkedHashMap<>();
    if (!options.has('i')) {
      environment.putAll(invocation.place().environment());
    }
    String unset = options.value('u');
    if (unset != null) {
      environment.remove(unset);
    }
    List<String> rest = new ArrayList<>(options.rest());
    while (!rest.isEmpty() && rest.get(0).indexOf('=') > 0) {
      String word = rest.remove(0);
      int equals = word.indexOf('=');
      environment.put(word.substring(0, equals), word.substring(equals + 1));
    }
    if (rest.isEmpty()) {
      environment.forEach((name, value) -> invocation.out(name + "=" + value));
      return 0;
    }
    return execute(invocation, place(invocation).withEnvironment(environment), rest);
  }

  /// Prints some variables.
  static int printenv(Invocation invocation) {
    if (invocation.arguments().isEmpty()) {
      return env(invocation);
    }
    int status = 0;
    for (String name : invocation.arguments()) {
      String value = invocation.place().environment().get(name);
      if (value == null) {
        status = 1;
      } else {
        invocation.out(value);
      }
    }
    return status;
  }

  /// `xargs [-n N] [-r] COMMAND…`: the words of standard input behind the command's own.
  static int xargs(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "+n:I:rt0");
    List<String> command = options.rest().isEmpty() ? List.of("echo") : options.rest();
    String given = invocation.input().strip();
    List<String> words = given.isEmpty() ? List.of() : List.of(given.split("\\s+"));
    if (words.size() > XARGS_WORDS_MAX) {
      invocation.err("xargs: too many words (limit " + XARGS_WORDS_MAX + ")");
      return 1;
    }
    if (words.isEmpty() && options.has('r')) {
      return 0;
    }
    String most = options.value('n');
    int size = most != null && most.matches("[1-9]\\d{0,5}") ? Integer.parseInt(most) : 0;
    String mark = options.value('I');
    int each = mark != null ? 1 : size == 0 ? Math.max(words.size(), 1) : size;
    int status = 0;
    Invocation.Io io = new Invocation.Io("", invocation.output());
    for (int i = 0; i == 0 || i < words.size(); i += each) {
      List<String> part = words.subList(i, Math.min(i + each, words.size()));
      List<String> line = xargsLine(command, part, mark);
      int ended = invocation.shell().execute(line, place(invocation), io);
      status = ended == 0 ? status : 123;
    }
    return status;
  }

  private static List<String> xargsLine(
      List<String> command, List<String> part, @Nullable String mark) {
    List<String> line = new ArrayList<>();
    if (mark == null || mark.isEmpty()) {
      line.addAll(command);
      line.addAll(part);
    } else {
      command.forEach(word -> line.add(word.replace(mark, part.isEmpty() ? "" : part.get(0))));
    }
    return line;
  }
}
