package dev.drydock.scenarios.tools.text;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// `sed`: lines chosen and changed by a script of `s`, `p`, `d`, `q`, `=`, `a`, `i` and `c` with
/// addresses (POSIX.1-2017, XCU sed). Branches and the hold space are refused.
public final class Sed implements Tool {
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
    Lines lines = Lines.of(invocation, paths);
    if (lines == null) {
      return 2;
    }
    edit(lines, script, options.has('n'), text -> invocation.output().write(text, false));
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
      StringBuilder edited = new StringBuilder();
      edit(Lines.of(invocation, text), script, options.has('n'), edited::append);
      if (!files.canWrite(path) || !files.write(path, edited.toString(), false)) {
        invocation.err("sed: couldn't open file " + path + ": " + files.writeError(path));
        return 4;
      }
    }
    return 0;
  }

  /// Writes what becomes of each line as soon as it is read.
  private static void edit(
      Lines lines, List<SedCommand> script, boolean isQuiet, Consumer<String> written) {
    BoundedText account = new BoundedText("");
    boolean isOver = false;
    for (int number = 1; !isOver && lines.hasNext(); number++) {
      StringBuilder out = new StringBuilder();
      String line = String.valueOf(lines.next());
      SedCommand.Cycle cycle = new SedCommand.Cycle(line, number, () -> !lines.hasNext());
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
      if (lines.isEndMissing() && !isOver && !lines.hasNext() && out.length() > 0) {
        out.setLength(out.length() - 1);
      }
      written.accept(out.toString());
    }
  }
}
