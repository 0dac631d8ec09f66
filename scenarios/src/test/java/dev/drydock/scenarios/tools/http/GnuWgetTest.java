package dev.drydock.scenarios.tools.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// GNU `wget`, as 1.21.3 of Debian 12 said it in a namespace of Linux 6.18.
class GnuWgetTest {

  private static final String PAGE = "<html>hello</html>\n";

  private final TypedLab lab =
      TypedLab.start()
          .with(
              "docker run -d --name one busybox sleep 1000",
              "docker run -d --name web -p 8080:80 web");

  private String wget(String line) {
    return lab.type("pc$ wget " + line)
        .replaceAll("[0-9-]{10} [0-9:]{8}", "NOW")
        .replaceAll("[0-9.]+ [KMG]?B/s", "R")
        .replaceAll(" *[0-9.]+[KMG]=[0-9.]+s", " R");
  }

  @Test
  void the_wget_of_gnu_tells_a_transfer() {
    assertEquals(
        """
        --NOW--  http://192.168.1.41:8080/
        Connecting to 192.168.1.41:8080... connected.
        HTTP request sent, awaiting response... 200 OK
        Length: SIZE [text/html]
        Saving to: ‘index.html’

             0K                                                       100% R

        NOW (R) - ‘index.html’ saved [SIZE/SIZE]

        """
            .replace("SIZE", Integer.toString(PAGE.length())),
        wget("http://192.168.1.41:8080/"));
    assertTrue(wget("http://192.168.1.41:8080/").contains("‘index.html.1’ saved"));
    assertTrue(
        wget("-O- http://192.168.1.41:8080/big.txt")
            .contains("     0K .......... .........                                  100% R\n"));
    assertEquals(
        """
        --NOW--  http://192.168.1.41:8080/none
        Connecting to 192.168.1.41:8080... connected.
        HTTP request sent, awaiting response... 404 Not Found
        NOW ERROR 404: Not Found.

        """,
        wget("http://192.168.1.41:8080/none"));
    assertEquals(
        "NOW URL:http://192.168.1.41:8080/ [S/S] -> \"y\" [1]\n"
            .replace("[S/S]", "[" + PAGE.length() + "/" + PAGE.length() + "]"),
        wget("-nv -O y http://192.168.1.41:8080/").strip() + "\n");
  }

  @Test
  void the_wget_of_gnu_tries_again_what_may_pass() {
    lab.with("pc$ ip route add 172.17.0.0/16 via 192.168.1.41");

    assertEquals(
        """
        --NOW--  http://172.17.0.3:82/
        Connecting to 172.17.0.3:82... failed: Connection timed out.
        Retrying.

        --NOW--  (try: 2)  http://172.17.0.3:82/
        Connecting to 172.17.0.3:82... failed: Connection timed out.
        Giving up.

        """,
        wget("-T 1 -t 2 http://172.17.0.3:82/"));
    assertEquals(4, lab.status());
    assertEquals(
        """
        --NOW--  http://192.168.1.41:81/
        Connecting to 192.168.1.41:81... failed: Connection refused.
        """,
        wget("http://192.168.1.41:81/"));
    assertEquals(4, lab.status());
  }

  @Test
  void the_wget_of_gnu_follows_redirects() {
    lab.with(
        "printf 'HTTP/1.0 302 Found\\r\\nLocation: http://192.168.1.41:8080/\\r\\nContent-Length:"
            + " 0\\r\\n\\r\\n' | nc -l -p 7001 > /dev/null &");

    String said = wget("-O- http://192.168.1.41:7001/a");

    assertTrue(
        said.contains(
            """
            HTTP request sent, awaiting response... 302 Found
            Location: http://192.168.1.41:8080/ [following]
            --NOW--  http://192.168.1.41:8080/
            """),
        said);
    assertTrue(said.contains("Saving to: ‘STDOUT’\n" + PAGE), said);
    assertTrue(said.endsWith("[" + PAGE.length() + "/" + PAGE.length() + "]\n\n"), said);
  }
}
