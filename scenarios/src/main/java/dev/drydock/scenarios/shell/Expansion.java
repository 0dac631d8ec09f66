package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.shell.Script.Parameter;
import dev.drydock.scenarios.shell.Script.Segment;
import dev.drydock.scenarios.shell.Script.Substitution;
import dev.drydock.scenarios.shell.Script.Text;
import dev.drydock.scenarios.shell.Script.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes fields of words: `$…` replaced, split at blanks where unquoted, quotes gone (POSIX.1-2017
/// XCU 2.6). File name patterns stay as they are: there are no files to match.
final class Expansion {
  /// Longest field, and longest variable.
  static final int CHARACTERS_MAX = 1 << 20;

  /// Longest word that `${NAME#PATTERN}` works on: the time it takes grows with the cube.
  private static final int TRIMMED_MAX = 1 << 10;

  private final Context context;

  Expansion(Context context) {
    this.context = context;
  }

  /// What expansion asks of the shell it happens in.
  interface Context {
    /// The value of a variable or special parameter; null when it is not set.
    @Nullable String value(String name);

    void assign(String name, String value);

    /// The positional parameters, `$1` first.
    List<String> parameters();

    /// Runs a script and gives what it wrote.
    String substitute(Script script);
  }

  /// The fields of words.
  List<String> fields(List<Word> words) throws SyntaxException {
    Fields fields = new Fields();
    for (Word word : words) {
      for (Segment segment : withHome(word)) {
        expand(segment, fields);
      }
      fields.end();
    }
    return fields.done;
  }

  /// A word that is not split: the value of an assignment, the target of a redirection.
  String single(Word word) throws SyntaxException {
    StringBuilder text = new StringBuilder();
    for (Segment segment : withHome(word)) {
      append(text, textOf(segment));
    }
    return text.toString();
  }

  /// Tilde expansion (XCU 2.6.1): `~` at the beginning of a word is the folder of the one who
  /// types, `~root` that of root.
  private List<Segment> withHome(Word word) {
    List<Segment> segments = word.segments();
    if (segments.isEmpty() || !(segments.getFirst() instanceof Text(String text, boolean quoted))) {
      return segments;
    }
    int slash = text.indexOf('/');
    String name = slash < 0 ? text : text.substring(0, slash);
    String home = name.equals("~root") ? "/root" : name.equals("~") ? value("HOME") : null;
    boolean isWhole = slash >= 0 || segments.size() == 1;
    if (quoted || !isWhole || home == null) {
      return segments;
    }
    List<Segment> all = new ArrayList<>(segments);
    all.set(0, new Text(home + text.substring(name.length()), true));
    return all;
  }

  private void expand(Segment segment, Fields fields) throws SyntaxException {
    if (segment instanceof Parameter(String name, String operator, Word _, boolean quoted)
        && name.equals("@")
        && operator.isEmpty()
        && quoted) {
      fields.separate(context.parameters());
    } else if (isQuoted(segment) || segment instanceof Text) {
      fields.quoted(textOf(segment));
    } else {
      fields.split(textOf(segment));
    }
  }

  private static boolean isQuoted(Segment segment) {
    return switch (segment) {
      case Text text -> text.quoted();
      case Parameter parameter -> parameter.quoted();
      case Substitution substitution -> substitution.quoted();
      case Script.Arithmetic arithmetic -> arithmetic.quoted();
    };
  }

  private String textOf(Segment segment) throws SyntaxException {
    return switch (segment) {
      case Text text -> text.text();
      case Parameter parameter -> parameter(parameter);
      case Substitution substitution ->
          withoutTrailingNewlines(context.substitute(substitution.script()));
      case Script.Arithmetic arithmetic ->
          Long.toString(
              Arithmetic.evaluate(single(arithmetic.expression()), name -> orEmpty(value(name))));
    };
  }

  private static String withoutTrailingNewlines(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    return text.substring(0, end);
  }

  private @Nullable String value(String name) {
    return switch (name) {
      case "@", "*" -> String.join(" ", context.parameters());
      case "#" -> Integer.toString(context.parameters().size());
      default -> context.value(name);
    };
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private String parameter(Parameter parameter) throws SyntaxException {
    String value = value(parameter.name());
    String text = orEmpty(value);
    boolean missing = value == null || (value.isEmpty() && parameter.operator().startsWith(":"));
    return switch (parameter.operator()) {
      case ":-", "-" -> missing ? single(parameter.operand()) : text;
      case ":+", "+" -> missing ? "" : single(parameter.operand());
      case ":=", "=" -> missing ? assign(parameter) : text;
      case "length" -> Integer.toString(text.length());
      case "#", "##" -> withoutPrefix(trimmable(text), trimming(parameter), parameter.operator());
      case "%", "%%" -> withoutSuffix(trimmable(text), trimming(parameter), parameter.operator());
      default -> text;
    };
  }

  private String assign(Parameter parameter) throws SyntaxException {
    String value = single(parameter.operand());
    context.assign(parameter.name(), value);
    return value;
  }

  private String trimming(Parameter parameter) throws SyntaxException {
    return trimmable(single(parameter.operand()));
  }

  private static String trimmable(String text) {
    if (text.length() > TRIMMED_MAX) {
      throw new ShellLimitException(
          "a word is too long to be trimmed (limit " + TRIMMED_MAX + " characters)");
    }
    return text;
  }

  private static String withoutPrefix(String text, String glob, String operator) {
    boolean longest = operator.equals("##");
    for (int i = 0; i <= text.length(); i++) {
      int length = longest ? text.length() - i : i;
      if (Glob.matches(glob, text.substring(0, length))) {
        return text.substring(length);
      }
    }
    return text;
  }

  private static String withoutSuffix(String text, String glob, String operator) {
    boolean longest = operator.equals("%%");
    for (int i = 0; i <= text.length(); i++) {
      int start = longest ? i : text.length() - i;
      if (Glob.matches(glob, text.substring(start))) {
        return text.substring(0, start);
      }
    }
    return text;
  }

  private static void append(StringBuilder text, String more) {
    if (text.length() + more.length() > CHARACTERS_MAX) {
      throw new ShellLimitException("a word is too long (limit " + CHARACTERS_MAX + " characters)");
    }
    text.append(more);
  }

  /// Fields as they grow.
  private static final class Fields {
    private final List<String> done = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private boolean begun;

    void quoted(String text) {
      begun = true;
      append(field, text);
    }

    void split(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == ' ' || c == '\t' || c == '\n') {
          end();
        } else {
          begun = true;
          append(field, String.valueOf(c));
        }
      }
    }

    void separate(List<String> texts) {
      for (int i = 0; i < texts.size(); i++) {
        if (i > 0) {
          end();
        }
        quoted(texts.get(i));
      }
    }

    void end() {
      if (begun) {
        done.add(field.toString());
      }
      begun = false;
      field.setLength(0);
    }
  }
}
