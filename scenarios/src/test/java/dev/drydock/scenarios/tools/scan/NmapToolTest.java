package dev.drydock.scenarios.tools.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.TypedLab;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `nmap`; the expected layout was seen with nmap 7.93 on Linux 6.18.
class NmapToolTest {
  private final TypedLab lab = TypedLab.start();

  private String scan(String command) {
    return lab.type(command)
        .replaceAll("at 2026\\S+ \\S+ UTC", "at TIME")
        .replaceAll("\\(0\\.\\d+s latency\\)", "(L latency)")
        .replaceAll("in \\d+\\.\\d\\d seconds", "in T seconds")
        .replaceAll("MAC Address: [0-9A-F:]{17} .*", "MAC Address: M");
  }

  @Test
  @Tag("S182")
  @Tag("S083")
  void ports_are_open_closed_or_filtered_as_they_answer() {
    lab.with("pc$ iptables -A INPUT -p tcp --dport 3306 -j DROP");

    assertEquals(
        """
        Starting Nmap 7.93 ( https://nmap.org ) at TIME
        Nmap scan report for 192.168.1.50
        Host is up (L latency).

        PORT     STATE    SERVICE
        22/tcp   closed   ssh
        80/tcp   open     http
        3306/tcp filtered mysql
        MAC Address: M

        Nmap done: 1 IP address (1 host up) scanned in T seconds
        """,
        scan("nmap -n -p 22,80,3306 192.168.1.50"));
  }

  @Test
  void many_ports_of_one_state_are_counted() {
    assertEquals(
        """
        Starting Nmap 7.93 ( https://nmap.org ) at TIME
        Nmap scan report for 192.168.1.50
        Host is up (L latency).
        Not shown: 99 closed tcp ports (reset)
        PORT   STATE SERVICE
        80/tcp open  http
        MAC Address: M

        Nmap done: 1 IP address (1 host up) scanned in T seconds
        """,
        scan("nmap -n -p 1-100 192.168.1.50"));
    assertTrue(
        lab.type("nmap -n -sU -p 5000,5001 192.168.1.50").contains("5001/udp closed"), "udp");
  }

  @Test
  void nobody_home_is_said_with_a_hint() {
    assertEquals(
        """
        Starting Nmap 7.93 ( https://nmap.org ) at TIME
        Note: Host seems down. If it is really up, but blocking our ping probes, try -Pn
        Nmap done: 1 IP address (0 hosts up) scanned in T seconds
        """,
        scan("nmap -n -p 80 192.168.1.77"));
    String net = scan("nmap -n -sn 192.168.1.48/29");
    assertTrue(net.contains("Nmap scan report for 192.168.1.50\n"), net);
    assertTrue(net.endsWith("Nmap done: 8 IP addresses (1 host up) scanned in T seconds\n"), net);
  }

  @Test
  void wrong_words_are_refused_as_nmap_does() {
    assertTrue(lab.type("nmap -p 99999 192.168.1.50").endsWith("\nQUITTING!\n"));
    assertEquals(1, lab.status());
    assertTrue(lab.type("nmap --zz 192.168.1.50").startsWith("nmap: unrecognized option '--zz'"));
    assertEquals(255, lab.status());
    assertTrue(lab.type("nmap 0.0.0.0/0").contains("more than 1024 addresses"));
  }

  @Test
  void any_words_are_read_or_refused() {
    Random random = new Random(7);
    List<String> parts = List.of("-p", "-", ",", "9", "65536", "/33", "1.2.3.4", "-sn", "x", "T:");
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      StringBuilder word = new StringBuilder();
      for (int j = random.nextInt(5); j >= 0; j--) {
        word.append(parts.get(random.nextInt(parts.size())));
      }
      try {
        ScanOptions.read(List.of(word.toString()));
        ScanOptions.addresses(word.toString());
      } catch (CommandFailure refusal) {
        refused++;
      }
    }
    assertTrue(refused > 100 && refused < 2000, refused + " of 2000 refused");
  }
}
