package dev.drydock.scenarios.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// What `docker logs` shows of web servers. The lines of BusyBox are those of Debian's 1.35, asked
/// by curl; the formats of the others stand in the configuration of their images.
class AccessLogTest {
  private static final String TIME = "\\[\\d\\d/Jan/2026:\\d\\d:\\d\\d:\\d\\d \\+0000]";

  private final TypedLab lab = TypedLab.start();

  private String log(String container) {
    lab.with("sleep 0.1");
    return lab.type("docker logs " + container).replaceAll(TIME, "[TIME]");
  }

  @Test
  void nginx_tells_who_asked_for_what_and_what_it_gave() {
    lab.with(
        "docker run -d --name web -p 8080:80 nginx",
        "ssh pc curl -s -o /dev/null http://192.168.1.41:8080/",
        "ssh pc curl -s -I -o /dev/null http://192.168.1.41:8080/");
    lab.type("docker run --rm busybox wget -q -O /dev/null http://172.17.0.2/none");

    assertEquals(
        """
        192.168.1.50 - - [TIME] "GET / HTTP/1.1" 200 615 "-" "curl/7.88.1" "-"
        192.168.1.50 - - [TIME] "HEAD / HTTP/1.1" 200 0 "-" "curl/7.88.1" "-"
        172.17.0.3 - - [TIME] "GET /none HTTP/1.1" 404 153 "-" "Wget" "-"
        """,
        log("web"));
  }

  @Test
  void what_is_no_request_is_told_as_it_came() {
    lab.with(
        "docker run -d --name web nginx",
        "printf 'say \"hi\"\\r\\n\\r\\n' | nc -w 1 172.17.0.2 80",
        "docker run -d --name other httpd",
        "printf 'say \"hi\"\\r\\n\\r\\n' | nc -w 1 172.17.0.3 80");

    assertEquals(
        "172.17.0.1 - - [TIME] \"say \\x22hi\\x22\" 400 157 \"-\" \"-\" \"-\"\n", log("web"));
    assertEquals("172.17.0.1 - - [TIME] \"say \\\"hi\\\"\" 400 226\n", log("other"));
  }

  @Test
  void apache_writes_the_common_format_and_images_on_debian_the_combined_one() {
    lab.with(
        "docker run -d --name web httpd",
        "docker run -d --name blog wordpress",
        "curl -s -I -o /dev/null http://172.17.0.2/",
        "curl -s -o /dev/null -e http://from/ http://172.17.0.3/none");

    assertEquals("172.17.0.1 - - [TIME] \"HEAD / HTTP/1.1\" 200 -\n", log("web"));
    String blog = log("blog");
    assertTrue(
        blog.matches(
            "172.17.0.1 - - \\[TIME] \"GET /none HTTP/1.1\" 404 \\d{3}"
                + " \"http://from/\" \"curl/7.88.1\"\n"),
        blog);
  }

  @Test
  void busybox_says_nothing_unless_it_is_asked_to() {
    lab.with(
        "docker run -d --name quiet busybox httpd -f",
        "docker run -d --name loud busybox httpd -f -vv",
        "curl -s -o /dev/null http://172.17.0.2/",
        "curl -s -o /dev/null --local-port 50000 'http://172.17.0.3/x?y'");

    assertEquals("", log("quiet"));
    assertEquals(
        "[::ffff:172.17.0.1]:50000: url:/x\n[::ffff:172.17.0.1]:50000: response:404\n",
        log("loud"));
  }

  @Test
  void a_connection_is_told_from_its_start_to_its_end_at_the_third_v() {
    lab.with(
        "docker run -d --name loud busybox httpd -fvvv",
        "curl -s -o /dev/null --local-port 50000 http://172.17.0.2/x");

    assertEquals(
        "connected, url:/x, response:404, closed",
        log("loud").replace("[::ffff:172.17.0.1]:50000: ", "").strip().replace("\n", ", "));
  }

  @Test
  void a_server_that_a_script_starts_has_the_page_of_its_image_and_logs_to_the_container() {
    lab.with(
        "docker run -d --name web nginx sh -c 'echo start; nginx -g \"daemon off;\"'", "sleep 0.1");

    assertTrue(lab.type("curl -s http://172.17.0.2/").contains("Welcome to nginx!"));
    assertTrue(log("web").startsWith("start\n172.17.0.1 - - [TIME] \"GET / HTTP/1.1\" 200 615"));
  }
}
