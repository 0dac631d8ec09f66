package dev.drydock.scenarios.tools.text;

/// A text that may be looked at so many times, so that no regular expression goes on forever.
final class BoundedText implements CharSequence {
  private static final int LOOKS_MAX = 50_000_000;

  private final CharSequence text;
  private final int[] looks;

  BoundedText(CharSequence text) {
    this(text, new int[1]);
  }

  private BoundedText(CharSequence text, int[] looks) {
    this.text = text;
    this.looks = looks;
  }

  /// A pattern looks too often.
  static final class TooMuchException extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;
  }

  /// Another text, on the same account.
  BoundedText next(CharSequence other) {
    return new BoundedText(other, looks);
  }

  @Override
  public char charAt(int index) {
    looks[0]++;
    if (looks[0] > LOOKS_MAX) {
      throw new TooMuchException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
