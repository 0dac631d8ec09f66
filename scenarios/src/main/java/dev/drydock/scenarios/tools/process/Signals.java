package dev.drydock.scenarios.tools.process;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.machine.SignalNames;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.ToolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// `pgrep`, `pkill`, `killall` and `pidof`: processes by the names of their programs.
final class Signals {
  private static final int TERM = 15;

  private Signals() {}

  /// What was typed.
  private static final class Words {
    private boolean whole;
    private boolean exact;
    private boolean namesToo;
    private boolean counts;
    private int signal = TERM;
    private final List<String> operands = new ArrayList<>();

    static Words of(Invocation invocation) {
      Words words = new Words();
      for (String word : invocation.arguments()) {
        if (word.startsWith("-") && word.length() > 1) {
          words.take(word.substring(1));
        } else {
          words.operands.add(word);
        }
      }
      return words;
    }

    private void take(String option) {
      int number = SignalNames.number(option);
      if (number >= 0) {
        signal = number;
        return;
      }
      whole |= option.contains("f");
      exact |= option.contains("x");
      namesToo |= option.contains("l") || option.contains("a");
      counts |= option.contains("c");
    }
  }

  static int pgrep(Invocation invocation) {
    Words words = Words.of(invocation);
    Visible visible = new Visible(invocation);
    List<RunningProcess> found = find(invocation, words, visible);
    if (words.counts) {
      invocation.out(Integer.toString(found.size()));
      return found.isEmpty() ? 1 : 0;
    }
    for (RunningProcess process : found) {
      String text = words.namesToo ? " " + String.join(" ", process.words()) : "";
      invocation.out(visible.pid(process) + text);
    }
    return found.isEmpty() ? 1 : 0;
  }

  static int pkill(Invocation invocation) {
    Words words = Words.of(invocation);
    Visible visible = new Visible(invocation);
    List<RunningProcess> found = find(invocation, words, visible);
    found.forEach(process -> visible.kill(visible.pid(process), words.signal));
    return found.isEmpty() ? 1 : 0;
  }

  private static List<RunningProcess> find(Invocation invocation, Words words, Visible visible) {
    if (words.operands.size() != 1) {
      invocation.err(invocation.name() + ": no matching criteria specified");
      return List.of();
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(words.operands.get(0));
    } catch (PatternSyntaxException e) {
      invocation.err(invocation.name() + ": invalid regular expression");
      return List.of();
    }
    return visible.processes().stream().filter(each -> matches(each, pattern, words)).toList();
  }

  private static boolean matches(RunningProcess process, Pattern pattern, Words words) {
    String text = words.whole ? String.join(" ", process.words()) : process.name();
    return words.exact ? pattern.matcher(text).matches() : pattern.matcher(text).find();
  }

  static int kill(Invocation invocation) {
    List<String> typed = invocation.arguments();
    if (!typed.isEmpty() && typed.getFirst().equals("-l")) {
      return SignalList.tell(
          "kill",
          typed.subList(1, typed.size()),
          text -> invocation.output().write(text, false),
          text -> invocation.output().write(text, true));
    }
    Words words = Words.of(invocation);
    Visible visible = new Visible(invocation);
    int status = 0;
    for (String pid : words.operands) {
      if (!pid.matches("\\d{1,9}") || !visible.kill(Long.parseLong(pid), words.signal)) {
        invocation.err("kill: can't kill pid " + pid + ": No such process");
        status = 1;
      }
    }
    return status;
  }

  static int killall(Invocation invocation) {
    Words words = Words.of(invocation);
    Visible visible = new Visible(invocation);
    int status = 0;
    for (String name : words.operands) {
      List<RunningProcess> found = named(visible, name);
      found.forEach(process -> visible.kill(visible.pid(process), words.signal));
      if (found.isEmpty()) {
        boolean isBusybox = invocation.place().toolbox().has(ToolEntry.BUSYBOX);
        invocation.err(
            isBusybox ? "killall: " + name + ": no process killed" : name + ": no process found");
        status = 1;
      }
    }
    return status;
  }

  static int pidof(Invocation invocation) {
    Visible visible = new Visible(invocation);
    List<String> pids = new ArrayList<>();
    for (String name : Words.of(invocation).operands) {
      // The newest comes first.
      named(visible, name).reversed().forEach(p -> pids.add(Integer.toString(visible.pid(p))));
    }
    if (!pids.isEmpty()) {
      invocation.out(String.join(" ", pids));
    }
    return pids.isEmpty() ? 1 : 0;
  }

  private static List<RunningProcess> named(Visible visible, String name) {
    return visible.processes().stream().filter(each -> each.name().equals(name)).toList();
  }
}
