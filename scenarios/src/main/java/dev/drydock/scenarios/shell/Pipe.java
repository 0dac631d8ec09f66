package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.tools.Input;

/// What one command of a pipeline writes and the next one reads, at the same time. Who writes after
/// the reader has ended is ended by SIGPIPE (pipe(7)).
final class Pipe implements Streams.Sink, Input.Feed {
  /// From so many characters on, a shell waits for the reader before its next command. Linux has 64
  /// KiB; with less a loop that writes without end meets no other limit before.
  private static final int CHARACTERS_MAX = 4096;

  private final Streams.Sink counted;
  private final StringBuilder unread = new StringBuilder();
  private final Input reading = Input.from(this);
  private int writers = 1;
  private boolean isReaderGone;
  private boolean isBroken;

  Pipe(Budget budget) {
    this.counted = budget.counted(unread::append);
  }

  /// Its end for the reader.
  Input reading() {
    return reading;
  }

  @Override
  public void accept(String text) {
    if (text.isEmpty()) {
      return;
    }
    if (isReaderGone) {
      isBroken = true;
    } else {
      counted.accept(text);
    }
  }

  @Override
  public String take() {
    String text = unread.toString();
    unread.setLength(0);
    return text;
  }

  @Override
  public boolean isOver() {
    return writers == 0 && unread.isEmpty();
  }

  /// Somebody else writes as well: a job in the background of the writer.
  void shared() {
    writers++;
  }

  /// One who writes has ended.
  void writerEnded() {
    writers--;
  }

  /// The reader has ended.
  void readerEnded() {
    isReaderGone = true;
    unread.setLength(0);
  }

  /// Whether somebody writes whom nobody reads any more.
  boolean isBroken() {
    return isBroken;
  }

  /// Whether the reader comes first: it waits for what is here, or far too much is here.
  boolean isReadersTurn() {
    return !isReaderGone && (unread.length() >= CHARACTERS_MAX || reading.isWakening());
  }
}
