package dev.drydock.scenarios.tools.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.shell.SmallLab;
import dev.drydock.scenarios.shell.Surroundings;
import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasicToolsTest {
  private final Interpreter interpreter = new Interpreter(Surroundings.of(SmallLab.build()));

  /// Line, then what it prints with `/` for a line end, then its status.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = '§',
      value = {
        "echo -n a; echo -e 'b\\tc' § ab\tc/ § 0",
        "printf '%s-%03d:%5s:%-3s:\\n' a 7 b c § a-007:    b:c  :/ § 0",
        "printf '%s\\n' a b § a/b/ § 0",
        "seq 2 2 6 § 2/4/6/ § 0",
        "seq 5 | head -2 § 1/2/ § 0",
        "seq 5 | head -n 1 § 1/ § 0",
        "seq 5 | tail -2 § 4/5/ § 0",
        "seq 5 | tail -n +4 § 4/5/ § 0",
        "echo abcdef | head -c 3 § abc § 0",
        "head -c 20000 /dev/zero | wc -c § 20000/ § 0",
        "seq 3 | wc -l § 3/ § 0",
        "echo a b c | wc -w § 3/ § 0",
        "seq 12 | grep 1 § 1/10/11/12/ § 0",
        "seq 12 | grep -c 1 § 4/ § 0",
        "seq 12 | grep -v 1 | head -1 § 2/ § 0",
        "seq 3 | grep -n 2 § 2:2/ § 0",
        "seq 9 | grep -A1 -B1 5 § 4/5/6/ § 0",
        "seq 3 | grep 7 § ^^ § 1",
        "echo 'inet 10.0.0.1' | grep -o '[0-9.]*' § 10.0.0.1/ § 0",
        "echo 'a+b' | grep 'a+b' § a+b/ § 0",
        "echo aab | egrep '^a{2}(b|c)$' § aab/ § 0",
        "echo ABC | grep -i abc § ABC/ § 0",
        "echo a.c | grep -F . § a.c/ § 0",
        "echo abc | grep '[' § grep: bad regex '['/ § 2",
        "echo a:b:c | cut -d: -f2- § b:c/ § 0",
        "echo abcdef | cut -c2-4 § bcd/ § 0",
        "echo hello | tr a-y b-z § ifmmp/ § 0",
        "echo 'a  b' | tr -s ' ' § a b/ § 0",
        "echo a1b2 | tr -d 0-9 § ab/ § 0",
        "printf '10\\n9\\n9\\n' | sort -n | uniq -c § ^      2 9/      1 10/^ § 0",
        "printf 'b\\na\\nb\\n' | sort -u § a/b/ § 0",
        "printf 'a b\\nc\\n' | xargs echo x § x a b c/ § 0",
        "echo a b | xargs -n 1 echo § a/b/ § 0",
        "printf 'a\\nb\\n' | while read x; do echo [$x]; done § [a]/[b]/ § 0",
        "sh -c 'echo $1 $#' x a b § a 2/ § 0",
        "sh -c 'exit 3' § ^^ § 3",
        "echo echo hi | sh § hi/ § 0",
      })
  void a_text_tool_prints_what_the_real_one_does(String line, String printed, int status) {
    check(line, printed, status);
  }

  /// As above; `|` stands for a slash in the output.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = '§',
      value = {
        "sudo -u bob hostname § dh1/ § 0",
        "sudo sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'; sysctl -n net.ipv4.ip_forward § 1/ §"
            + " 0",
        "echo 1 | sudo tee /proc/sys/net/ipv4/conf/all/arp_ignore § 1/ § 0",
        "sysctl -w net.ipv4.ip_forward=1 § net.ipv4.ip_forward = 1/ § 0",
        "sysctl net.ipv4.conf.nosuch.rp_filter § sysctl: cannot stat"
            + " |proc|sys|net|ipv4|conf|nosuch|rp_filter: No such file or directory/ § 1",
        "ssh pc hostname § pc/ § 0",
        "ssh -o StrictHostKeyChecking=no root@192.168.1.50 hostname '&&' echo ok § pc/ok/ § 0",
        "ssh nobody true § ssh: Could not resolve hostname nobody: Name or service not known/ §"
            + " 255",
        "nsenter -t 0 -n ip addr § nsenter: neither filename nor target pid supplied for ns|net/ §"
            + " 1",
        "nsenter -t 1 -n hostname § dh1/ § 0",
        "nsenter -t 77 -n hostname § nsenter: cannot open |proc|77|ns|net: No such file or"
            + " directory/ § 1",
        "systemctl restart nosuch § Failed to restart nosuch.service: Unit nosuch.service not"
            + " found./ § 5",
        "apt-get install -y curl iputils-ping § ^^ § 0",
        "sudo apt install docker.io § E: Unable to locate package docker.io/ § 100",
        "cat |etc|resolv.conf § nameserver 203.0.113.10/ § 0",
        "cat |nosuch § cat: |nosuch: No such file or directory/ § 1",
        "hostname -I § 192.168.1.41 / § 0",
        "date § Thu Jan  1 00:00:00 UTC 2026/ § 0",
        "date '+%Y-%m-%d %H:%M:%S.%N %s' § 2026-01-01 00:00:00.005000000 1767225600/ § 0",
        "date -u '+%a %A %b %B %e %j %u %w %y %p %I%%' § Thu Thursday Jan January  1 001 4 4 26 AM"
            + " 12%/ § 0",
        "date -Iseconds; date -R § 2026-01-01T00:00:00+00:00/Thu, 01 Jan 2026 00:00:00 +0000/ § 0",
        "date yesterday § date: invalid date 'yesterday'/ § 1",
        "A=1 env | grep ^A § A=1/ § 0",
        "env -i A=1 printenv A § 1/ § 0",
        "export A=2; printenv A § 2/ § 0",
        "which cat nosuch § |usr|bin|cat/ § 1",
        "[ 3 -gt 2 ] && [ a != b ] && [ -f |etc|hostname ] && test -z '' && echo ok § ok/ § 0",
        "kill 77 § sh: can't kill pid 77: No such process/ § 1",
      })
  void a_tool_of_machines_prints_what_the_real_one_does(String line, String printed, int status) {
    check(line, printed, status);
  }

  private void check(String line, String printed, int status) {
    StringBuilder said = new StringBuilder();
    String typed = line.replace("|etc|", "/etc/").replace("|nosuch", "/nosuch");
    int ended = interpreter.type(typed, (text, error) -> said.append(text));
    assertEquals(printed.replace("/", "\n").replace('|', '/'), said.toString());
    assertEquals(status, ended);
  }

  @Test
  void a_host_name_has_parts() {
    TypedLab lab =
        TypedLab.start().with("docker run -d --name one -h box.example.org busybox sleep 1000");

    assertEquals("box\n", lab.type("docker exec one hostname -s"));
    assertEquals("example.org\n", lab.type("docker exec one hostname -d"));
    assertEquals("box.example.org\n", lab.type("docker exec one hostname -f"));
    assertTrue(lab.type("docker exec one hostname -I").contains("Usage: hostname [-sidf]"));
  }
}
