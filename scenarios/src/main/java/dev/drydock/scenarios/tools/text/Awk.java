package dev.drydock.scenarios.tools.text;

import dev.drydock.scenarios.tools.Input;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolEntry;
import java.util.ArrayList;
import java.util.List;

/// `awk`: rules of a pattern and an action for each line (POSIX.1-2017, XCU awk). Known are
/// patterns, `BEGIN` and `END`, `print`, `printf`, `next`, `exit`, assignments, arithmetic,
/// comparisons and some functions; loops, arrays and functions of one's own are refused.
public final class Awk implements Tool {
  /// `BUFFSZ` of mawk 1.3.4.
  private static final int BLOCK_CHARACTERS = 4096;

  @Override
  public int run(Invocation invocation) {
    Options options = Options.parse(invocation.arguments(), "+F:v:");
    List<String> paths = new ArrayList<>(options.rest());
    if (options.unknown() != 0) {
      return Texts.complainOption(invocation, options.unknown());
    }
    if (paths.isEmpty()) {
      invocation.err("usage: awk [-F fs][-v var=value][prog][file ...]");
      return 2;
    }
    try {
      List<AwkParser.Rule> rules = new AwkParser(paths.removeFirst()).read();
      AwkRun run = new AwkRun(invocation);
      assign(run, invocation.arguments());
      return run(invocation, rules, run, paths);
    } catch (AwkParser.WrongException e) {
      invocation.err("awk: " + e.getMessage());
      return 2;
    } catch (BoundedText.TooMuchException | StackOverflowError e) {
      invocation.err("awk: the pattern takes too long");
      return 2;
    }
  }

  private static void assign(AwkRun run, List<String> words) {
    for (int i = 0; i < words.size() && words.get(i).startsWith("-"); i++) {
      String word = words.get(i);
      boolean isAttached = word.length() > 2;
      String value = isAttached ? word.substring(2) : i + 1 < words.size() ? words.get(i + 1) : "";
      if (word.startsWith("-F")) {
        run.set("FS", value.replace("\\t", "\t"));
      } else if (word.startsWith("-v") && value.indexOf('=') > 0) {
        run.set(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
      }
      i += isAttached ? 0 : 1;
    }
  }

  private static int run(
      Invocation invocation, List<AwkParser.Rule> rules, AwkRun run, List<String> paths) {
    play(rules, AwkParser.When.BEGIN, run);
    boolean reads = rules.stream().anyMatch(rule -> rule.when() != AwkParser.When.BEGIN);
    boolean isRead = reads && !run.isOver();
    Lines lines = isRead ? Lines.of(inBlocks(invocation), paths) : Lines.of(invocation, "");
    if (lines == null) {
      return 2;
    }
    while (!run.isOver() && lines.hasNext()) {
      run.begin(String.valueOf(lines.next()));
      play(rules, AwkParser.When.LINE, run);
    }
    run.resume();
    play(rules, AwkParser.When.END, run);
    return run.status();
  }

  /// Debian's awk is mawk, which waits until a block of its input is full.
  private static Invocation inBlocks(Invocation invocation) {
    Input input = invocation.standardInput();
    boolean isMawk = !invocation.place().toolbox().has(ToolEntry.BUSYBOX);
    var io =
        new Invocation.Io(isMawk ? input.inBlocks(BLOCK_CHARACTERS) : input, invocation.output());
    return new Invocation(invocation.shell(), invocation.place(), List.of("awk"), io);
  }

  private static void play(List<AwkParser.Rule> rules, AwkParser.When when, AwkRun run) {
    for (AwkParser.Rule rule : rules) {
      if (rule.when() == when && !run.isLeft() && AwkRun.isTrue(rule.pattern().value(run))) {
        for (AwkParser.Node action : rule.actions()) {
          if (!run.isLeft()) {
            action.value(run);
          }
        }
      }
    }
  }
}
