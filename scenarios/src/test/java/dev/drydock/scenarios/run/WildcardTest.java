package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
  @ParameterizedTest
  @CsvSource({
    "*, host/eth0, true",
    "host/*, host/eth0, true",
    "host/*, pc/eth0, false",
    "*/eth0, host/one:eth0, false",
    "*eth0, host/one:eth0, true",
    "h*e*0, host/eth0, true",
    "h*e*1, host/eth0, false",
    "host/eth0, host/eth0, true",
    "host/eth, host/eth0, false",
    "'', '', true",
    "**, '', true",
  })
  void a_star_stands_for_any_text(String pattern, String name, boolean matches) {
    assertEquals(matches, Wildcard.matches(pattern, name));
  }
}
