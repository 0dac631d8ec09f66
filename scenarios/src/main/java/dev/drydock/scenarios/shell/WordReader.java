package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.shell.Script.Arithmetic;
import dev.drydock.scenarios.shell.Script.Parameter;
import dev.drydock.scenarios.shell.Script.Segment;
import dev.drydock.scenarios.shell.Script.Substitution;
import dev.drydock.scenarios.shell.Script.Text;
import dev.drydock.scenarios.shell.Script.Word;
import java.util.ArrayList;
import java.util.List;

/// Reads one word with its quotes and `$…`.
final class WordReader {
  private static final int DEPTH_MAX = 20;
  private static final String ENDS = " \t\r\n;&|<>()";
  private static final String SPECIAL_PARAMETERS = "?$!#@*-0123456789";

  private final String source;
  private final int depth;
  private int position;

  /// Reads words of this text.
  ///
  /// @param depth how many substitutions the text is within
  WordReader(String source, int depth) {
    this.source = source;
    this.depth = depth;
  }

  /// A word and where the text behind it begins.
  record Read(Word word, int end) {}

  /// Reads the word that begins here.
  Read word(int start) throws SyntaxException {
    if (depth > DEPTH_MAX) {
      throw new SyntaxException("syntax error: nested too deeply");
    }
    position = start;
    Pieces pieces = new Pieces();
    while (position < source.length() && ENDS.indexOf(source.charAt(position)) < 0) {
      unquoted(pieces);
    }
    return new Read(pieces.word(), position);
  }

  /// Reads a whole text as if it stood between double quotes: here-documents, arithmetic and
  /// operands.
  Word quotedText(String text) throws SyntaxException {
    WordReader reader = new WordReader(text, depth + 1);
    Pieces pieces = new Pieces();
    while (reader.position < text.length()) {
      reader.inDoubleQuotes(pieces);
    }
    return pieces.word();
  }

  private void unquoted(Pieces pieces) throws SyntaxException {
    char c = source.charAt(position);
    switch (c) {
      case '\\' -> backslash(pieces);
      case '\'' -> singleQuotes(pieces);
      case '"' -> doubleQuotes(pieces);
      case '$', '`' -> dollar(pieces, false);
      default -> {
        pieces.add(c, false);
        position++;
      }
    }
  }

  private void backslash(Pieces pieces) {
    if (position + 1 >= source.length()) {
      pieces.add('\\', true);
      position++;
      return;
    }
    if (source.charAt(position + 1) != '\n') {
      pieces.add(source.charAt(position + 1), true);
    }
    position += 2;
  }

  private void singleQuotes(Pieces pieces) throws SyntaxException {
    int end = source.indexOf('\'', position + 1);
    if (end < 0) {
      throw new SyntaxException("syntax error: unterminated quoted string");
    }
    pieces.addQuoted(source.substring(position + 1, end));
    position = end + 1;
  }

  private void doubleQuotes(Pieces pieces) throws SyntaxException {
    position++;
    pieces.addQuoted("");
    while (position < source.length() && source.charAt(position) != '"') {
      inDoubleQuotes(pieces);
    }
    if (position >= source.length()) {
      throw new SyntaxException("syntax error: unterminated quoted string");
    }
    position++;
  }

  private void inDoubleQuotes(Pieces pieces) throws SyntaxException {
    char c = source.charAt(position);
    if (c == '$' || c == '`') {
      dollar(pieces, true);
      return;
    }
    boolean escape =
        c == '\\'
            && position + 1 < source.length()
            && "$`\"\\\n".indexOf(source.charAt(position + 1)) >= 0;
    if (!escape) {
      pieces.add(c, true);
      position++;
    } else {
      backslash(pieces);
    }
  }

  private void dollar(Pieces pieces, boolean quoted) throws SyntaxException {
    if (source.charAt(position) == '`') {
      pieces.add(backquotes(quoted));
    } else if (source.startsWith("$((", position) && closesTwice()) {
      String text = balanced(position + 3);
      position++; // the second parenthesis
      pieces.add(new Arithmetic(quotedText(text), quoted));
    } else if (source.startsWith("$(", position)) {
      pieces.add(substitution(quoted));
    } else if (source.startsWith("${", position)) {
      pieces.add(braces(quoted));
    } else {
      name(pieces, quoted);
    }
  }

  /// Whether the `$((` here ends with `))`; else it is a substitution that begins with a subshell.
  private boolean closesTwice() throws SyntaxException {
    int before = position;
    balanced(position + 3);
    boolean twice = position < source.length() && source.charAt(position) == ')';
    position = before;
    return twice;
  }

