package dev.drydock.scenarios.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whole sessions of shell lines print what they printed on a real machine. A new session is a file
/// beside the others and its name here.
class RealCommandsTest {
  private static final List<String> SESSIONS =
      List.of(
          "trace",
          "trace-rules",
          "trace-veth",
          "trace-forward",
          "trace-legacy",
          "ip-address",
          "traceroute6",
          "groups");

  private static final String LAB =
      """
      name: one
      services: {}
      x-drydock:
        machines:
          h: {}
      """;

  private static final String LEGACY =
      LAB.replace("h: {}", "h: { kernel: { config: { NF_TABLES: n } } }");

  private static final Pattern MAC = Pattern.compile("\\b(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}\\b");
  private static final Pattern FIXED_MAC =
      Pattern.compile("(ff:){5}ff|(00:){5}00|33:33:.*|01:[08]0:.*|02:00:.*");

  /// What differs from run to run -> what stands for it.
  private static final Map<String, String> MASKS = masks();

  private static Map<String, String> masks() {
    Map<String, String> masks = new LinkedHashMap<>();
    masks.put("fe80::[0-9a-f:]+", "LL");
    masks.put("ff02::1:ff[0-9a-f:]+", "SOLICITED");
    masks.put("33:33:ff(:[0-9a-f]{2}){3}", "SOLICITED-MAC");
    masks.put("(time[=<]?|timer\\s+|pipe |in )[0-9.]+", "$1T");
    masks.put("  \\d+\\.\\d{3} ms", "  T ms");
    masks.put("time \\d+ms", "time Tms");
    masks.put("expires \\d+sec", "expires Tsec");
    masks.put("= [0-9.]+/[0-9.]+/[0-9.]+(/[0-9.]+)? ms", "= RTT");
    masks.put("\\bID=\\d+", "ID=N");
    masks.put("FLOWLBL=\\d+", "FLOWLBL=N");
    masks.put("\\b([SD]PORT)=[1-9]\\d{4}", "$1=P");
    masks.put("((?:PACKET|TRACE): \\d+) [0-9a-f]{8}", "$1 TRACED");
    masks.put("(?m)^\\[ *[\\d.]+]", "[TIME]");
    masks.put("\\b(SPT|DPT)=[1-9]\\d{4}", "$1=P");
    masks.put("SEQ=[1-9]\\d*", "SEQ=N");
    masks.put("ACK=[1-9]\\d*", "ACK=N");
    masks.put("OPT \\(0204[0-9A-F]+\\)", "OPT (..)");
    masks.put("on [A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]+ [\\d:]+ 20\\d\\d", "on DATE");
    return masks;
  }

  /// One line and what it printed.
  private record Typed(String line, List<String> said) {}

  private static List<Typed> session(String name) throws IOException {
    List<Typed> session = new ArrayList<>();
    try (InputStream in = RealCommandsTest.class.getResourceAsStream("real/" + name + ".txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        if (line.startsWith("h$ ")) {
          session.add(new Typed(line.substring("h$ ".length()), new ArrayList<>()));
        } else {
          session.getLast().said.add(line);
        }
      }
    }
    return session;
  }

  private static String masked(List<String> lines, Map<String, String> macs) {
    String text = String.join("\n", lines).stripTrailing();
    text =
        MAC.matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(maskedMac(found.group(), macs)));
    for (Map.Entry<String, String> mask : MASKS.entrySet()) {
      text = text.replaceAll(mask.getKey(), mask.getValue());
    }
    return text;
  }

  private static String maskedMac(String mac, Map<String, String> macs) {
    if (FIXED_MAC.matcher(mac).matches()) {
      return mac;
    }
    StringBuilder whole = new StringBuilder();
    for (String part : mac.split(":", -1)) {
      whole.append(part.length() == 1 ? ":0" : ":").append(part);
    }
    return macs.computeIfAbsent(whole.toString(), any -> "MAC-" + macs.size());
  }

  @TestFactory
  Stream<DynamicTest> sessions_print_what_they_really_printed() {
    return SESSIONS.stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  private static void check(String name) throws IOException {
    TypedLab lab = TypedLab.of(name.endsWith("-legacy") ? LEGACY : LAB);
    Map<String, String> real = new LinkedHashMap<>();
    Map<String, String> ours = new LinkedHashMap<>();
    for (Typed typed : session(name)) {
      String said = lab.type("h$ " + typed.line);
      assertEquals(
          masked(typed.said, real), masked(List.of(said.split("\n", -1)), ours), typed.line);
    }
    lab.close();
  }
}
