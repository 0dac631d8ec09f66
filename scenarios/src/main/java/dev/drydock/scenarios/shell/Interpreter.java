package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.tools.CommandTimes;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Entered;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.dns.DnsTools;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs command lines on a lab, as a person at its terminals would type them. Variables last from
/// one line to the next.
///
/// A line that cannot be read, or goes beyond a limit, says so and has status 2; none throws.
public final class Interpreter implements AutoCloseable {
  /// A longer line is refused.
  public static final int LINE_CHARACTERS_MAX = 1 << 16;

  /// One command, without anything that a shell would read otherwise.
  private static final Pattern PLAIN = Pattern.compile("([a-z][a-z0-9_.-]*)( +[\\w./:@%+,=-]+)*");

  /// What `$$` is: a guess at what a machine that has just booted has.
  static final int SHELL_PID = 2000;

  private final Surroundings surroundings;
  private final Task.Session session;
  private final Task foreground;
  private final Variables variables = new Variables();
  private int lastStatus;

  /// An interpreter that has run nothing.
  public Interpreter(Surroundings surroundings) {
    this.surroundings = surroundings;
    ContainerProcesses containers = new ContainerProcesses(surroundings);
    containers.start();
    this.session =
        new Task.Session(
            surroundings,
            new Jobs(),
            new Budget(),
            new Task.Interrupt(),
            containers,
            new Doorway());
    this.foreground = Task.first(session, null);
  }

  /// Runs a line at a place, to its end.
  ///
  /// @return its exit status
  public int run(String line, Place place, Output output) {
    return run(new Typed(line, variables, foreground), place, output);
  }

  /// Runs a line that only looks: it takes no virtual time and changes no variable.
  ///
  /// @return its exit status
  public int look(String line, Place place, Output output) {
    return run(new Typed(line, new Variables(), foreground.uncharged()), place, output);
  }

  private record Typed(String line, Variables variables, Task task) {}

  private int run(Typed typed, Place place, Output output) {
    session.budget().reset();
    session.interrupt().set(false);
    Streams streams = Streams.of(new Invocation.Io("", output));
    Streams counted =
        new Streams(
            streams.input(),
            session.budget().counted(streams.out()),
            session.budget().counted(streams.err()));
    try {
      Execution execution = new Execution(typed.task(), place, typed.variables(), counted);
      execution.goOnFrom(lastStatus);
      int status = execution.runText(typed.line());
      status = exceeded(output) ? 2 : status;
      lastStatus = typed.variables() == variables ? status : lastStatus;
      return status;
    } catch (ShellLimitException e) {
      output.write("sh: " + e.getMessage() + "\n", true);
      return 2;
    }
  }

  private boolean exceeded(Output output) {
    String exceeded = session.budget().exceeded();
    if (exceeded != null) {
      output.write("sh: " + exceeded + "\n", true);
    }
    return exceeded != null;
  }

  /// Whether a text is the beginning of a command that goes on in further lines: a here-document
  /// whose end has not come.
  public static boolean needsMore(String text) {
    try {
      Parser.parse(Prompt.parse(text).command());
      return false;
    } catch (SyntaxException e) {
      return e.isIncomplete();
    }
  }

  /// Runs a line that may begin with a place, such as `one@dh1$ ping 172.17.0.3`.
  ///
  /// @return its exit status
  public int type(String line, Output output) {
    return run(Prompt.parse(line), output);
  }

  /// Runs a command at the place of its prompt.
  ///
  /// @return its exit status
  public int run(Prompt prompt, Output output) {
    PlaceFinder.Found found = new PlaceFinder(surroundings).find(prompt);
    Place place = found.place();
    if (place == null) {
      output.write(found.problem() + "\n", true);
      return 1;
    }
    if (place.container() != null && isMissing(prompt.command(), place)) {
      String line = "docker exec " + place.container() + " " + prompt.command();
      return run(line, on(place.box()), output);
    }
    if (prompt.machineTools() || place.container() == null) {
      pass(place.container() == null ? 0 : CommandTimes.EXEC_NANOS);
      return run(prompt.command(), place, output);
    }
    IntConsumer ended = containers().exec(place.box(), place.container(), words(prompt.command()));
    pass(CommandTimes.EXEC_NANOS);
    int status = run(prompt.command(), place, output);
    ended.accept(status);
    return status;
  }

  /// The words of a command as events show them, without quotes.
  private static List<String> words(String command) {
    return List.of(command.replaceAll("['\"]", "").strip().split("\\s+", -1));
  }

  /// Whether a line is one command that the container does not have: no shell is there to say so.
  private boolean isMissing(String line, Place place) {
    Matcher plain = PLAIN.matcher(line);
    return plain.matches() && foreground.tools().find(plain.group(1), place.toolbox()) == null;
  }

  /// Finds a name as the programs of a place do; virtual time passes, and packets are sent.
  public NameLookup.Answer lookUp(String name, Place place) {
    Invocation.Io nowhere = new Invocation.Io("", (text, isError) -> {});
    List<String> words = List.of("getent", "ahosts", name);
    return new DnsTools()
        .names()
        .addresses(new Invocation(foreground, place, words, nowhere), name);
  }

  /// A machine as a place.
  public static Place on(Box box) {
    return Place.on(box);
  }

  /// Somebody types, and follows commands that open a shell elsewhere.
  public void onEnter(Consumer<Entered> follower) {
    session.doorway().setFollower(follower);
  }

  /// Somebody types, and answers questions of commands.
  public void onAsk(UnaryOperator<String> answerer) {
    session.doorway().setAnswerer(answerer);
  }

  /// What it works with.
  public Surroundings surroundings() {
    return surroundings;
  }

  /// Where containers are looked up.
  public ContainerDirectory containers() {
    return surroundings.containers();
  }

  /// Lets virtual time pass; jobs in the background go on.
  public void pass(long nanos) {
    foreground.await(() -> false, surroundings.lab().loop().nowNanos() + nanos);
  }

  /// Ends the line that runs, as Ctrl-C does. May be called from another thread.
  public void interrupt() {
    session.interrupt().set(true);
  }

  /// Ends all jobs.
  @Override
  public void close() {
    session.jobs().cancelAll();
    if (session.containers() != null) {
      session.containers().close();
    }
  }
}
