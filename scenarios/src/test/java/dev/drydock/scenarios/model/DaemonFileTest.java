package dev.drydock.scenarios.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The refusals are those of Go's `encoding/json` and of moby `daemon/config/config.go`.
class DaemonFileTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"icc\": false,}             | invalid character '}' looking for beginning of object key string",
        "{'icc': false}               | invalid character '\\'' looking for beginning of object key string",
        "{\"icc\" false}               | invalid character 'f' after object key",
        "{\"icc\": false \"ip\": 1}      | invalid character '\"' after object key:value pair",
        "{\"icc\": no}                 | invalid character 'o' in literal null (expecting 'u')",
        "{\"icc\": yes}                | invalid character 'y' looking for beginning of value",
        "{\"dns\": [\"1.1.1.1\" 2]}      | invalid character '2' after array element",
        "{\"icc\": false               | unexpected end of JSON input",
        "{} x                        | invalid character 'x' after top-level value",
        "{\"mtu\": 1.}                 | invalid character '}' after decimal point in numeric literal",
        "{\"ip\": \"\\q\"}               | invalid character 'q' in string escape code",
        "{\"iccc\": true, \"x1\": 2}     | the following directives don't match any configuration option: iccc, x1",
        "{\"icc\": \"false\"}            | json: cannot unmarshal string into Go struct field Config.icc of type bool",
        "{\"dns\": \"1.1.1.1\"}          | json: cannot unmarshal string into Go struct field Config.dns of type []string"
      })
  void what_the_daemon_does_not_take_is_told_in_its_words(String text, String problem) {
    var read = DaemonFile.read(text, List.of());
    assertNull(read.config());
    assertEquals(problem, read.problem());
  }

  @Test
  void a_key_that_is_a_flag_as_well_is_refused() {
    assertEquals(
        "the following directives are specified both as a flag and in the configuration file:"
            + " icc: (from flag: false, from file: true)",
        DaemonFile.read("{\"icc\": true}", List.of("--icc=false")).problem());
  }

  @Test
  void what_is_written_reads_as_it_was() {
    var text =
        """
        {
          "icc": false,
          "bip": "10.1.0.1/16",
          "mtu": 1400,
          "dns": ["1.1.1.1"],
          "default-address-pools": [{"base": "10.9.0.0/16", "size": 24}]
        }
        """;
    var config = DaemonFile.read(text, List.of()).config();
    assertNotNull(config);
    assertEquals("false", config.settings().get("icc"));
    assertEquals(text, DaemonFile.text(config));
    assertEquals("", DaemonFile.read(" \n", List.of()).problem());
  }
}
