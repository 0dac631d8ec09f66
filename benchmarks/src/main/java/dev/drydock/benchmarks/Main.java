package dev.drydock.benchmarks;

import dev.drydock.benchmarks.Suite.Effort;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.RunnerException;

/// `drydock bench`: runs the benchmarks and prints one table on stdout; what it is busy with goes
/// to stderr.
///
/// Exit codes: 0 all ran, whatever the verdicts · 2 the command line or the JSON file is wrong · 3
/// a benchmark failed.
public final class Main {
  private final PrintStream out;
  private final PrintStream err;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// Runs the benchmarks and ends the JVM.
  public static void main(String[] words) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(new Main(out, System.err).run(List.of(words)));
  }

  /// Runs one command line.
  ///
  /// @return the exit code
  int run(List<String> words) {
    try {
      Arguments arguments = Arguments.parse(words);
      if (arguments.help()) {
        out.print(Arguments.USAGE);
        return 0;
      }
      measure(arguments);
      return 0;
    } catch (IllegalArgumentException e) {
      err.println("drydock bench: " + e.getMessage());
      err.print(Arguments.USAGE);
      return 2;
    } catch (NoBenchmarksException e) {
      err.println("drydock bench: no benchmark has this in its name");
      return 2;
    } catch (IOException e) {
      err.println("drydock bench: the results cannot be written: " + e.getMessage());
      return 2;
    } catch (RunnerException e) {
      err.println("drydock bench: " + e.getMessage());
      return 3;
    }
  }

  private void measure(Arguments arguments) throws RunnerException, IOException {
    boolean quick = arguments.quick();
    Effort effort = quick ? Effort.QUICK : Effort.FULL;
    Surroundings where = Surroundings.here();
    Results results = Suite.run(arguments.filter(), effort, !quick, new Progress(err));
    List<Goal> goals = quick ? List.of() : Goals.ALL;
    out.println(where + (quick ? ", quick: the figures are rough, and not judged" : ""));
    out.println();
    out.print(ResultTable.of(results, goals));
    HopCosts hops = HopCosts.of(results);
    if (!hops.rows().isEmpty()) {
      out.println();
      out.print(hops.table(where));
    }
    if (arguments.svg() != null) {
      Files.writeString(arguments.svg(), HopChart.of(hops, where));
    }
    if (arguments.json() != null) {
      Files.writeString(arguments.json(), ResultJson.of(results, goals, where, quick));
    }
  }
}
