package dev.drydock.scenarios.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  private static String clean(String line) {
    return Names.clean(List.of(line)).get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "64 bytes from 172.17.0.3: seq=0 ttl=64 time=0.371 ms"
            + " § 64 bytes from 172.17.0.3: seq=0 ttl=64 time=T",
        "round-trip min/avg/max = 0.116/0.240/0.371 ms § round-trip min/avg/max = T",
        "rtt min/avg/max/mdev = 0.1/0.1/0.1/0.0 ms, pipe 3 § rtt min/avg/max/mdev = T",
        "2 received, 0% packet loss, time 1020ms § 2 received, 0% packet loss, time=T",
        "6: vethc157cd9@if5: <UP>   mtu 1500 § N: <veth1>@ifN: <UP> mtu 1500",
        "1 second ago    Up Less than a second § AGO Up AGO",
        "link/ether 02:42:ac:11:00:02 link-netnsid 3 § link/ether 02:42:ac:11:00:02 link-netns X",
        "link/ether 02:42:3e:a8:f4:97 § link/ether <mac1>",
        ";; WHEN: Sat Nov 21 07:26:46 UTC 2026 § ;; WHEN: DATE",
        "\"Created\": \"2026-11-21T07:18:31.10124425Z\" § \"Created\": \"DATE\"",
        "br-f80606ca338a 8000.0242f80606ca § <br1> <bid1>",
      })
  void what_is_random_is_made_equal(String line, String clean) {
    assertEquals(clean, clean(line));
  }

  @Test
  void equal_things_get_equal_tokens_in_the_order_of_their_appearance() {
    assertEquals(
        List.of("<id121> one", "<id122> two", "<id121>"),
        Names.clean(List.of("8fdc87ddcbd6 one", "4ae8df3f2b4e two", "8fdc87ddcbd6")));
  }
}
