package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.shell.Script.AndOr;
import dev.drydock.scenarios.shell.Script.Assignment;
import dev.drydock.scenarios.shell.Script.Command;
import dev.drydock.scenarios.shell.Script.Compound;
import dev.drydock.scenarios.shell.Script.For;
import dev.drydock.scenarios.shell.Script.Group;
import dev.drydock.scenarios.shell.Script.If;
import dev.drydock.scenarios.shell.Script.Item;
import dev.drydock.scenarios.shell.Script.Link;
import dev.drydock.scenarios.shell.Script.Pipeline;
import dev.drydock.scenarios.shell.Script.Simple;
import dev.drydock.scenarios.shell.Script.While;
import dev.drydock.scenarios.tools.Input;
import dev.drydock.scenarios.tools.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs the commands of one shell: its variables, its place, its streams.
///
/// The commands of a pipeline run at the same time: see [RunningPipeline].
final class Execution implements Expansion.Context {
  private final Task task;
  private final Variables variables;
  private final Expansion expansion = new Expansion(this);
  private final Flow flow = new Flow();
  private final Traps traps = new Traps();
  private Place place;
  private Streams streams;
  private int status;

  /// Whether the shell is over after the command that runs now, so that it may take its place.
  private boolean isLast;

  /// The status of the last `$(…)` of the command that is being expanded.
  private int substituted;

  Execution(Task task, Place place, Variables variables, Streams streams) {
    this.task = task;
    this.place = variables.goOnIn(place);
    this.variables = variables;
    this.streams = streams;
  }

  /// Where the flow of control goes after a command: on, or out of loops, or out of the shell.
  static final class Flow {
    private int breaks;
    private boolean continues;
    private boolean exits;

    void leaveLoops(int levels, boolean thenContinue) {
      breaks = levels;
      continues = thenContinue;
    }

    void exit() {
      exits = true;
    }

    boolean isLeaving() {
      return exits || breaks > 0;
    }

    /// Called by a loop after each pass.
    ///
    /// @return whether the loop ends
    boolean endsLoop() {
      if (breaks == 0) {
        return exits;
      }
      breaks--;
      boolean goesOn = breaks == 0 && continues;
      return exits || !goesOn;
    }
  }

  /// What `$?` is at the beginning: the status of the line before.
  void goOnFrom(int before) {
    status = before;
  }

  /// Nothing comes after what runs next.
  Execution asLast() {
    isLast = true;
    return this;
  }

  /// Reads a script and runs it.
  int runText(String text) {
    try {
      if (text.length() > Interpreter.LINE_CHARACTERS_MAX) {
        throw new SyntaxException("a line is too long");
      }
      run(Parser.parse(text));
    } catch (SyntaxException e) {
      complain(e);
    }
    traps.exit(this);
    return status;
  }

  /// Runs the command of a trap; unless it leaves the shell, the status stays as it was.
  void runAside(String text) {
    int before = status;
    isLast = false;
    try {
      run(Parser.parse(text));
    } catch (SyntaxException e) {
      complain(e);
    }
    status = flow.exits ? status : before;
  }

  /// The same when the shell is over.
  void runAtEnd(String text) {
    if (!task.isStopped()) {
      flow.exits = false;
      runAside(text);
      flow.exits = true;
    }
  }

  /// Runs a script.
  ///
  /// @return the status of its last command
  int run(Script script) {
    boolean isOver = isLast;
    Item end = script.items().isEmpty() ? null : script.items().getLast();
    for (Item item : script.items()) {
      if (flow.isLeaving() || isStopped()) {
        break;
      }
      isLast = isOver && item == end;
      if (item.background()) {
        start(item.andOr());
      } else {
        run(item.andOr());
      }
    }
    return status;
  }

  private boolean isStopped() {
    if (task.isStopped()) {
      status = task.stopStatus();
      flow.exit();
    }
    return flow.exits;
  }

  private int complain(SyntaxException e) {
    streams.err().accept("sh: " + e.getMessage() + "\n");
    status = 2;
    return status;
  }

