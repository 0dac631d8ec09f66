package dev.drydock.scenarios.graph;

/// Words inside XML and HTML.
public final class Markup {
  private Markup() {}

  /// The words with what would be read as marks written out; characters that XML 1.0 does not know
  /// (section 2.2) are replaced.
  public static String escaped(String words) {
    StringBuilder escaped = new StringBuilder(words.length());
    words
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            default -> escaped.appendCodePoint(isKnown(c) ? c : '\ufffd');
          }
        });
    return escaped.toString();
  }

  private static boolean isKnown(int c) {
    boolean isControl = c < ' ' && c != '\t' && c != '\n';
    boolean isHalf = c >= 0xd800 && c <= 0xdfff;
    return !isControl && !isHalf && c != 0xfffe && c != 0xffff;
  }
}
