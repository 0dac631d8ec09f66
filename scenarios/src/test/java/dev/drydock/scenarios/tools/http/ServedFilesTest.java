package dev.drydock.scenarios.tools.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// Web servers of containers show the files of their folder, as in a session of 20.10.24.
class ServedFilesTest {
  private static final String OWN_IMAGES =
      """
      x-drydock:
        machines:
          dh1: { docker: {}, nics: { eth0: { link: lan, address: 192.168.1.41/24 } } }
        images:
          store:
            serve:
              - { http: 80, server: nginx, files: { /index.html: page, /big: { bytes: 3000000 } } }
          both:
            serve:
              - { http: 80, server: nginx, files: { /index.html: "one " } }
              - { http: 81, server: nginx, files: { /index.html: two } }
        links: { lan: {} }
      """;

  private final TypedLab lab = TypedLab.start();

  @Test
  void what_a_command_writes_into_the_folder_of_a_server_is_served() {
    lab.type("docker run -d --name till web");
    assertEquals("<html>hello</html>\n", lab.type("curl -sS http://172.17.0.2/"));
    assertEquals("<html>hello</html>\n", lab.type("docker exec till cat /www/index.html"));
    lab.type("docker exec till sh -c 'echo again > /www/index.html; echo more > /www/new.html'");
    assertEquals("again\n", lab.type("curl -sS http://172.17.0.2/"));
    assertEquals("more\n", lab.type("curl -sS http://172.17.0.2/new.html"));
    assertEquals("20000", lab.type("curl -sS http://172.17.0.2/big.txt | wc -c").strip());
    lab.type("docker restart -t 0 till");
    assertEquals("again\n", lab.type("curl -sS http://172.17.0.2/"));
    lab.type("docker exec till rm /www/new.html");
    assertTrue(lab.type("curl -sS http://172.17.0.2/new.html").contains("404 Not Found"));
  }

  @Test
  void long_files_and_those_of_two_servers_are_served_as_they_were_given() {
    TypedLab own = TypedLab.of(OWN_IMAGES);
    own.type("docker run -d --name store store; docker run -d --name both both");
    own.type("docker exec store ls /; docker exec both ls /");
    assertEquals("3000000", own.type("curl -sS http://172.17.0.2/big | wc -c").strip());
    assertEquals("page", own.type("curl -sS http://172.17.0.2/"));
    assertEquals("one two", own.type("curl -sS http://172.17.0.3/ http://172.17.0.3:81/"));
  }

  @Test
  void a_copied_page_is_served_by_nginx() {
    lab.type("docker run -d --name front nginx");
    lab.type("echo mine > /tmp/page; docker cp /tmp/page front:/usr/share/nginx/html/index.html");
    assertEquals("mine\n", lab.type("curl -sS http://172.17.0.2/"));
  }
}