  /// The text up to the parenthesis that closes; the position is behind it.
  private String balanced(int start) throws SyntaxException {
    int open = 1;
    for (int i = start; i < source.length(); i++) {
      char c = source.charAt(i);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (open == 0) {
        position = i + 1;
        return source.substring(start, i);
      }
    }
    throw new SyntaxException("syntax error: missing ')'");
  }

  private Segment substitution(boolean quoted) throws SyntaxException {
    Lexer inner = new Lexer(source, position + 2, depth + 1);
    Script script = new Parser(inner).until(")");
    position = inner.position();
    return new Substitution(script, quoted);
  }

  private Segment backquotes(boolean quoted) throws SyntaxException {
    StringBuilder text = new StringBuilder();
    position++;
    while (position < source.length() && source.charAt(position) != '`') {
      boolean escape =
          source.charAt(position) == '\\'
              && position + 1 < source.length()
              && "`\\$".indexOf(source.charAt(position + 1)) >= 0;
      position += escape ? 1 : 0;
      text.append(source.charAt(position));
      position++;
    }
    if (position >= source.length()) {
      throw new SyntaxException("syntax error: unterminated backquote substitution");
    }
    position++;
    Lexer inner = new Lexer(text.toString(), 0, depth + 1);
    return new Substitution(new Parser(inner).script(), quoted);
  }

  private Segment braces(boolean quoted) throws SyntaxException {
    int end = closingBrace(position + 2);
    String inside = source.substring(position + 2, end);
    position = end + 1;
    if (inside.length() > 1 && inside.startsWith("#") && isName(inside.substring(1))) {
      return new Parameter(inside.substring(1), "length", new Word(List.of()), quoted);
    }
    int length = nameLength(inside, 0);
    String rest = inside.substring(length);
    String operator = operatorOf(rest);
    if (length == 0 || (operator.isEmpty() && !rest.isEmpty())) {
      throw new SyntaxException("syntax error: bad substitution");
    }
    Word operand = quotedText(rest.substring(operator.length()));
    return new Parameter(inside.substring(0, length), operator, operand, quoted);
  }

  private int closingBrace(int start) throws SyntaxException {
    int open = 1;
    for (int i = start; i < source.length(); i++) {
      char c = source.charAt(i);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    throw new SyntaxException("syntax error: missing '}'");
  }

  private static String operatorOf(String rest) {
    for (String operator : List.of(":-", ":=", ":+", "##", "%%", "-", "=", "+", "#", "%")) {
      if (rest.startsWith(operator)) {
        return operator;
      }
    }
    return "";
  }

  private void name(Pieces pieces, boolean quoted) {
    int length = nameLength(source, position + 1);
    if (length == 0) {
      pieces.add('$', quoted);
      position++;
      return;
    }
    String name = source.substring(position + 1, position + 1 + length);
    position += 1 + length;
    pieces.add(new Parameter(name, "", new Word(List.of()), quoted));
  }

  /// How many characters from here on name a variable.
  private static int nameLength(String text, int start) {
    if (start < text.length() && SPECIAL_PARAMETERS.indexOf(text.charAt(start)) >= 0) {
      return 1;
    }
    int end = start;
    while (end < text.length() && isNameCharacter(text.charAt(end))) {
      end++;
    }
    return end - start;
  }

  /// Whether a text is the name of a variable.
  static boolean isName(String text) {
    return !text.isEmpty()
        && !Character.isDigit(text.charAt(0))
        && text.chars().allMatch(c -> isNameCharacter((char) c));
  }

  private static boolean isNameCharacter(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /// The segments so far; characters next to each other become one.
  private static final class Pieces {
    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean textQuoted;
    private boolean hasText;

    void add(char c, boolean quoted) {
      begin(quoted);
      text.append(c);
    }

    void addQuoted(String more) {
      begin(true);
      text.append(more);
    }

    void add(Segment segment) {
      flush();
      segments.add(segment);
    }

    private void begin(boolean quoted) {
      if (hasText && textQuoted != quoted) {
        flush();
      }
      hasText = true;
      textQuoted = quoted;
    }

    private void flush() {
      if (hasText) {
        segments.add(new Text(text.toString(), textQuoted));
        text.setLength(0);
        hasText = false;
      }
    }

    Word word() {
      flush();
      return new Word(segments);
    }
  }
}