  private void run(AndOr andOr) {
    boolean isOver = isLast;
    isLast = isOver && andOr.rest().isEmpty();
    run(andOr.first());
    for (Link link : andOr.rest()) {
      if (flow.isLeaving() || isStopped()) {
        return;
      }
      isLast = isOver && link == andOr.rest().getLast();
      if (link.and() == (status == 0)) {
        run(link.pipeline());
      }
    }
  }

  private void start(AndOr andOr) {
    Jobs jobs = task.session().jobs();
    Job[] self = new Job[1];
    Streams muting =
        new Streams(Input.empty(), muted(self, streams.out()), muted(self, streams.err()));
    Variables copy = variables.copy();
    Job job =
        new Job(
            jobs.nextNumber(),
            task.lab().loop(),
            () -> {
              Task background = task.inBackground(self[0]).forked(place);
              Execution execution = new Execution(background, place, copy, muting);
              execution.asLast().run(andOr);
              background.own().end(place);
              task.leavePipe();
              return execution.status;
            });
    self[0] = job;
    jobs.add(job);
    task.sharePipe();
    variables.setLastJob(Integer.toString(Jobs.FIRST_PID + job.number() - 1));
    job.resume();
    task.fork();
    status = 0;
  }

  private static Streams.Sink muted(Job[] job, Streams.Sink sink) {
    return text -> {
      if (!job[0].isMuted()) {
        sink.accept(text);
      }
    };
  }

  private void run(Pipeline pipeline) {
    List<Command> commands = pipeline.commands();
    isLast &= commands.size() == 1 && !pipeline.negated();
    if (commands.size() == 1) {
      run(commands.get(0));
    } else {
      status = new RunningPipeline(task, this::part).run(commands, streams);
      isStopped();
    }
    if (pipeline.negated() && !flow.exits) {
      status = status == 0 ? 1 : 0;
    }
  }

  private int part(Task partTask, Command command, Streams partStreams) {
    Task forked = partTask.deeper().forked(place);
    Execution execution = new Execution(forked, place, variables.copy(), partStreams).asLast();
    execution.status = status;
    execution.run(command);
    forked.own().end(place);
    return execution.status;
  }

  private Streams.Sink capture(StringBuilder written) {
    return task.session().budget().counted(written::append);
  }

  /// Runs a script in a copy of the shell, or in the shell itself when that is over then.
  private int subshell(Script script, Streams newStreams) {
    Task deeper = task.deeper();
    boolean isSame = isLast && traps.isEmpty();
    Task inner = isSame ? deeper : deeper.forked(place);
    Execution execution = new Execution(inner, place, variables.copy(), newStreams).asLast();
    execution.status = status;
    execution.run(script);
    execution.traps.exit(execution);
    int result = execution.status;
    if (!isSame) {
      inner.own().end(place);
    }
    return result;
  }

  private void run(Command command) {
    task.session().budget().command();
    task.giveWay();
    if (isStopped()) {
      return;
    }
    try {
      switch (command) {
        case Simple simple -> simple(simple);
        case Compound compound -> compound(compound);
      }
    } catch (SyntaxException e) {
      complain(e);
    }
    if (traps.isPending()) {
      traps.run(this);
    }
  }

  private void compound(Compound compound) throws SyntaxException {
    Streams before = streams;
    Redirections redirections = new Redirections(place, expansion, before);
    if (!redirections.apply(compound.redirections())) {
      status = 1;
      return;
    }
    streams = redirections.streams();
    switch (compound.body()) {
      case For loop -> forLoop(loop);
      case While loop -> whileLoop(loop);
      case If choice -> choice(choice);
      case Group group -> group(group);
    }
    streams = before;
    status = redirections.hasFailed() ? 1 : status;
  }

  private void group(Group group) {
    if (group.subshell()) {
      status = subshell(group.script(), streams);
    } else {
      run(group.script());
    }
  }

