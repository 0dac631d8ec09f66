package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class GraphVerbTest {
  @TempDir private Path folder;

  @BeforeEach
  void a_web_server_and_a_step() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: shop
        services:
          web: { image: nginx, container_name: web, networks: [front] }
        networks:
          front: { ipam: { config: [ { subnet: 10.1.0.0/24 } ] } }
        x-drydock:
          steps:
            - run: docker network create --subnet 10.2.0.0/24 back
            - run: docker network connect back web
        """);
  }

  private static Document parsed(String xml)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void a_picture_shows_what_docker_gave() throws Exception {
    Ran ran = Ran.drydock(folder, "graph");

    assertEquals(0, ran.status(), ran.err());
    String words = parsed(ran.out()).getDocumentElement().getTextContent();
    assertTrue(words.contains("shop_front"), words);
    assertTrue(words.contains("10.1.0.2"), words);
    assertTrue(words.contains("nginx"), words);
    assertFalse(words.contains("10.2.0.2"), words);
  }

  @Test
  void steps_may_come_first() {
    Ran before = Ran.drydock(folder, "graph", "--format", "json");
    Ran after = Ran.drydock(folder, "graph", "--format", "json", "--after", "all");

    assertFalse(before.out().contains("10.2.0.2/24"), before.out());
    assertTrue(after.out().contains("\"10.2.0.2/24\""), after.out());
  }

  @Test
  void the_name_of_the_file_says_what_is_written() throws IOException {
    Ran.drydock(folder, "graph", "-o", "n.svg");
    Ran.drydock(folder, "graph", "-o", "n.html");
    Ran.drydock(folder, "graph", "-o", "n.mmd");
    Ran.drydock(folder, "graph", "-o", "n.dot");
    Ran ran = Ran.drydock(folder, "graph", "-o", "n.json");

    assertEquals("", ran.out());
    assertTrue(Files.readString(folder.resolve("n.svg")).startsWith("<svg "));
    assertTrue(Files.readString(folder.resolve("n.html")).startsWith("<!DOCTYPE html>"));
    assertTrue(Files.readString(folder.resolve("n.mmd")).contains("flowchart TB"));
    assertTrue(Files.readString(folder.resolve("n.dot")).startsWith("graph \"shop"));
    assertTrue(Files.readString(folder.resolve("n.json")).startsWith("{"));
  }

  @Test
  void flowcharts_and_graphs_have_a_line_for_each_joint() {
    Ran mermaid = Ran.drydock(folder, "graph", "--format", "mermaid");
    Ran dot = Ran.drydock(folder, "graph", "--format", "dot");

    assertTrue(
        mermaid.out().lines().anyMatch(line -> line.contains("---|\"eth0<br/>10.1.0.2\"|")),
        mermaid.out());
    assertTrue(mermaid.out().contains("\"web<br/>nginx\""), mermaid.out());
    assertTrue(
        dot.out()
            .lines()
            .anyMatch(
                line -> line.contains(" -- \"namespace host web\" [label=\"eth0\\n10.1.0.2\"]")),
        dot.out());
  }

  @Test
  void what_cannot_be_written_is_told() {
    Ran unknown = Ran.drydock(folder, "graph", "-o", "n.pdf");
    Ran nowhere = Ran.drydock(folder, "graph", "-o", "none/n.svg");
    Ran two = Ran.drydock(folder, "graph", "-o", "n.svg", "compose.yaml", "compose.yaml");

    assertEquals(2, unknown.status());
    assertTrue(unknown.err().contains("add --format svg|html|mermaid|dot|json"), unknown.err());
    assertEquals(2, nowhere.status());
    assertTrue(
        nowhere.err().contains("none/n.svg cannot be written: no such file or folder"),
        nowhere.err());
    assertEquals(2, two.status());
    assertTrue(two.err().contains("several scenarios"), two.err());
  }
}
