package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.shell.Lexer.Token;
import dev.drydock.scenarios.shell.Script.AndOr;
import dev.drydock.scenarios.shell.Script.Assignment;
import dev.drydock.scenarios.shell.Script.Body;
import dev.drydock.scenarios.shell.Script.Command;
import dev.drydock.scenarios.shell.Script.Compound;
import dev.drydock.scenarios.shell.Script.For;
import dev.drydock.scenarios.shell.Script.Group;
import dev.drydock.scenarios.shell.Script.If;
import dev.drydock.scenarios.shell.Script.Item;
import dev.drydock.scenarios.shell.Script.Link;
import dev.drydock.scenarios.shell.Script.Pipeline;
import dev.drydock.scenarios.shell.Script.Redirection;
import dev.drydock.scenarios.shell.Script.Segment;
import dev.drydock.scenarios.shell.Script.Simple;
import dev.drydock.scenarios.shell.Script.Text;
import dev.drydock.scenarios.shell.Script.While;
import dev.drydock.scenarios.shell.Script.Word;
import java.util.ArrayList;
import java.util.List;

/// Reads scripts by recursive descent (POSIX.1-2017 XCU 2.10, the part that
/// [dev.drydock.scenarios.shell] names).
final class Parser {
  private static final int DEPTH_MAX = 40;
  private static final List<String> CLOSING_WORDS =
      List.of("do", "done", "then", "elif", "else", "fi", "}");
  private static final List<String> UNSUPPORTED = List.of("case", "function", "select");

  private final Lexer lexer;
  private int depth;

  Parser(Lexer lexer) {
    this.lexer = lexer;
  }

  /// Reads a whole text.
  static Script parse(String text) throws SyntaxException {
    return new Parser(new Lexer(text, 0, 0)).script();
  }

  /// Reads up to the end of the text.
  Script script() throws SyntaxException {
    Script script = list();
    Token end = lexer.next();
    if (!end.isEnd()) {
      throw SyntaxException.unexpected(end.shown());
    }
    return script;
  }

  /// Reads up to an operator, and takes that.
  Script until(String operator) throws SyntaxException {
    Script script = list();
    expect(operator);
    return script;
  }

  private void expect(String operator) throws SyntaxException {
    Token token = lexer.next();
    if (!token.is(operator)) {
      throw SyntaxException.unexpected(token.shown());
    }
  }

  private void expectWord(String word) throws SyntaxException {
    Token token = lexer.next();
    if (token.kind() != Token.Kind.WORD || !token.text().equals(word)) {
      throw SyntaxException.unexpected(token.shown() + " (expecting \"" + word + "\")");
    }
  }

  private Script list() throws SyntaxException {
    deeper();
    List<Item> items = new ArrayList<>();
    skipNewlines();
    while (startsCommand(lexer.peek())) {
      AndOr andOr = andOr();
      Token separator = lexer.peek();
      boolean background = separator.is("&");
      items.add(new Item(andOr, background));
      if (!background && !separator.is(";") && !separator.is("\n")) {
        break;
      }
      lexer.next();
      skipNewlines();
    }
    depth--;
    return new Script(items);
  }

  private void deeper() throws SyntaxException {
    depth++;
    if (depth > DEPTH_MAX) {
      throw new SyntaxException("syntax error: nested too deeply");
    }
  }

  private static boolean startsCommand(Token token) {
    if (token.kind() == Token.Kind.WORD) {
      return !CLOSING_WORDS.contains(token.text());
    }
    return token.is("(") || isRedirection(token);
  }

  private void skipNewlines() throws SyntaxException {
    while (lexer.peek().is("\n")) {
      lexer.next();
    }
  }

  private AndOr andOr() throws SyntaxException {
    Pipeline first = pipeline();
    List<Link> rest = new ArrayList<>();
    while (lexer.peek().is("&&") || lexer.peek().is("||")) {
      boolean and = lexer.next().is("&&");
      skipNewlines();
      rest.add(new Link(and, pipeline()));
    }
    return new AndOr(first, rest);
  }

  private Pipeline pipeline() throws SyntaxException {
    boolean negated = false;
    while (lexer.peek().text().equals("!") && lexer.peek().kind() == Token.Kind.WORD) {
      lexer.next();
      negated = !negated;
    }
    List<Command> commands = new ArrayList<>();
    commands.add(command());
    while (lexer.peek().is("|")) {
      lexer.next();
      skipNewlines();
      commands.add(command());
    }
    return new Pipeline(negated, commands);
  }

  private Command command() throws SyntaxException {
    Token token = lexer.peek();
    if (!startsCommand(token)) {
      throw SyntaxException.unexpected(token.shown());
    }
    if (UNSUPPORTED.contains(token.text())) {
      throw new SyntaxException("syntax error: `" + token.text() + "` is not supported here");
    }
    if (token.is("(")) {
      lexer.next();
      return compound(new Group(until(")"), true));
    }
    return switch (token.text()) {
      case "{" -> compound(braces());
      case "for" -> compound(forLoop());
      case "while", "until" -> compound(whileLoop());
      case "if" -> compound(choice());
      default -> simple();
    };
  }

  private Compound compound(Body body) throws SyntaxException {
    List<Redirection> redirections = new ArrayList<>();
    while (isRedirection(lexer.peek())) {
      redirections.add(redirection());
    }
    return new Compound(body, redirections);
  }

  private Group braces() throws SyntaxException {
    lexer.next();
    Script script = nonEmptyList();
    expectWord("}");
    return new Group(script, false);
  }

