package dev.drydock.core.machine;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.transport.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A process, as `ps` shows it and `kill` ends it.
public final class RunningProcess {
  private final int pid;
  private final Spec spec;
  private final long startNanos;
  private final List<Listening> listening = new ArrayList<>();
  private List<String> words;
  private int innerPid;
  private int innerParent;
  private boolean frozen;
  private Freezer freezer = isFrozen -> {};
  private IntPredicate handler = signal -> false;

  RunningProcess(int pid, Spec spec, long startNanos) {
    this.pid = pid;
    this.spec = spec;
    this.words = spec.words();
    this.startNanos = startNanos;
    this.innerPid = pid;
  }

  /// What a process is made with.
  ///
  /// @param words its command line
  /// @param namespace where its sockets are
  /// @param container the id of the container it is in; empty for none
  /// @param signalled what a signal that it does not survive does
  public record Spec(List<String> words, Netns namespace, String container, Signalled signalled) {
    /// Copies the words.
    public Spec {
      words = List.copyOf(words);
    }
  }

  /// Called when a process is ended by a signal, before it is taken out of the table.
  public interface Signalled {
    /// Nothing more is to be done.
    Signalled NOTHING = signal -> {};

    /// The process is to end, or is told of a signal that it outlives.
    void end(int signal);

    /// Whether it goes on after a signal.
    default boolean outlives(int signal) {
      return false;
    }
  }

  /// Told when the freezer of a control group stops a process, or lets it go on (`docker pause`).
  public interface Freezer {
    /// It stands still from now on, or no more.
    void frozen(boolean isFrozen);
  }

  /// A socket that it listens with.
  ///
  /// @param protocol `tcp` or `udp`
  public record Listening(String protocol, SocketAddress local) {}

  /// Its number on the machine.
  public int pid() {
    return pid;
  }

  /// Its number inside its container; the same as [#pid] outside of one.
  public int innerPid() {
    return innerPid;
  }

  /// The number, inside its container, of the process that started it; 0 when that is outside, as
  /// for the first one and for those that are sent into it.
  public int innerParent() {
    return innerParent;
  }

  /// Says which process of its container started it.
  public void isChildOf(RunningProcess parent) {
    innerParent = parent.innerPid;
  }

  void setInnerPid(int number) {
    innerPid = number;
  }

  /// Its command line.
  public List<String> words() {
    return words;
  }

  /// It goes on as another program (`execve`), with the same number and without handlers.
  public void become(List<String> newWords) {
    handler = signal -> false;
    words = List.copyOf(newWords);
  }

  /// The name of its program, as `ss` and `pkill` have it: at most 15 characters (`TASK_COMM_LEN`).
  public String name() {
    String path = words.get(0);
    String base = path.substring(path.lastIndexOf('/') + 1);
    return base.substring(0, Math.min(base.length(), 15));
  }

  /// Where its sockets are.
  public Netns namespace() {
    return spec.namespace();
  }

  /// The id of the container it is in; empty for none.
  public String container() {
    return spec.container();
  }

  /// When it began, nanoseconds since the start of the run.
  public long startNanos() {
    return startNanos;
  }

  /// The sockets it listens with, in order; the first has the file descriptor 3.
  public List<Listening> listening() {
    return List.copyOf(listening);
  }

  /// It listens with another socket.
  public void listens(Listening socket) {
    listening.add(socket);
  }

  /// It has closed one of them.
  public void closes(Listening socket) {
    listening.remove(socket);
  }

  /// Whether the freezer holds it.
  public boolean isFrozen() {
    return frozen;
  }

  /// Lets somebody know when the freezer stops it.
  public void onFreeze(Freezer newFreezer) {
    freezer = newFreezer;
  }

  void setFrozen(boolean newFrozen) {
    frozen = newFrozen;
    freezer.frozen(newFrozen);
  }

  /// Lets a program take signals that it has handlers for, such as a shell's traps; with those it
  /// does nothing else.
  ///
  /// @param newHandler whether it takes a signal
  public void onSignal(IntPredicate newHandler) {
    handler = newHandler;
  }

  boolean takes(int signal) {
    return handler.test(signal);
  }

  boolean outlives(int signal) {
    return spec.signalled().outlives(signal);
  }

  void end(int signal) {
    spec.signalled().end(signal);
  }

  @Override
  public String toString() {
    return pid + " " + String.join(" ", words);
  }
}
