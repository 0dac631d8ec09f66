package dev.drydock.scenarios.tools.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rule sets of real machines: what `iptables-restore` reads, `iptables-save` writes again.
class RoundTripTest {
  private static final Path RULE_SETS =
      Path.of("src", "test", "resources", "recorded", "rule-sets");

  private final DockerHost host = DockerHost.of("20.10", false);

  static Stream<Path> ruleSets() throws IOException {
    try (Stream<Path> files = Files.list(RULE_SETS)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("ruleSets")
  void a_rule_set_comes_back_byte_for_byte(Path file) throws IOException {
    String real = Files.readString(file);
    host.fresh("--iptables=false");
    host.lab.mainBox().files().write("/tmp/rules", real);

    host.set("iptables-restore -c /tmp/rules");

    assertEquals(tables(real), tables(host.type("iptables-save -c")));
  }

  /// Table by table, without the dates of the comments. The legacy variant of iptables, with which
  /// some sets were saved, has another order of the tables and another name in its comments.
  private static List<String> tables(String saved) {
    String undated = saved.replaceAll("(?m)^(#.*?)( \\(nf_tables\\))? on [A-Z].*$", "$1");
    return Stream.of(undated.split("(?=# Generated)", -1)).sorted().toList();
  }
}
