package dev.drydock.cli;

import dev.drydock.scenarios.run.Run;
import org.jspecify.annotations.Nullable;

/// One line at the bottom of the screen that says where a long run is. Only on a terminal, and only
/// after a second.
final class ProgressLine implements AutoCloseable {
  private static final int FIRST_MILLIS = 1000;
  private static final int AGAIN_MILLIS = 250;
  private static final String CLEAR = "\r\u001b[K";

  private final Run run;
  private final Streams streams;
  private final @Nullable Thread painter;
  private boolean painted;
  private boolean closed;

  ProgressLine(Run run, Streams streams) {
    this.run = run;
    this.streams = streams;
    this.painter =
        streams.isErrorTerminal() ? Thread.ofPlatform().daemon().start(this::paint) : null;
  }

  private void paint() {
    try {
      Thread.sleep(FIRST_MILLIS);
      while (show()) {
        Thread.sleep(AGAIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean show() {
    String text = run.progress();
    if (!closed && !text.isEmpty()) {
      streams.err().print(CLEAR + text);
      streams.err().flush();
      painted = true;
    }
    return !closed;
  }

  /// Takes the line away, before something else is printed.
  synchronized void clear() {
    if (painted) {
      streams.err().print(CLEAR);
      streams.err().flush();
      painted = false;
    }
  }

  @Override
  public void close() {
    clear();
    synchronized (this) {
      closed = true;
    }
    if (painter != null) {
      painter.interrupt();
    }
  }
}
