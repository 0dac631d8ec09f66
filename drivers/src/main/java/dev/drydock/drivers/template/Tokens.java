package dev.drydock.drivers.template;

import dev.drydock.drivers.engine.GoString;
import dev.drydock.drivers.template.Lexer.Sort;
import dev.drydock.drivers.template.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the tokens of one action: pipes, commands, operands.
final class Tokens {
  private static final int DEPTH_MAX = 50;

  private final Source source;
  private final List<Token> tokens;
  private final List<String> variables;
  private int next;
  private int depth;

  /// @param variables those in sight; new ones are added
  Tokens(Source source, List<Token> tokens, List<String> variables) {
    this.source = source;
    this.tokens = tokens;
    this.variables = variables;
  }

  /// The first token that is no blank.
  static Token firstOf(List<Token> tokens) {
    return tokens.getFirst().sort() == Sort.SPACE ? tokens.get(1) : tokens.getFirst();
  }

  /// What follows a token.
  static List<Token> behind(List<Token> tokens, Token token) {
    return tokens.subList(tokens.indexOf(token) + 1, tokens.size());
  }

  /// A pipe up to a token that ends it.
  ///
  /// @param context what complaints call it
  Syntax.Pipe pipe(String context, Sort end) throws TemplateFailure {
    if (++depth > DEPTH_MAX) {
      throw failure("too many parentheses");
    }
    int at = peek().at();
    List<String> names = new ArrayList<>();
    boolean assigns = declarations(names, context);
    List<Syntax.Command> commands = new ArrayList<>();
    for (Token token = peek(); token.sort() != end; token = peek()) {
      if (!begins(token)) {
        throw unexpected(token, context);
      }
      commands.add(command());
    }
    take();
    if (commands.isEmpty()) {
      throw failure("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      Syntax.Operand first = commands.get(i).operands().getFirst();
      if (first instanceof Syntax.Literal || first instanceof Syntax.Dot) {
        throw failure("non executable command in pipeline stage " + (i + 1));
      }
    }
    variables.addAll(names);
    depth--;
    return new Syntax.Pipe(List.copyOf(names), assigns, List.copyOf(commands), at);
  }

  /// `$x :=`, `$x =` or, of a range, `$k, $v :=`; whether variables there are are set.
  private boolean declarations(List<String> names, String context) throws TemplateFailure {
    int start = next;
    while (peek().sort() == Sort.VARIABLE) {
      String name = take().text();
      Sort behind = peek().sort();
      if (behind == Sort.DECLARE || behind == Sort.ASSIGN) {
        take();
        names.add(name);
        return behind == Sort.ASSIGN;
      }
      if (behind != Sort.COMMA) {
        break;
      }
      take();
      names.add(name);
      if (!context.equals("range") || names.size() > 1) {
        throw failure("too many declarations in " + context);
      }
      if (peek().sort() != Sort.VARIABLE) {
        throw failure("range can only initialize variables");
      }
    }
    next = start;
    names.clear();
    return false;
  }

  private Syntax.Command command() throws TemplateFailure {
    List<Syntax.Operand> operands = new ArrayList<>();
    int at = peek().at();
    while (true) {
      peek();
      Syntax.Operand operand = operand();
      if (operand != null) {
        operands.add(operand);
      }
      Token token = tokens.get(next);
      switch (token.sort()) {
        case SPACE -> {
          next++;
          continue;
        }
        case END, CLOSE -> {}
        case PIPE -> {
          next++;
          if (!begins(peek())) {
            throw failure("missing value for command");
          }
        }
        default -> throw unexpected(token, "operand");
      }
      if (operands.isEmpty()) {
        throw failure("empty command");
      }
      return new Syntax.Command(List.copyOf(operands), at);
    }
  }

  private Syntax.@Nullable Operand operand() throws TemplateFailure {
    Syntax.Operand term = term();
    if (term == null || tokens.get(next).sort() != Sort.FIELD) {
      return term;
    }
    int at = tokens.get(next).at();
    List<String> fields = new ArrayList<>();
    while (tokens.get(next).sort() == Sort.FIELD) {
      fields.add(tokens.get(next++).text().substring(1));
    }
    return switch (term) {
      case Syntax.Path path -> new Syntax.Path(joined(path.fields(), fields), at);
      case Syntax.Variable variable -> new Syntax.Variable(variable.name(), fields, at);
      case Syntax.Literal _, Syntax.Dot _ ->
          throw failure("unexpected . after term " + GoString.quoted(term.toString()));
      default -> new Syntax.Chain(term, fields, at);
    };
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }

  private Syntax.@Nullable Operand term() throws TemplateFailure {
    Token token = peek();
    if (!begins(token)) {
      return null;
    }
    take();
    return switch (token.sort()) {
      case NAME -> name(token);
      case DOT -> new Syntax.Dot(token.at());
      case FIELD -> new Syntax.Path(List.of(token.text().substring(1)), token.at());
      case VARIABLE -> variable(token);
      case TRUTH -> literal(GoValue.truth(token.text().equals("true")), token);
      case NUMBER -> literal(number(token), token);
      case STRING -> literal(GoValue.text(unquoted(token.text())), token);
      case OPEN -> pipe("parenthesized pipeline", Sort.CLOSE);
      default -> new Syntax.Literal(null, "nil", token.at());
    };
  }

  private static Syntax.Literal literal(GoValue value, Token token) {
    return new Syntax.Literal(value, token.text(), token.at());
  }

  private Syntax.Name name(Token token) throws TemplateFailure {
    if (!Functions.of(source.dialect()).isKnown(token.text())) {
      throw failure("function " + GoString.quoted(token.text()) + " not defined");
    }
    return new Syntax.Name(token.text(), token.at());
  }

  private Syntax.Variable variable(Token token) throws TemplateFailure {
    if (!variables.contains(token.text())) {
      throw failure("undefined variable " + GoString.quoted(token.text()));
    }
    return new Syntax.Variable(token.text(), List.of(), token.at());
  }

  private GoValue number(Token token) throws TemplateFailure {
    String digits = token.text().replace("_", "");
    try {
      return digits.contains(".")
          ? GoValue.text(Double.toString(Double.parseDouble(digits)))
          : GoValue.number(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      throw failure("integer overflow: " + GoString.quoted(token.text()));
    }
  }

  private static String unquoted(String quoted) {
    String inner = quoted.substring(1, quoted.length() - 1);
    if (quoted.charAt(0) == '`') {
      return inner;
    }
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '\\' && i + 1 < inner.length()) {
        char escaped = inner.charAt(++i);
        value.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> escaped;
            });
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  private static boolean begins(Token token) {
    return switch (token.sort()) {
      case NAME, DOT, FIELD, VARIABLE, TRUTH, NUMBER, STRING, OPEN -> true;
      case KEYWORD -> token.text().equals("nil");
      default -> false;
    };
  }

  private Token peek() {
    while (tokens.get(next).sort() == Sort.SPACE) {
      next++;
    }
    return tokens.get(next);
  }

  private Token take() {
    Token token = peek();
    if (next < tokens.size() - 1) {
      next++;
    }
    return token;
  }

  private TemplateFailure unexpected(Token token, String context) {
    return token.sort() == Sort.END && context.equals("parenthesized pipeline")
        ? failure("unclosed left paren")
        : failure("unexpected " + token + " in " + context);
  }

  private TemplateFailure failure(String why) {
    return source.unreadable(tokens.getLast().at(), why);
  }
}
