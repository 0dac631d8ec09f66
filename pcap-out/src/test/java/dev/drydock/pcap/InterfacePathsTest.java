package dev.drydock.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfacePathsTest {
  private final InterfacePaths paths = new InterfacePaths();

  @ParameterizedTest
  @CsvSource({
    "host/docker0, host/_root/docker0.pcapng",
    "host/one:eth0, host/one/eth0.pcapng",
    "host/eth0.10, host/_root/eth0.10.pcapng",
    "host/a:b:eth0, host/a%3ab/eth0.pcapng",
    "host/_root:eth0, host/%5froot/eth0.pcapng",
    "'../../etc/x', %2e.%/_root/%2e.%2fetc%2fx.pcapng",
    "host/..:eth0, host/%2e.%/eth0.pcapng",
    "host/con:nul, host/%con/%nul.pcapng",
    "host/con.x:eth0, host/%con.x/eth0.pcapng",
    "docker0, %/_root/docker0.pcapng",
    "host/wéb:eth0, host/w%c3%a9b/eth0.pcapng",
    "host/:eth0, host/%/eth0.pcapng",
  })
  void name_becomes_a_safe_path(String name, String path) {
    assertEquals(path, paths.of(name));
  }

  @Test
  void names_that_differ_in_case_only_get_different_files() {
    assertEquals("host/web/eth0.pcapng", paths.of("host/web:eth0"));
    assertEquals("host/Web/eth0~2.pcapng", paths.of("host/Web:eth0"));
  }

  @Test
  void long_names_stay_within_what_file_systems_take() {
    assertTrue(paths.of("host/" + "x".repeat(300) + ":eth0").length() < 150);
  }
}
