package dev.drydock.scenarios.conformance;

import dev.drydock.scenarios.text.LineDiff;
import dev.drydock.scenarios.transcript.Session;
import dev.drydock.scenarios.transcript.Session.Placed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Compares our outputs with recorded ones. Being like any one of several real runs is enough;
/// where the real runs disagree, the shape of an output is.
public final class SessionCheck {
  private final List<List<Placed>> runs;

  /// Compares with these runs of the same session.
  ///
  /// @param sessions the texts; the first says which commands count
  public SessionCheck(List<String> sessions) {
    runs = sessions.stream().map(text -> Session.parse(text).commands()).toList();
  }

  /// Compares with a recorded session and the further runs of it that lie beside it in `again-*`.
  ///
  /// @throws IOException if a file cannot be read
  public static SessionCheck of(Path session) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path run : Recording.of(session).runs()) {
      Path text = texts.isEmpty() ? session : run.resolve("session.txt");
      if (Files.isRegularFile(text)) {
        texts.add(Files.readString(text));
      }
    }
    return new SessionCheck(texts);
  }

  /// How alike two sessions are.
  ///
  /// @param commands how many were compared
  /// @param differences those whose output is another one
  public record Result(int commands, List<Difference> differences) {
    /// Copies the list.
    public Result {
      differences = List.copyOf(differences);
    }

    /// Whether all outputs are alike.
    public boolean isAlike() {
      return differences.isEmpty();
    }
  }

  /// One command whose output is another one.
  ///
  /// @param lines `-` what the real one says, `+` what ours says
  public record Difference(String step, String command, List<String> lines) {
    /// Copies the list.
    public Difference {
      lines = List.copyOf(lines);
    }
  }

  /// Compares a session with our outputs.
  public Result compare(String ours) {
    List<Placed> commands = Session.parse(ours).commands();
    List<Difference> differences = new ArrayList<>();
    List<Placed> first = runs.get(0);
    for (int i = 0; i < first.size(); i++) {
      Placed real = first.get(i);
      List<List<String>> reals = new ArrayList<>();
      for (List<Placed> run : runs) {
        find(run, i, real).forEach(found -> reals.add(Names.clean(found.output())));
      }
      List<String> said =
          find(commands, i, real).stream()
              .findFirst()
              .map(found -> Names.clean(found.output()))
              .orElse(List.of("[no answer]"));
      if (!isAlike(said, reals)) {
        List<String> lines = LineDiff.between(reals.get(0), said);
        differences.add(new Difference(real.step(), real.command(), lines));
      }
    }
    return new Result(first.size(), differences);
  }

  private static boolean isAlike(List<String> said, List<List<String>> reals) {
    if (reals.contains(said)) {
      return true;
    }
    boolean agreed = reals.stream().allMatch(real -> real.equals(reals.get(0)));
    return !agreed && reals.stream().anyMatch(real -> Names.shape(real).equals(Names.shape(said)));
  }

  /// The command at the same place, else the first that is the same; none or one.
  private static List<Placed> find(List<Placed> commands, int index, Placed wanted) {
    if (index < commands.size() && commands.get(index).isSameAs(wanted)) {
      return List.of(commands.get(index));
    }
    return commands.stream().filter(wanted::isSameAs).limit(1).toList();
  }
}
