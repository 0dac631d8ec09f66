package dev.drydock.scenarios.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpreterTest {
  private final Transcriber shell = new Transcriber();

  /// Line, then what it prints with `/` for a line end, then its status.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = '§',
      value = {
        "echo a  b                      § a b/       § 0",
        "echo 'a  b' \"c  d\" e\\ f     § a  b c  d e f/ § 0",
        "echo 'it''s' \"$\" '$x'        § its $ $x/  § 0",
        "x=1; echo $x ${x}2 \"$x\" '$x' § 1 12 1 $x/ § 0",
        "x='a b'; echo $x               § a b/       § 0",
        "echo ${nothing:-else}          § else/      § 0",
        "HOME=h; x=~; echo ~ a~ '~' \"~\" ~x $x § h a~ ~ ~ ~x h/ § 0",
        "x=172.17.0.2/16; echo ${x%/*} ${x#*/} ${#x} § 172.17.0.2 16 13/ § 0",
        "echo $((1 + 2 * (3 - 1)))      § 5/         § 0",
        "echo $(echo one; echo two)     § one two/   § 0",
        "echo `echo a`                  § a/         § 0",
        "echo \"$(echo 'a  b')\"        § a  b/      § 0",
        "echo $(echo $(echo deep))      § deep/      § 0",
        "true && echo yes || echo no    § yes/       § 0",
        "false && echo yes || echo no   § no/        § 0",
        "! true; echo $?                § 1/         § 0",
        "false; echo $?                 § 1/         § 0",
        "false                          § ^^         § 1",
        "echo a; echo b # echo c        § a/b/       § 0",
        "for i in 1 2 3; do echo -n $i; done § 123   § 0",
        "for i in 1 2 3; do if [ $i = 2 ]; then continue; fi; echo $i; done § 1/3/ § 0",
        "i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done § 1/2/3/ § 0",
        "until true; do echo never; done § ^^        § 0",
        "if false; then echo a; elif true; then echo b; else echo c; fi § b/ § 0",
        "(x=1; exit 3); echo $? $x      § 3/         § 0",
        "{ echo a; echo b; } | cat      § a/b/       § 0",
        "echo hidden > /dev/null        § ^^         § 0",
        "echo kept > f; echo more >> f; cat f § kept/more/ § 0",
        "nosuch                         § sh: nosuch: not found/ § 127",
        "nosuch 2>/dev/null             § ^^         § 127",
        "nosuch 2>&1 | cat              § sh: nosuch: not found/ § 0",
        "nosuch > /dev/null 2>&1        § ^^         § 127",
        "nosuch &> /dev/null            § ^^         § 127",
        "cat < /etc/hostname            § dh1/       § 0",
        "cat < /nosuch                  § sh: can't open /nosuch: no such file/ § 1",
        "exit 7; echo never             § ^^         § 7",
        "X=5 env | cat | cat > e; echo $X § /         § 0",
        "set -- a b; echo $# $2 \"$@\"  § 2 b a b/   § 0",
        "pc$ hostname                   § pc/        § 0",
        "$ hostname                     § dh1/       § 0",
        "nobody$ hostname § drydock: there is no machine nobody/ § 1",
        "one@dh1$ hostname              § Error: No such container: one/ § 1",
      })
  void a_line_prints_and_ends_as_in_a_real_shell(String line, String printed, int status) {
    assertEquals(printed.replace('/', '\n'), shell.type(line).replace('/', '\n'));
    assertEquals(status, shell.status());
  }

  @Test
  void a_here_document_is_what_a_command_reads() {
    assertEquals(
        "a dh1\n \"b\"\nend\n", shell.type("cat <<E; echo end\na $(hostname)\n \"b\"\nE\n"));
    assertEquals("$x\n", shell.type("cat <<'E'\n$x\nE"));
    assertEquals("a\nb\n", shell.type("cat <<-E\n\ta\n\t\tb\n\tE\n"));
    assertEquals("two\n", shell.type("cat <<A <<B\none\nA\ntwo\nB\n"));
  }

  @Test
  void a_here_document_without_its_end_needs_more() {
    assertTrue(Interpreter.needsMore("pc$ cat <<E\na"));
    assertFalse(Interpreter.needsMore("pc$ cat <<E\na\nE"));
    assertFalse(Interpreter.needsMore("echo 'a"));
  }

  @Test
  void variables_last_from_line_to_line() {
    shell.type("x=$(hostname)");
    assertEquals("on dh1\n", shell.type("echo on $x"));
  }

  @Test
  void a_setting_is_written_as_a_file() {
    shell.type("echo 1 > /proc/sys/net/ipv4/ip_forward");
    assertEquals("1\n", shell.type("cat /proc/sys/net/ipv4/ip_forward"));
    assertEquals("0\n", shell.type("pc$ cat /proc/sys/net/ipv4/ip_forward"));
  }

  @Test
  void a_command_takes_its_declared_time() {
    long before = shell.lab.loop().nowNanos();
    shell.type("hostname");
    assertEquals(5_000_000L, shell.lab.loop().nowNanos() - before);
  }

  @Test
  void a_loop_without_end_is_ended_with_a_message() {
    assertTrue(shell.type("while true; do :; done").contains("too many commands"));
    assertEquals(2, shell.status());
    assertEquals("on\n", shell.type("echo on"));
  }
}
