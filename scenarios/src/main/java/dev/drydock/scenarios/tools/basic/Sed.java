package dev.drydock.scenarios.tools.basic;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.List;

/// `sed`: lines chosen and changed by a script of `s`, `p`, `d`, `q`, `=`, `a`, `i` and `c` with
/// addresses (POSIX.1-2017, XCU sed). Branches and the hold space are refused.
final class Sed implements Tool {
  @Override
  public int run(Invocation invocation) {
    List<String> expressions = new ArrayList<>();
    List<String> words = withoutExpressions(invocation.arguments(), expressions);
    Options options = Options.parse(words, "nErisuz");
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    List<String> paths = new ArrayList<>(options.rest());
    if (expressions.isEmpty()) {
      if (paths.isEmpty()) {
        invocation.err("Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...");
        return 1;
      }
      expressions.add(paths.removeFirst());
    }
    boolean isExtended = options.has('E') || options.has('r');
    try {
      List<SedCommand> script = SedCommand.parse(String.join("\n", expressions), isExtended);
      return options.has('i')
          ? inPlace(invocation, script, options, paths)
          : filter(invocation, script, options, paths);
    } catch (SedCommand.WrongException e) {
      invocation.err("sed: -e expression #1: " + e.getMessage());
      return 1;
    } catch (BoundedText.TooMuchException | StackOverflowError e) {
      invocation.err("sed: the pattern takes too long");
      return 1;
    }
  }

  /// `-e SCRIPT` may be given several times.
  private static List<String> withoutExpressions(List<String> words, List<String> expressions) {
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isAlone = word.equals("-e") || word.equals("-ne") || word.equals("--expression");
      if (isAlone && i + 1 < words.size()) {
        expressions.add(words.get(++i));
        rest.addAll(word.equals("-ne") ? List.of("-n") : List.of());
      } else {
        rest.add(word);
      }
    }
    return rest;
  }

  private static int filter(
      Invocation invocation, List<SedCommand> script, Options options, List<String> paths) {
    String text = Texts.read(invocation, paths);
    if (text == null) {
      return 2;
    }
    invocation.output().write(edited(text, script, options.has('n')), false);
    return 0;
  }

  private static int inPlace(
      Invocation invocation, List<SedCommand> script, Options options, List<String> paths) {
    PlaceFiles files = new PlaceFiles(invocation.place());
    for (String path : paths) {
      String text = files.read(path);
      if (text == null) {
        invocation.err("sed: can't read " + path + ": No such file or directory");
        return 2;
      }
      if (!files.canWrite(path)
          || !files.write(path, edited(text, script, options.has('n')), false)) {
        invocation.err("sed: couldn't open file " + path + ": " + files.writeError(path));
        return 4;
      }
    }
    return 0;
  }

  private static String edited(String text, List<SedCommand> script, boolean isQuiet) {
    List<String> lines = Texts.lines(text);
    BoundedText account = new BoundedText("");
    StringBuilder out = new StringBuilder();
    boolean isOver = false;
    for (int i = 0; i < lines.size() && !isOver; i++) {
      SedCommand.Cycle cycle = new SedCommand.Cycle(lines.get(i), i + 1, i + 1 == lines.size());
      for (SedCommand command : script) {
        if (cycle.isDeleted() || cycle.isLast()) {
          break;
        }
        command.apply(cycle, account, out);
      }
      if (!isQuiet && !cycle.isDeleted()) {
        out.append(cycle.text()).append('\n');
      }
      out.append(cycle.appended());
      isOver = cycle.isLast();
    }
    boolean isEndMissing = !text.isEmpty() && !text.endsWith("\n") && !isOver;
    if (isEndMissing && out.length() > 0) {
      out.setLength(out.length() - 1);
    }
    return out.toString();
  }
}
