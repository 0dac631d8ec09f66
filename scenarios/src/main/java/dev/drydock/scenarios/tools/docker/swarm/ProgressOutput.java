package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.scenarios.tools.docker.client.DockerCall;
import java.util.LinkedHashMap;
import java.util.Map;

/// How the command line shows progress (moby `pkg/jsonmessage`, `Display` and
/// `DisplayJSONMessagesStream`). On a terminal each thing has a line that is written over, and
/// bars; elsewhere every message is a line of its own, and those with a bar are left out (recorded
/// with 20.10.24).
interface ProgressOutput {
  /// What is shown of one thing now.
  ///
  /// @param what stands in front: `1/2`, `overall progress`
  void tell(String what, String state);

  /// The same with a bar.
  ///
  /// @param done how much of the whole is done
  void tell(String what, String state, int done, int whole);

  /// A line of its own.
  void say(String line);

  /// Nothing more comes.
  default void end() {}

  /// Where somebody looks at a terminal, or nobody does.
  static ProgressOutput of(DockerCall call) {
    return call.invocation().shell().isTerminal() ? new OnTerminal(call) : new InLines(call);
  }

  /// Nothing is shown.
  ProgressOutput QUIET =
      new ProgressOutput() {
        @Override
        public void tell(String what, String state) {}

        @Override
        public void tell(String what, String state, int done, int whole) {}

        @Override
        public void say(String line) {}
      };

  /// Each message is a line.
  record InLines(DockerCall call) implements ProgressOutput {
    @Override
    public void tell(String what, String state) {
      call.out(what + ": " + state);
    }

    @Override
    public void tell(String what, String state, int done, int whole) {
      if (done <= 0 && whole <= 0) {
        tell(what, state);
      }
    }

    @Override
    public void say(String line) {
      call.out(line);
    }
  }

  /// What stands on a terminal in the end.
  final class OnTerminal implements ProgressOutput {
    private static final int BAR_COLUMNS = 50;
    private static final int PERCENT = 100;

    private final DockerCall call;
    private final Map<String, String> lines = new LinkedHashMap<>();

    OnTerminal(DockerCall call) {
      this.call = call;
    }

    @Override
    public void tell(String what, String state) {
      lines.put(what, state);
    }

    @Override
    public void tell(String what, String state, int done, int whole) {
      int full = whole <= 0 ? 0 : Math.min(done * PERCENT / whole, PERCENT) * BAR_COLUMNS / PERCENT;
      String bar = "[" + "=".repeat(full) + ">" + " ".repeat(BAR_COLUMNS - full) + "]";
      lines.put(what, whole <= 0 && done <= 0 ? state : state + " " + bar);
    }

    @Override
    public void say(String line) {
      end();
      call.out(line);
    }

    @Override
    public void end() {
      lines.forEach((what, state) -> call.out((what + ": " + state).stripTrailing()));
      lines.clear();
    }
  }
}
