package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportVerbTest {
  @TempDir private Path folder;

  @BeforeEach
  void a_container_that_may_not_go_out() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: quiet
        services:
          one: { image: busybox, container_name: one, command: sleep 99, network_mode: bridge }
          two: { image: busybox, container_name: two, command: sleep 99, network_mode: bridge }
        x-drydock:
          steps:
            - run: docker exec one ping -c 1 172.17.0.3
            - run: iptables -I DOCKER-USER -s 172.17.0.2 -j DROP
            - run: docker exec one ping -c 1 -W 1 8.8.8.8
              expect: { exit: 0 }
            - run: echo '</script>'
        """);
  }

  private String page(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /// The objects of the page's data, each without line breaks.
  private static List<String> objects(String page) {
    int begin = page.indexOf("id=\"data\">");
    String data = page.substring(begin, page.indexOf("</script>", begin));
    return List.of(data.replaceAll("\\s*\n\\s*", " ").split("\\}", -1));
  }

  /// The first number of this name.
  private static long number(String page, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\": (\\d+)").matcher(page);
    assertTrue(matcher.find(), page);
    return Long.parseLong(matcher.group(1));
  }

  @Test
  void the_page_has_the_picture_the_steps_and_every_frame() throws IOException {
    Ran ran = Ran.drydock(folder, "report");

    assertEquals(1, ran.status(), ran.err());
    assertTrue(ran.out().startsWith("quiet: "), ran.out());
    String page = page("quiet.html");
    assertTrue(page.contains("<svg "), page);
    assertTrue(page.contains("data-path=\"host/one:eth0\""), page);
    List<String> objects = objects(page);
    List<String> requests =
        objects.stream().filter(each -> each.contains("Echo (ping) request")).toList();
    assertTrue(
        requests.getFirst().contains("\"path\": \"host/one:eth0\", \"out\": true"),
        requests.getFirst());
    List<String> lost = requests.stream().filter(each -> each.contains("\"lost\": true")).toList();
    assertEquals(1, lost.size(), lost.toString());
    assertTrue(lost.getFirst().contains("DOCKER-USER"), lost.getFirst());
    assertTrue(
        objects.stream()
            .anyMatch(
                each -> each.contains("ping -c 1 -W 1") && each.contains("\"status\": \"failed\"")),
        page);
  }

  @Test
  void the_other_end_of_a_pair_is_where_the_container_is() throws IOException {
    Ran.drydock(folder, "report");

    String page = page("quiet.html");
    assertTrue(page.matches("(?s).*\"host/veth[0-9a-f]{7}\": \"host/one:eth0\".*"), page);
  }

  @Test
  void words_of_commands_do_not_end_the_data() throws IOException {
    Ran.drydock(folder, "report");

    assertTrue(page("quiet.html").contains("\"\\u003c/script>\\n\""), page("quiet.html"));
  }

  @Test
  void names_may_be_those_of_the_parts_of_the_page() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: parts
        services:
          one: { image: nginx, container_name: PICTURE-TITLE-DATA, network_mode: bridge }
        """);
    Ran ran = Ran.drydock(folder, "report");

    assertEquals(0, ran.status(), ran.err());
    String page = page("parts.html");
    assertTrue(page.contains(">PICTURE-TITLE-DATA</text>"), page);
    assertEquals(2, page.split("\"expectations\":", -1).length, "data once");
  }

  @Test
  void frames_that_are_too_many_are_counted() throws IOException {
    Ran.drydock(folder, "report", "--frames", "3", "-o", "few.html");

    String page = page("few.html");
    assertTrue(page.matches("(?s).*\"left\": \"\\d+ later frames are not in this page\".*"));
    assertEquals(
        3, objects(page).stream().filter(each -> each.contains("\"summary\"")).count(), page);
    long begin = number(page, "start");
    assertTrue(number(page, "time") >= begin, page);
  }

  @Test
  void what_makes_no_sense_is_told() {
    Ran none = Ran.drydock(folder, "report", "--frames", "0");
    Ran nowhere = Ran.drydock(folder, "report", "-o", "none/page.html");

    assertEquals(2, none.status());
    assertTrue(none.err().contains("--frames: \"0\" is no number"), none.err());
    assertEquals(2, nowhere.status());
    assertTrue(nowhere.err().contains("cannot be written"), nowhere.err());
  }
}
