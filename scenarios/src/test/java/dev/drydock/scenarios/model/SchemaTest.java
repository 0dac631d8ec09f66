package dev.drydock.scenarios.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Keys;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The JSON schema that editors use says what the reader reads. JSON is YAML.
final class SchemaTest {

  private static final Path SCHEMA = Path.of("schema/x-drydock.schema.json");

  static Stream<Arguments> tables() {
    return Stream.of(
        Arguments.of("block", BlockKeys.TOP),
        Arguments.of("machine", BlockKeys.MACHINE),
        Arguments.of("kernel", BlockKeys.KERNEL),
        Arguments.of("nic", BlockKeys.NIC),
        Arguments.of("port", BlockKeys.PORT),
        Arguments.of("link", BlockKeys.LINK),
        Arguments.of("image", BlockKeys.IMAGE),
        Arguments.of("step", BlockKeys.STEP),
        Arguments.of("outcome", BlockKeys.OUTCOME),
        Arguments.of("fault", BlockKeys.FAULT),
        Arguments.of("claim", BlockKeys.CLAIM),
        Arguments.of("flow", BlockKeys.FLOW),
        Arguments.of("capture", BlockKeys.CAPTURE),
        Arguments.of("service", BlockKeys.SERVICE));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void the_schema_has_the_keys_of_the_reader(String definition, Keys keys) throws IOException {
    var definitions = child(schema(), "definitions");
    assertEquals(keys.all(), keysOf(child(child(definitions, definition), "properties")));
  }

  private static Node.Mapping schema() throws IOException {
    var source = new Source(SCHEMA.toString(), Files.readString(SCHEMA));
    return assertInstanceOf(
        Node.Mapping.class, YamlReader.read(source, new Diagnostics()).getFirst());
  }

  private static Node.Mapping child(Node.Mapping parent, String key) {
    return assertInstanceOf(Node.Mapping.class, parent.get(key), key);
  }

  private static Set<String> keysOf(Node.Mapping mapping) {
    var keys = new TreeSet<String>();
    mapping.entries().forEach(entry -> keys.add(entry.name()));
    return keys;
  }
}