  private void choice(If choice) {
    boolean isOver = isLast;
    isLast = false;
    int found = run(choice.condition());
    if (flow.isLeaving()) {
      return;
    }
    isLast = isOver;
    status = 0;
    run(found == 0 ? choice.then() : choice.otherwise());
  }

  private void forLoop(For loop) throws SyntaxException {
    List<String> values =
        loop.overParameters() ? variables.parameters() : expansion.fields(loop.words());
    status = 0;
    isLast = false;
    for (String value : values) {
      variables.set(loop.name(), value);
      run(loop.script());
      if (flow.endsLoop() || isStopped()) {
        return;
      }
    }
  }

  private void whileLoop(While loop) {
    int last = 0;
    isLast = false;
    while (!isStopped()) {
      int found = run(loop.condition());
      if (flow.isLeaving() ? flow.endsLoop() : (found == 0) == loop.until()) {
        break;
      }
      last = run(loop.script());
      if (flow.endsLoop()) {
        break;
      }
    }
    status = flow.exits ? status : last;
  }

  private void simple(Simple simple) throws SyntaxException {
    substituted = 0;
    List<String> words = expansion.fields(simple.words());
    Map<String, String> assigned = new LinkedHashMap<>();
    for (Assignment assignment : simple.assignments()) {
      assigned.put(assignment.name(), expansion.single(assignment.value()));
    }
    Redirections redirections = new Redirections(place, expansion, streams);
    if (!redirections.apply(simple.redirections())) {
      status = 1;
      return;
    }
    if (words.isEmpty()) {
      assigned.forEach(variables::set);
      status = substituted;
      return;
    }
    Streams outer = streams;
    streams = redirections.streams();
    command(words, assigned);
    streams = outer;
    status = redirections.hasFailed() ? 1 : status;
  }

  private void command(List<String> words, Map<String, String> assigned) throws SyntaxException {
    Builtin builtin = Builtin.named(words.get(0));
    if (builtin != null) {
      assigned.forEach(variables::set);
      status = builtin.run(this, words.subList(1, words.size()));
      return;
    }
    Map<String, String> environment = variables.environment(place);
    if (!assigned.isEmpty()) {
      environment = new LinkedHashMap<>(environment);
      environment.putAll(assigned);
    }
    Task starter = task.before(isLast && traps.isEmpty());
    status = starter.execute(words, place.withEnvironment(environment), streams.io());
  }

  @Override
  public @Nullable String value(String name) {
    return switch (name) {
      case "?" -> Integer.toString(status);
      case "$" -> variables.shell();
      case "PPID" -> variables.parent();
      case "!" -> variables.lastJob();
      case "-" -> "";
      case "0" -> "sh";
      case "PWD" -> place.folder();
      case "OLDPWD" -> variables.left(place);
      default -> Character.isDigit(name.charAt(0)) ? parameter(name) : named(name);
    };
  }

  private @Nullable String named(String name) {
    return variables.get(name, place.environment());
  }

  private @Nullable String parameter(String name) {
    int index = Integer.parseInt(name) - 1;
    return index < variables.parameters().size() ? variables.parameters().get(index) : null;
  }

  @Override
  public void assign(String name, String value) {
    variables.set(name, value);
  }

  @Override
  public List<String> parameters() {
    return variables.parameters();
  }

  @Override
  public String substitute(Script script) {
    StringBuilder written = new StringBuilder();
    boolean before = isLast;
    isLast = false;
    substituted = subshell(script, streams.withOut(capture(written)));
    isLast = before;
    return written.toString();
  }

  Task task() {
    return task;
  }

  Place place() {
    return place;
  }

  /// Further commands run in this folder (`cd`).
  void moveTo(String folder) {
    variables.moved(place, folder);
    place = place.at(folder);
  }

  Variables variables() {
    return variables;
  }

  Streams streams() {
    return streams;
  }

  Traps traps() {
    return traps;
  }

  Flow flow() {
    return flow;
  }

  int status() {
    return status;
  }
}
