package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.tools.process.SignalList;
import dev.drydock.scenarios.tools.process.Visible;
import java.util.ArrayList;
import java.util.List;

/// `kill`: ends jobs (`%1`, `$!`) and processes of containers.
final class KillBuiltin implements Builtin {
  private static final int SIGTERM = 15;

  @Override
  public int run(Execution shell, List<String> words) {
    List<String> rest = new ArrayList<>(words);
    if (!rest.isEmpty() && rest.getFirst().equals("-l")) {
      Streams streams = shell.streams();
      return SignalList.tell(
          "sh", rest.subList(1, rest.size()), streams.out()::accept, streams.err()::accept);
    }
    int signal = SIGTERM;
    if (!rest.isEmpty() && rest.get(0).startsWith("-")) {
      String named = rest.remove(0).substring(1);
      signal = SignalList.number(named.equals("s") && !rest.isEmpty() ? rest.remove(0) : named);
    }
    if (signal < 0 || rest.isEmpty()) {
      shell.streams().err().accept("sh: kill: bad signal or no process\n");
      return 1;
    }
    int status = 0;
    for (String word : rest) {
      if (!kill(shell, word, signal)) {
        shell.streams().err().accept("sh: can't kill pid " + word + ": No such process\n");
        status = 1;
      }
    }
    return status;
  }

  /// Signal 0 only asks whether the process is there.
  private static boolean kill(Execution shell, String word, int signal) {
    Job job = shell.task().session().jobs().find(word);
    if (job != null) {
      if (signal != 0) {
        job.signal(signal);
      }
      return true;
    }
    return word.matches("\\d{1,9}")
        && new Visible(shell.place(), shell.task()).kill(Long.parseLong(word), signal);
  }
}
