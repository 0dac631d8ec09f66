package dev.drydock.scenarios.tools.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ipvlan devices made by `ip link` in two namespaces on one parent, in each mode and with each
/// flag, against recorded sessions of Linux 6.1: who reaches whom, and what is known of neighbours.
///
/// In the first session the addresses were lost in mode l2 with flag vepa, so that everything was
/// unreachable; that part was recorded again, in the second.
class IpvlanByHandTest {
  private static final String LAB =
      """
      name: hand
      services: {}
      x-drydock:
        machines:
          dh1:
            docker: {}
            nics:
              eth0:
                { link: lan, mac: "08:00:27:00:01:29", address: 192.168.1.41/24,
                  gateway: 192.168.1.1 }
          gw:
            forward: true
            nics:
              eth0: { link: lan, address: 192.168.1.1/24 }
              eth1: { link: outside, address: 203.0.113.1/24 }
          inet:
            nics: { eth0: { link: outside, address: 203.0.113.10/24, gateway: 203.0.113.1 } }
        links: { lan: { delay: 5us }, outside: { delay: 5us } }
      """;

  private static final Pattern RECEIVED = Pattern.compile("(\\d+) received");

  @ParameterizedTest
  @CsvSource({
    "ipvlan, l2, bridge",
    "ipvlan, l2, private",
    "ipvlan-vepa, l2, vepa",
    "ipvlan, l3s, bridge",
    "ipvlan, l3s, private",
    "ipvlan, l3s, vepa"
  })
  void siblings_the_outside_and_the_host_are_reached_as_recorded(
      String session, String mode, String flag) throws IOException {
    TypedLab lab = TypedLab.of(LAB);
    for (int i = 1; i <= 2; i++) {
      String name = "k" + i;
      lab.with(
          "ip netns add " + name,
          "ip link add i" + i + " link eth0 type ipvlan mode " + mode + " " + flag,
          "ip link set i" + i + " netns " + name,
          "ip -n " + name + " link set i" + i + " name eth0",
          "ip -n " + name + " addr add 192.168.1.20" + i + "/24 dev eth0",
          "ip -n " + name + " link set eth0 up",
          "ip -n " + name + " route add default via 192.168.1.1");
    }
    lab.with("sleep 3");
    Map<String, String> recorded = recorded(session, "hand-" + mode + "-" + flag + "-");
    assertEquals(4, recorded.size());
    recorded.forEach((command, outcome) ->
        assertEquals(
            outcome,
            outcome(command, lab.type("ip netns exec k1 " + command)),
            mode + " " + flag + ": " + command));
  }

  /// Command of `k1` → what it came to.
  private static Map<String, String> recorded(String session, String steps) throws IOException {
    Map<String, String> outcomes = new LinkedHashMap<>();
    boolean wanted = false;
    List<String> output = new ArrayList<>();
    String command = "";
    for (String line : (text(session) + "\n#").split("\n", -1)) {
      boolean isNext = line.startsWith("#") || line.matches("[a-z0-9]+\\$ .*");
      if (!isNext) {
        output.add(line);
        continue;
      }
      if (wanted && (command.startsWith("ping") || command.equals("ip neigh"))) {
        outcomes.put(command, outcome(command, String.join("\n", output)));
      }
      output.clear();
      command = line.startsWith("k1$ ") ? line.substring(4) : "";
      wanted = line.startsWith("#") ? line.contains(" " + steps) : wanted;
    }
    return outcomes;
  }

  private static String text(String session) throws IOException {
    String name = "/recorded/by-hand/" + session + ".txt";
    try (InputStream in =
        Objects.requireNonNull(IpvlanByHandTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// How many answers came, or the neighbours of IPv4 with their states.
  private static String outcome(String command, String output) {
    if (command.equals("ip neigh")) {
      return String.join(
          "\n", output.lines().map(String::strip).filter(l -> l.startsWith("192.")).toList());
    }
    Matcher received = RECEIVED.matcher(output);
    return received.find() ? received.group() : output;
  }
}
