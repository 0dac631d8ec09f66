package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.shell.Script.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a script into words and operators. One token is looked at ahead of the parser.
final class Lexer {
  /// Longest first, so that `&&` is not read as two `&`.
  private static final List<String> OPERATORS =
      List.of(
          "<<<", "<<-", "&&", "||", ";;", "<<", ">>", ">&", "<&", "&>", "<>", ">|", ";", "&", "|",
          "<", ">", "(", ")", "\n");

  private final String source;
  private final WordReader words;
  private int position;
  private @Nullable Token ahead;

  /// Where the first line behind the here-documents of the current line begins; -1 for none.
  private int behindDocuments = -1;

  /// Reads from a place within a text.
  ///
  /// @param depth how many substitutions this one is within
  Lexer(String source, int position, int depth) {
    this.source = source;
    this.position = position;
    this.words = new WordReader(source, depth);
  }

  /// A token. Its text is that of the operator, or of a word without quotes; else empty.
  ///
  /// @param word null for operators and the end
  /// @param descriptor the digit before a redirection, -1 for none
  record Token(Kind kind, String text, @Nullable Word word, int descriptor) {
    enum Kind {
      WORD,
      OPERATOR,
      END
    }

    boolean is(String operator) {
      return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isEnd() {
      return kind == Kind.END;
    }

    /// What a message calls it.
    String shown() {
      return switch (kind) {
        case END -> "end of file";
        case OPERATOR -> text.equals("\n") ? "newline" : "\"" + text + "\"";
        case WORD -> text.isEmpty() ? "word" : "\"" + text + "\"";
      };
    }
  }

  /// The next token, which stays.
  Token peek() throws SyntaxException {
    Token token = ahead;
    if (token == null) {
      token = read();
      ahead = token;
    }
    return token;
  }

  /// The next token.
  Token next() throws SyntaxException {
    Token token = peek();
    ahead = null;
    return token;
  }

  /// Takes a here-document (POSIX.1-2017 XCU 2.7.4): the lines behind the current one, up to one
  /// that is the delimiter alone. Nothing may have been looked at ahead.
  ///
  /// @param stripsTabs whether tabs that lines begin with are dropped (`<<-`)
  String hereDocument(String delimiter, boolean stripsTabs) throws SyntaxException {
    int start = behindDocuments;
    if (start < 0) {
      int end = source.indexOf('\n', position);
      start = end < 0 ? source.length() : end + 1;
    }
    StringBuilder text = new StringBuilder();
    while (start < source.length()) {
      int end = source.indexOf('\n', start);
      String line = source.substring(start, end < 0 ? source.length() : end);
      start = end < 0 ? source.length() : end + 1;
      String shown = stripsTabs ? line.replaceFirst("^\t+", "") : line;
      if (shown.equals(delimiter)) {
        behindDocuments = start;
        return text.toString();
      }
      text.append(shown).append('\n');
    }
    throw SyntaxException.openHereDocument(delimiter);
  }

  /// Where the text behind the tokens taken so far begins. Nothing may have been looked at ahead.
  int position() {
    return position;
  }

  private Token read() throws SyntaxException {
    skipBlanks();
    if (position >= source.length()) {
      return new Token(Token.Kind.END, "", null, -1);
    }
    int descriptor = descriptorAhead();
    for (String operator : OPERATORS) {
      if (source.startsWith(operator, position)) {
        position += operator.length();
        if (operator.equals("\n") && behindDocuments >= 0) {
          position = behindDocuments;
          behindDocuments = -1;
        }
        return new Token(Token.Kind.OPERATOR, operator, null, descriptor);
      }
    }
    WordReader.Read read = words.word(position);
    position = read.end();
    return new Token(Token.Kind.WORD, read.word().plain(), read.word(), -1);
  }

  /// A single digit right before `<` or `>` belongs to it.
  private int descriptorAhead() {
    char first = source.charAt(position);
    if (Character.isDigit(first) && position + 1 < source.length()) {
      char second = source.charAt(position + 1);
      if (second == '<' || second == '>') {
        position++;
        return first - '0';
      }
    }
    return -1;
  }

  private void skipBlanks() {
    while (position < source.length()) {
      char c = source.charAt(position);
      if (c == ' ' || c == '\t' || c == '\r') {
        position++;
      } else if (source.startsWith("\\\n", position)) {
        position += 2;
      } else if (c == '#') {
        int end = source.indexOf('\n', position);
        position = end < 0 ? source.length() : end;
      } else {
        return;
      }
    }
  }
}
