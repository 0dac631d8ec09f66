package dev.drydock.junit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// docs/junit.md shows the example that is run here.
class JunitDocumentTest {
  private static final Path PAGE = Path.of("../docs/junit.md");

  @Test
  void the_page_shows_the_file_and_the_test() throws IOException {
    String page = Files.readString(PAGE);
    String source = Files.readString(Path.of("src/test/java/dev/drydock/junit/ShopTest.java"));
    String file = Files.readString(Path.of("src/test/compose/shop/compose.yaml"));

    assertTrue(page.contains("```yaml\n" + file + "```\n"));
    assertTrue(
        page.contains("```java\n" + source.substring(source.indexOf("@DrydockTest")) + "```\n"));
  }
}
