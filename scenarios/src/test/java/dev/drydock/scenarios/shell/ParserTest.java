package dev.drydock.scenarios.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.drydock.scenarios.shell.Script.Parameter;
import dev.drydock.scenarios.shell.Script.Pipeline;
import dev.drydock.scenarios.shell.Script.Redirection;
import dev.drydock.scenarios.shell.Script.Simple;
import dev.drydock.scenarios.shell.Script.Text;
import dev.drydock.scenarios.shell.Script.Word;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
  private static Pipeline pipeline(String text) throws SyntaxException {
    return Parser.parse(text).items().get(0).andOr().first();
  }

  private static Simple simple(String text) throws SyntaxException {
    return (Simple) pipeline(text).commands().get(0);
  }

  private static Word plain(String text) {
    return new Word(List.of(new Text(text, false)));
  }

  @Test
  void words_are_split_at_blanks_and_operators() throws SyntaxException {
    assertEquals(
        List.of(plain("a"), plain("b=c"), plain("x#d")), simple("a  b=c \\\n x#d # e").words());
  }

  @Test
  void quotes_join_pieces_of_one_word() throws SyntaxException {
    Word expected =
        new Word(
            List.of(
                new Text("a", false),
                new Text("b c", true),
                new Parameter("x", "", new Word(List.of()), true),
                new Text("d", true),
                new Parameter("?", "", new Word(List.of()), false)));
    assertEquals(List.of(expected), simple("a'b c'\"${x}d\"$?").words());
  }

  @Test
  void redirections_stand_anywhere_and_keep_their_order() throws SyntaxException {
    Simple command = simple("2>&1 ping >> log < in");
    assertEquals(List.of(plain("ping")), command.words());
    assertEquals(
        List.of(
            new Redirection(2, Redirection.Kind.DUPLICATE, plain("1")),
            new Redirection(1, Redirection.Kind.APPEND, plain("log")),
            new Redirection(0, Redirection.Kind.INPUT, plain("in"))),
        command.redirections());
  }

  @Test
  void assignments_come_before_the_command() throws SyntaxException {
    Simple command = simple("A=1 B= env C=3");
    assertEquals(List.of("A", "B"), command.assignments().stream().map(a -> a.name()).toList());
    assertEquals(List.of(plain("env"), plain("C=3")), command.words());
  }

  @Test
  void a_pipe_may_go_on_on_the_next_line() throws SyntaxException {
    assertEquals(3, pipeline("a |\n b | c").commands().size());
  }

  @Test
  void an_ampersand_ends_an_item_in_the_background() throws SyntaxException {
    Script script = Parser.parse("a & b; c");
    assertEquals(
        List.of(true, false, false), script.items().stream().map(i -> i.background()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '^',
      value = {
        "a && § unexpected end of file",
        "&& a § unexpected \"&&\"",
        "a || | b § unexpected \"|\"",
        "a ; ; b § unexpected \";\"",
        "a ) § unexpected \")\"",
        "( a § unexpected end of file",
        "echo 'a § unterminated quoted string",
        "echo \"a § unterminated quoted string",
        "echo `a § unterminated backquote substitution",
        "echo $(a § unexpected end of file",
        "echo ${a § missing '}'",
        "echo ${} § bad substitution",
        "for 1 in a; do b; done § bad for loop variable",
        "for i in a; do done § unexpected \"done\"",
        "if a; then b § unexpected end of file (expecting \"fi\")",
        "while a; done § unexpected \"done\" (expecting \"do\")",
        "done § unexpected \"done\"",
        "a > § unexpected end of file",
        "cat <<E § here-document without its end \"E\"",
        "cat <<$E § a here-document ends at a plain word",
        "case a in b) c;; esac § `case` is not supported here",
      })
  void what_cannot_be_read_is_said(String text, String problem) {
    SyntaxException thrown = assertThrows(SyntaxException.class, () -> Parser.parse(text));
    assertEquals("syntax error: " + problem, thrown.getMessage());
  }

  @Test
  void deep_nesting_is_refused() {
    assertThrows(SyntaxException.class, () -> Parser.parse("(".repeat(10_000)));
    assertThrows(SyntaxException.class, () -> Parser.parse("echo " + "$(".repeat(10_000)));
    assertThrows(
        SyntaxException.class,
        () -> Parser.parse("if a; then b; " + "elif a; then b; ".repeat(5_000) + "fi"));
  }
}
