package dev.drydock.scenarios.tools;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What can be read from a stream, and how far it was read. Those who share it go on where the one
/// before stopped, as processes do that share an open file.
public final class Input {
  private final @Nullable Feed feed;
  private final StringBuilder text;
  private int position;
  private @Nullable BooleanSupplier awaited;

  private Input(@Nullable Feed feed, String text) {
    this.feed = feed;
    this.text = new StringBuilder(text);
  }

  /// What can be read is all here.
  public static Input of(String text) {
    return new Input(null, text);
  }

  /// Nothing to read.
  public static Input empty() {
    return of("");
  }

  /// What can be read comes bit by bit.
  public static Input from(Feed feed) {
    return new Input(feed, "");
  }

  /// The same for one who reads whole blocks only.
  public Input inBlocks(int characters) {
    return from(
        new Feed() {
          @Override
          public String take() {
            if (isComplete()) {
              return ready();
            }
            int there = text.length() - position;
            int end = position + there - there % characters;
            String blocks = text.substring(position, end);
            skip(end);
            return blocks;
          }

          @Override
          public boolean isOver() {
            return Input.this.isOver();
          }
        });
  }

  /// Where text comes from, such as a pipe.
  public interface Feed {
    /// Takes what has come; empty for nothing.
    String take();

    /// Whether nothing more will come.
    boolean isOver();
  }

  /// Whether it was empty from the beginning, as where somebody types or nobody wrote anything.
  public boolean isNothing() {
    return feed == null && position >= text.length();
  }

  /// Whether somebody waited for what has come now, and will go on.
  public boolean isWakening() {
    return awaited != null && awaited.getAsBoolean();
  }

  private void fill() {
    if (feed != null) {
      text.append(feed.take());
    }
  }

  /// Whether reading would not wait: something is there, or its end.
  public boolean isReadable() {
    fill();
    return position < text.length() || isOver();
  }

  /// Whether the end has been read.
  public boolean isOver() {
    fill();
    return position >= text.length() && (feed == null || feed.isOver());
  }

  private boolean isComplete() {
    fill();
    return feed == null || feed.isOver();
  }

  /// Takes what is there, without waiting; empty for nothing.
  public String ready() {
    fill();
    String piece = text.substring(position);
    skip(text.length());
    return piece;
  }

  private void skip(int end) {
    position = end;
    if (feed != null) {
      text.delete(0, position);
      position = 0;
    }
  }

  /// Takes what is there next, and waits for it.
  ///
  /// @return null at the end, or when the waiting was interrupted
  public @Nullable String piece(Shell shell) {
    await(shell, this::isReadable);
    String piece = ready();
    return piece.isEmpty() ? null : piece;
  }

  /// All that is left, when its end has come; it stays.
  public String rest(Shell shell) {
    await(shell, this::isComplete);
    return text.substring(position);
  }

  /// Takes the next line, and waits for it.
  ///
  /// @return with its end, if it has one; null when there is none
  public @Nullable String line(Shell shell) {
    await(shell, () -> isComplete() || text.indexOf("\n", position) >= 0);
    if (position >= text.length()) {
      return null;
    }
    int end = text.indexOf("\n", position);
    int stop = end < 0 ? text.length() : end + 1;
    String line = text.substring(position, stop);
    skip(stop);
    return line;
  }

  private void await(Shell shell, BooleanSupplier happened) {
    if (feed != null && !happened.getAsBoolean()) {
      awaited = happened;
      shell.await(happened, Long.MAX_VALUE);
      awaited = null;
    }
  }
}
