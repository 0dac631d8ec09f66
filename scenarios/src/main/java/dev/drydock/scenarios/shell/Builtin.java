package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.tools.Folders;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.ToolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A command that only the shell itself can be.
interface Builtin {
  /// Added to the number of a signal that ended something.
  int SIGNALLED = 128;

  /// The builtins by name.
  Map<String, Builtin> ALL =
      Map.ofEntries(
          Map.entry(":", (shell, words) -> 0),
          Map.entry("cd", Builtin::cd),
          Map.entry("exit", Builtin::exit),
          Map.entry("return", Builtin::exit),
          Map.entry("break", (shell, words) -> leave(shell, words, false)),
          Map.entry("continue", (shell, words) -> leave(shell, words, true)),
          Map.entry("export", Builtin::export),
          Map.entry("unset", Builtin::unset),
          Map.entry("set", Builtin::set),
          Map.entry("shift", Builtin::shift),
          Map.entry("read", Builtin::read),
          Map.entry("eval", Builtin::eval),
          Map.entry("exec", Builtin::exec),
          Map.entry("kill", new KillBuiltin()),
          Map.entry("umask", Builtin::umask),
          Map.entry("ulimit", new LimitBuiltin()),
          Map.entry("trap", (shell, words) -> shell.traps().set(shell, words)),
          Map.entry("wait", Builtin::await),
          Map.entry("jobs", Builtin::jobs));

  /// The builtin of this name; null for none.
  static @Nullable Builtin named(String name) {
    return ALL.get(name);
  }

  /// Runs it.
  ///
  /// @param words without its name
  /// @return the exit status
  int run(Execution shell, List<String> words) throws SyntaxException;

  private static int exit(Execution shell, List<String> words) throws SyntaxException {
    shell.flow().exit();
    return words.isEmpty()
        ? shell.traps().statusOfExit(shell.status())
        : number(words.get(0)) & 0xff;
  }

  private static int number(String word) throws SyntaxException {
    if (!word.matches("\\d{1,9}")) {
      throw new SyntaxException("Illegal number: " + word);
    }
    return Integer.parseInt(word);
  }

  private static int leave(Execution shell, List<String> words, boolean thenContinue)
      throws SyntaxException {
    int levels = words.isEmpty() ? 1 : number(words.get(0));
    shell.flow().leaveLoops(Math.max(levels, 1), thenContinue);
    return 0;
  }

  /// `cd`, `cd FOLDER`, `cd -`, in the words of BusyBox's ash and of Debian's dash.
  private static int cd(Execution shell, List<String> words) {
    List<String> paths = words.stream().filter(word -> !word.matches("-[LP]|--")).toList();
    boolean isHome = paths.isEmpty();
    boolean isBack = !isHome && paths.getFirst().equals("-");
    String variable = shell.value(isHome ? "HOME" : "OLDPWD");
    String wanted =
        !isHome && !isBack
            ? paths.getFirst()
            : variable == null ? shell.place().folder() : variable;
    Folders folders = new Folders(shell.place());
    if (!folders.isFolder(wanted)) {
      boolean isAsh = shell.place().toolbox().has(ToolEntry.BUSYBOX);
      boolean isFile = new PlaceFiles(shell.place()).exists(wanted);
      String why = isFile ? ": Not a directory" : ": No such file or directory";
      String line = isAsh ? "cd: line 0: can't cd to " : "1: cd: can't cd to ";
      shell.streams().err().accept("sh: " + line + wanted + (isAsh ? why : "") + "\n");
      return 2;
    }
    shell.moveTo(folders.path(wanted));
    if (isBack) {
      shell.streams().out().accept(shell.place().folder() + "\n");
    }
    return 0;
  }

