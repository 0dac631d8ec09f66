package dev.drydock.scenarios.tools.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `sed` and `awk`. What they print was taken from GNU sed 4.9 and mawk 1.3.4.
class TextEditorsTest {
  @AutoClose private final TypedLab lab = TypedLab.of("name: home\nservices: {}\n");

  @Test
  void a_script_prints_what_the_real_editors_print() {
    String[][] cases = {
      {"printf 'a b c\\nd e f\\n' | awk '{print $2}'", "b\ne\n", "0"},
      {
        "printf 'a b c\\nd e f\\n' | awk '{print $NF, NR; x++} END {print x}'", "c 1\nf 2\n2\n", "0"
      },
      {"printf 'a:b\\nc:d\\n' | awk -F: '{print $2 \"-\" $1}'", "b-a\nd-c\n", "0"},
      {
        "printf 'inet 10.0.0.1/8\\nlink x\\n' | awk '/inet /{sub2=1; print $2}'",
        "10.0.0.1/8\n",
        "0"
      },
      {"seq 5 | awk 'NR==2 || $1 > 4'", "2\n5\n", "0"},
      {"seq 5 | awk '$1 % 2 == 0 && !/4/ {print $1*10}'", "20\n", "0"},
      {"seq 3 | awk 'BEGIN {s=1} {s+=$1} END {print s, s/2}'", "7 3.5\n", "0"},
      {"echo 'a  b' | awk '{printf \"%-4s|%3d|%s\\n\", $1, 7, $2}'", "a   |  7|b\n", "0"},
      {
        "echo 'ab,cd' | awk -F, -v x=9 '{$1=x; print; print length($2), toupper($2), substr($2,"
            + " 2)}'",
        "9 cd\n2 CD d\n",
        "0"
      },
      {"printf 'k v\\nq w\\n' | awk '$1 == \"q\" {print $2; exit 3}'", "w\n", "3"},
      {"printf 'eth0 up\\nlo down\\n' | awk '$2 ~ /^up/ {print $1}'", "eth0\n", "0"},
      {"printf 'eth0 up\\nlo down\\n' | awk '$2 !~ \"up\"'", "lo down\n", "0"},
      {"seq 3 | awk 'NR>1{print;next} {print \"first\"}'", "first\n2\n3\n", "0"},
      {"seq 3 | sed -n 2p", "2\n", "0"},
      {"seq 5 | sed '2,4d'", "1\n5\n", "0"},
      {"seq 5 | sed 3q", "1\n2\n3\n", "0"},
      {"echo 10.0.0.1/24 | sed 's,/.*,,'", "10.0.0.1\n", "0"},
      {"echo aXbXc | sed 's/X/-/g'", "a-b-c\n", "0"},
      {"echo aXbXc | sed 's/X/-/2'", "aXb-c\n", "0"},
      {"echo 'inet 10.0.0.1/8' | sed -nE 's/.*inet ([0-9.]+).*/\\1/p'", "10.0.0.1\n", "0"},
      {"echo 'inet 10.0.0.1/8' | sed -n 's/.*inet \\([0-9.]*\\).*/<\\1>/p'", "<10.0.0.1>\n", "0"},
      {"printf 'a\\nb\\n' | sed '/b/!d'", "b\n", "0"},
      {"printf 'a\\nb\\nc\\n' | sed -e '/b/d' -e 's/c/C/'", "a\nC\n", "0"},
      {"seq 4 | sed -n '/2/,/3/p'", "2\n3\n", "0"},
      {"seq 3 | sed '$d'", "1\n2\n", "0"},
      {"echo hello | sed 's/l/[&]/g; s/o$/O/'", "he[l][l]O\n", "0"},
      {"seq 2 | sed '1a x'", "1\nx\n2\n", "0"},
      {"seq 2 | sed '/1/i y'", "y\n1\n2\n", "0"},
      {"printf abc | sed s/b/B/", "aBc", "0"}
    };
    for (String[] each : cases) {
      assertEquals(each[1], lab.type(each[0]), each[0]);
      assertEquals(Integer.parseInt(each[2]), lab.status(), each[0]);
    }
  }

  @Test
  void a_file_is_changed_in_place() {
    lab.with("echo one > /tmp/f", "sed -i s/one/two/ /tmp/f");

    assertEquals("two\n", lab.type("cat /tmp/f"));
    lab.type("sed -i s/one/two/ /tmp/nosuch");
    assertEquals(2, lab.status());
  }

  @Test
  void what_is_not_there_is_named() {
    assertEquals("awk: arrays are not supported here\n", lab.type("echo a | awk '{x[1]=2}'"));
    assertEquals("awk: for is not supported here\n", lab.type("awk 'BEGIN {for (;;) x=1}'"));
    assertTrue(lab.type("echo a | sed 'N;P'").contains("the command N is not supported here"));
    assertTrue(lab.type("echo a | sed 's/a'").contains("unterminated `s' command"));
    assertEquals(1, lab.status());
  }
}
