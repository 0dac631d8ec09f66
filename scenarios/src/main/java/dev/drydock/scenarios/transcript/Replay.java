package dev.drydock.scenarios.transcript;

import dev.drydock.scenarios.tools.Output;
import java.io.IOException;
import java.util.List;

/// One replay of a session, from top to bottom.
final class Replay {
  /// From the opening of a step's captures to its first command.
  private static final long LEAD_NANOS = 600_000_000L;

  /// Between the end of a step and the captures of the next, when nothing is captured: reading the
  /// counters and starting `tcpdump` for each interface. Recorded sessions need 0.2 to 0.4 s.
  private static final long BETWEEN_NANOS = 250_000_000L;

  /// Before each command of a session without steps: that is a page, whose commands somebody typed
  /// one after the other, or a program that waited for each to have its effect (moby
  /// `integration/network/bridge/iptablesdoc`, `pollService`).
  private static final long TYPING_NANOS = 1_000_000_000L;

  private final Bench bench;
  private final Output screen;
  private final OpenStep step;
  private final Directives directives;
  private final StringBuilder written = new StringBuilder();

  Replay(Bench bench, Output screen) {
    this.bench = bench;
    this.screen = screen;
    this.step = new OpenStep(bench);
    this.directives =
        new Directives(bench, step, problem -> screen.write("drydock: " + problem + "\n", true));
  }

  /// Replays a session.
  ///
  /// @return the same text with our outputs
  String run(Session session) throws IOException {
    List<Session.Entry> entries = session.entries();
    boolean isPage = entries.stream().noneMatch(Session.Step.class::isInstance);
    for (int i = 0; i < entries.size(); i++) {
      Session.Entry entry = entries.get(i);
      boolean beforeStep = i + 1 < entries.size() && entries.get(i + 1) instanceof Session.Step;
      boolean command = entry instanceof Session.Command;
      if (command && isPage) {
        bench.interpreter().pass(TYPING_NANOS);
      }
      play(entry);
      int most = beforeStep ? 2 : 1; // more belong to the output that stood there
      write("\n".repeat(command ? Math.min(entry.blankLines(), most) : entry.blankLines()));
    }
    step.close();
    return written.toString();
  }

  private void play(Session.Entry entry) throws IOException {
    switch (entry) {
      case Session.Text text -> write(text.line() + "\n");
      case Session.Step(String name, int _) -> {
        write("######## step " + name + "\n");
        step.close();
        bench.interpreter().pass(BETWEEN_NANOS);
        step.open(name);
        bench.interpreter().pass(LEAD_NANOS);
      }
      case Session.Directive directive -> {
        write(directive.line() + "\n");
        directives.run(directive.words());
      }
      case Session.Command command -> type(command);
    }
  }

  private void type(Session.Command command) {
    write(String.join("\n", command.lines()) + "\n");
    int before = written.length();
    int status = bench.interpreter().run(command.prompt(), (text, error) -> write(text));
    boolean lineIsOpen = written.length() > before && written.charAt(written.length() - 1) != '\n';
    write(lineIsOpen ? "\n" : "");
    write(status == 0 ? "" : "[exit status " + status + "]\n");
  }

  private void write(String text) {
    written.append(text);
    screen.write(text, false);
  }
}