  private static int export(Execution shell, List<String> words) {
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (!WordReader.isName(name)) {
        shell.streams().err().accept("sh: export: " + name + ": bad variable name\n");
        return 2;
      }
      if (equals >= 0) {
        shell.assign(name, word.substring(equals + 1));
      }
      shell.variables().export(name);
    }
    return 0;
  }

  private static int unset(Execution shell, List<String> words) {
    words.forEach(shell.variables()::unset);
    return 0;
  }

  private static int set(Execution shell, List<String> words) {
    if (!words.isEmpty() && words.get(0).equals("--")) {
      shell.variables().setParameters(words.subList(1, words.size()));
      return 0;
    }
    if (!words.isEmpty() && words.get(0).startsWith("-")) {
      shell.streams().err().accept("sh: set: options are not supported here\n");
      return 2;
    }
    shell.variables().setParameters(words);
    return 0;
  }

  private static int shift(Execution shell, List<String> words) throws SyntaxException {
    List<String> parameters = shell.parameters();
    int count = words.isEmpty() ? 1 : number(words.get(0));
    if (count > parameters.size()) {
      return 1;
    }
    shell.variables().setParameters(parameters.subList(count, parameters.size()));
    return 0;
  }

  /// `read NAME…`: the last name takes what is left of the line.
  private static int read(Execution shell, List<String> words) {
    List<String> names = new ArrayList<>(words);
    names.removeIf(name -> name.startsWith("-"));
    String line = shell.streams().input().line(shell.task());
    String rest = line == null ? "" : line.strip();
    for (int i = 0; i < names.size(); i++) {
      boolean last = i == names.size() - 1;
      String[] parts = last ? new String[] {rest, ""} : (rest + " ").split("\\s+", 2);
      shell.assign(names.get(i), parts[0]);
      rest = parts[1].strip();
    }
    return line == null ? 1 : 0;
  }

  /// `umask`, `umask -S`, `umask 027` (BusyBox ash and dash, `umaskcmd`). Files have no modes here.
  private static int umask(Execution shell, List<String> words) {
    int mask = shell.variables().mask();
    if (words.isEmpty()) {
      shell.streams().out().accept("%04o\n".formatted(mask));
      return 0;
    }
    if (words.getFirst().equals("-S")) {
      String text =
          "u=%s,g=%s,o=%s\n".formatted(allowed(mask >> 6), allowed(mask >> 3), allowed(mask));
      shell.streams().out().accept(text);
      return 0;
    }
    if (!words.getFirst().matches("[0-7]{1,4}")) {
      shell.streams().err().accept("sh: umask: illegal mode: " + words.getFirst() + "\n");
      return 1;
    }
    shell.variables().setMask(Integer.parseInt(words.getFirst(), 8) & 0777);
    return 0;
  }

  private static String allowed(int bits) {
    return ((bits & 4) == 0 ? "r" : "")
        + ((bits & 2) == 0 ? "w" : "")
        + ((bits & 1) == 0 ? "x" : "");
  }

  private static int eval(Execution shell, List<String> words) throws SyntaxException {
    return shell.run(Parser.parse(String.join(" ", words)));
  }

  private static int exec(Execution shell, List<String> words) {
    if (words.isEmpty()) {
      return 0;
    }
    shell.flow().exit();
    return shell.task().before(true).execute(words, shell.place(), shell.streams().io());
  }

  private static int await(Execution shell, List<String> words) {
    Task task = shell.task();
    Jobs jobs = task.session().jobs();
    List<Job> awaited = new ArrayList<>();
    if (words.isEmpty()) {
      awaited.addAll(jobs.running());
      awaited.remove(task.job());
    }
    for (String word : words) {
      Job job = jobs.find(word);
      if (job != null) {
        awaited.add(job);
      }
    }
    long limit = task.lab().loop().nowNanos() + Shell.PATIENCE_NANOS;
    Traps traps = shell.traps();
    task.await(() -> traps.isPending() || awaited.stream().allMatch(Job::isDone), limit);
    if (traps.isPending()) {
      return SIGNALLED + traps.first();
    }
    return words.isEmpty() ? 0 : jobs.statusOf(words.getLast());
  }

  private static int jobs(Execution shell, List<String> words) {
    for (Job job : shell.task().session().jobs().running()) {
      shell.streams().out().accept("[" + job.number() + "]  Running\n");
    }
    return 0;
  }
}
