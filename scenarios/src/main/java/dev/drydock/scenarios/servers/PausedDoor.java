package dev.drydock.scenarios.servers;

import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import java.util.ArrayList;
import java.util.List;

/// What stands before a program that can be paused (`docker pause`, the freezer of cgroups): while
/// it is, the kernel goes on to make connections and to take what they bring, and the program
/// accepts them when it goes on.
final class PausedDoor implements AcceptListener, StreamListener {
  private final AcceptListener program;
  private final List<StreamSocket> waiting = new ArrayList<>();
  private boolean paused;

  PausedDoor(AcceptListener program) {
    this.program = program;
  }

  @Override
  public void accepted(StreamSocket stream) {
    if (paused) {
      stream.setListener(this);
      waiting.add(stream);
    } else {
      program.accepted(stream);
    }
  }

  @Override
  public void readable(StreamSocket stream) {}

  @Override
  public void failed(StreamSocket stream, SocketError error) {
    waiting.remove(stream);
  }

  void pause() {
    paused = true;
  }

  void goOn() {
    paused = false;
    List<StreamSocket> accepted = List.copyOf(waiting);
    waiting.clear();
    accepted.forEach(program::accepted);
  }

  /// The process ends; the kernel resets what nobody accepted.
  void close() {
    waiting.forEach(StreamSocket::abort);
    waiting.clear();
  }
}