  private For forLoop() throws SyntaxException {
    lexer.next();
    Token name = lexer.next();
    if (!WordReader.isName(name.text())) {
      throw new SyntaxException("syntax error: bad for loop variable");
    }
    List<Word> words = new ArrayList<>();
    skipNewlines();
    boolean overParameters = !lexer.peek().text().equals("in");
    if (!overParameters) {
      lexer.next();
      Word word = lexer.peek().word();
      while (word != null) {
        words.add(word);
        lexer.next();
        word = lexer.peek().word();
      }
    }
    if (lexer.peek().is(";")) {
      lexer.next();
    }
    skipNewlines();
    return new For(name.text(), words, overParameters, loopBody());
  }

  private While whileLoop() throws SyntaxException {
    boolean until = lexer.next().text().equals("until");
    Script condition = nonEmptyList();
    return new While(condition, until, loopBody());
  }

  private Script loopBody() throws SyntaxException {
    expectWord("do");
    Script script = nonEmptyList();
    expectWord("done");
    return script;
  }

  private If choice() throws SyntaxException {
    lexer.next();
    deeper();
    Script condition = nonEmptyList();
    expectWord("then");
    Script then = nonEmptyList();
    if (lexer.peek().text().equals("elif")) {
      If rest = choice();
      depth--;
      return new If(condition, then, nested(rest));
    }
    Script otherwise = new Script(List.of());
    if (lexer.peek().text().equals("else")) {
      lexer.next();
      otherwise = nonEmptyList();
    }
    expectWord("fi");
    depth--;
    return new If(condition, then, otherwise);
  }

  /// The rest of an `elif`, which has taken the `fi`.
  private static Script nested(If rest) {
    Pipeline pipeline = new Pipeline(false, List.of(new Compound(rest, List.of())));
    return new Script(List.of(new Item(new AndOr(pipeline, List.of()), false)));
  }

  private Script nonEmptyList() throws SyntaxException {
    Script script = list();
    if (script.items().isEmpty()) {
      throw SyntaxException.unexpected(lexer.peek().shown());
    }
    return script;
  }

  private Simple simple() throws SyntaxException {
    List<Assignment> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Redirection> redirections = new ArrayList<>();
    while (true) {
      Token token = lexer.peek();
      Word word = token.word();
      if (isRedirection(token)) {
        redirections.add(redirection());
      } else if (word != null) {
        lexer.next();
        if (words.isEmpty() && isAssignment(word)) {
          assignments.add(assignment(word));
        } else {
          words.add(word);
        }
      } else if (token.is("(")) {
        throw SyntaxException.unexpected(token.shown());
      } else {
        return new Simple(assignments, words, redirections);
      }
    }
  }

  private static boolean isAssignment(Word word) {
    if (word.segments().isEmpty()
        || !(word.segments().get(0) instanceof Text(String text, boolean quoted))) {
      return false;
    }
    int equals = text.indexOf('=');
    return !quoted && equals > 0 && WordReader.isName(text.substring(0, equals));
  }

  private static Assignment assignment(Word word) {
    String text = ((Text) word.segments().get(0)).text();
    int equals = text.indexOf('=');
    List<Segment> value = new ArrayList<>(word.segments());
    value.set(0, new Text(text.substring(equals + 1), false));
    return new Assignment(text.substring(0, equals), new Word(value));
  }

  private static boolean isRedirection(Token token) {
    return switch (token.text()) {
      case "<", ">", ">>", ">&", "<&", "&>", "<<<", "<<", "<<-", "<>", ">|" ->
          token.kind() == Token.Kind.OPERATOR;
      default -> false;
    };
  }

  private Redirection redirection() throws SyntaxException {
    Token operator = lexer.next();
    Token target = lexer.next();
    Word word = target.word();
    if (word == null) {
      throw SyntaxException.unexpected(target.shown());
    }
    int given = operator.descriptor();
    return switch (operator.text()) {
      case "<" -> new Redirection(Math.max(given, 0), Redirection.Kind.INPUT, word);
      case "<<<" -> new Redirection(Math.max(given, 0), Redirection.Kind.HERE_STRING, word);
      case "<<", "<<-" -> {
        Word document = hereDocument(word, operator.text().equals("<<-"));
        yield new Redirection(Math.max(given, 0), Redirection.Kind.HERE_DOCUMENT, document);
      }
      case ">", ">|" -> new Redirection(outputOf(given), Redirection.Kind.OUTPUT, word);
      case ">>" -> new Redirection(outputOf(given), Redirection.Kind.APPEND, word);
      case ">&" -> new Redirection(outputOf(given), Redirection.Kind.DUPLICATE, word);
      case "&>" -> new Redirection(-1, Redirection.Kind.OUTPUT, word);
      default ->
          throw new SyntaxException(
              "syntax error: `" + operator.text() + "` is not supported here");
    };
  }

  /// With quotes anywhere in the delimiter, nothing in the document is expanded.
  private Word hereDocument(Word delimiter, boolean stripsTabs) throws SyntaxException {
    StringBuilder end = new StringBuilder();
    boolean isQuoted = false;
    for (Segment segment : delimiter.segments()) {
      if (!(segment instanceof Text(String text, boolean quoted))) {
        throw new SyntaxException("syntax error: a here-document ends at a plain word");
      }
      end.append(text);
      isQuoted |= quoted;
    }
    String document = lexer.hereDocument(end.toString(), stripsTabs);
    return isQuoted
        ? new Word(List.of(new Text(document, true)))
        : new WordReader(document, depth).quotedText(document);
  }

  private static int outputOf(int given) {
    return given < 0 ? 1 : given;
  }
}
