package dev.drydock.scenarios.tools.tc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.scenarios.tools.TypedLab;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Any words: `tc` ends with a status and throws nothing, and the network still works.
class TcFuzzTest {
  private static final int COMMANDS = 4000;
  private static final int WORDS_MAX = 10;

  private static final List<String> WORDS =
      List.of(
          "add",
          "del",
          "change",
          "replace",
          "link",
          "show",
          "dev",
          "eth0",
          "lo",
          "root",
          "parent",
          "1:1",
          "1:",
          ":1",
          "ffff:ffff",
          "handle",
          "10:",
          "netem",
          "tbf",
          "fq_codel",
          "target",
          "flows",
          "quantum",
          "noecn",
          "pfifo",
          "bfifo",
          "pfifo_fast",
          "noqueue",
          "htb",
          "delay",
          "10ms",
          "1e99s",
          "-5ms",
          "loss",
          "random",
          "gemodel",
          "state",
          "5%",
          "100%",
          "-1%",
          "nan%",
          "duplicate",
          "corrupt",
          "reorder",
          "gap",
          "3",
          "0",
          "99999999999999999999",
          "limit",
          "rate",
          "1mbit",
          "0bit",
          "1e300tbit",
          "burst",
          "32kbit",
          "0b",
          "latency",
          "400ms",
          "peakrate",
          "2mbit",
          "mtu",
          "1540",
          "distribution",
          "normal",
          "ecn",
          "help",
          "ingress",
          "-s",
          "",
          "%",
          ":",
          "0x",
          "/");

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void any_words_end_with_a_status(long seed) {
    RandomStream random = new RandomStream(seed, "tc fuzz");
    TypedLab lab = TypedLab.start();
    for (int i = 0; i < COMMANDS; i++) {
      List<String> words = new ArrayList<>(List.of("tc"));
      words.addAll(random.nextInt(8) == 0 ? List.of() : List.of("qdisc"));
      words.addAll(random.nextInt(2) == 0 ? List.of() : List.of("add", "dev", "eth0", "root"));
      int count = random.nextInt(WORDS_MAX);
      for (int j = 0; j < count; j++) {
        words.add("'" + WORDS.get(random.nextInt(WORDS.size())) + "'");
      }
      String line = String.join(" ", words);
      lab.type(line);
      assertTrue(List.of(0, 1, 2, 255).contains(lab.status()), "seed " + seed + ": " + line);
      if (i % 50 == 0) {
        lab.type("ping -c 1 -W 1 192.168.1.50");
      }
    }
    lab.type("tc qdisc del dev eth0 root");
    lab.with("tc qdisc show");
    assertTrue(lab.type("ping -c 3 192.168.1.50").contains("received"));
  }
}
