package dev.drydock.cli;

import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.shell.Prompt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Lines as they are typed into the shell: `use`, `help` and `exit` are ours, everything else is a
/// command of the lab.
final class TypedLines {
  private static final String HELP =
      """
      use PLACE      stay at a place: a machine (pc), a container (one@host), a container's
                     namespace with the machine's tools (one@host(netns)); without PLACE: back
      PLACE$ CMD     one command elsewhere: pc$ ping 192.168.0.10
      exit [N]       leave the container that "docker exec -it", "run -it" or "attach" led into;
                     else end the shell
      Everything else is a command of the place: docker, ip, ping ...
      """;

  private final LiveLab lab;
  private final Streams streams;
  private final Pace pace;
  private Prompt place;
  private int status;
  private boolean ended;
  private final Deque<Stay> stays = new ArrayDeque<>();
  private String pending = "";

  /// Lines from a file or a pipe: they run as fast as they can.
  TypedLines(LiveLab lab, Streams streams) {
    this(lab, streams, new Pace(() -> Long.MIN_VALUE, () -> 0, nanos -> {}));
  }

  /// Lines typed by somebody who reads what comes.
  TypedLines(LiveLab lab, Streams streams, Pace pace) {
    this.lab = lab;
    this.streams = streams;
    this.pace = pace;
    this.place = new Prompt(lab.mainMachine(), "", false, "");
    lab.onEnter(this::enter);
  }

  /// A shell that was opened elsewhere.
  ///
  /// @param before where it was opened
  /// @param left is told the exit status when it is left
  private record Stay(Prompt before, IntConsumer left) {}

  private void enter(Prompt inside, IntConsumer left) {
    stays.push(new Stay(place, left));
    place = inside;
  }

  /// What stands before the cursor: `host$ `.
  String prompt() {
    return isOpen() ? "> " : place.shown();
  }

  /// The exit status of the last command.
  int status() {
    return status;
  }

  /// Whether `exit` was typed, or nobody reads the results any more.
  boolean isEnded() {
    return ended;
  }

  /// Whether further lines belong to the one typed last: a here-document has begun.
  boolean isOpen() {
    return !pending.isEmpty();
  }

  /// Runs a line, or keeps it until the command is whole.
  void type(String line) {
    String whole = pending + line;
    pending = "";
    if (Interpreter.needsMore(whole)) {
      pending = whole + "\n";
    } else {
      runWhole(whole);
    }
  }

  /// Runs what a here-document without its end was part of; says that it is incomplete.
  void end() {
    if (isOpen()) {
      String whole = pending;
      pending = "";
      runWhole(whole);
    }
  }

  private void runWhole(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    String[] words = text.split("\\s+", 3);
    switch (words[0]) {
      case "exit", "logout" -> exit(words.length > 1 ? words[1] : null);
      case "use" -> use(words.length > 1 ? words[1] : "");
      case "help" -> streams.out().print(HELP);
      default -> run(Prompt.isTyped(text) ? Prompt.parse(text) : at(place, text));
    }
    streams.out().flush();
    ended |= streams.isClosed();
  }

  private static Prompt at(Prompt place, String command) {
    return new Prompt(place.machine(), place.container(), place.machineTools(), command);
  }

  private void exit(@Nullable String number) {
    if (number != null && number.matches("[0-9]{1,3}")) {
      status = Integer.parseInt(number) & 0xff;
    }
    if (stays.isEmpty()) {
      ended = true;
    } else {
      Stay stay = stays.pop();
      place = stay.before();
      stay.left().accept(status);
    }
  }

  /// A place is tried with a command that does nothing.
  private void use(String name) {
    Prompt wanted =
        name.isEmpty() ? new Prompt(lab.mainMachine(), "", false, ":") : Prompt.parse(name + "$ :");
    if (!wanted.command().equals(":")) {
      streams.err().println("use: \"" + name + "\" is no place; places look like pc or one@host");
      status = 2;
      return;
    }
    run(wanted);
    if (status == 0) {
      place = at(wanted, "");
      stays.clear(); // as detaching does
    }
  }

  /// Runs a command somewhere; what it writes appears at once.
  void run(Prompt prompt) {
    pace.begin();
    status =
        lab.run(
            prompt,
            (text, error) -> {
              pace.beforeOutput();
              if (error) {
                streams.out().flush();
              }
              (error ? streams.err() : streams.out()).print(text);
            });
  }
}
