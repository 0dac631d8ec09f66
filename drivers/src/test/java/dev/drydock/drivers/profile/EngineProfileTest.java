package dev.drydock.drivers.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineProfileTest {
  /// The last version that does it in the old way and how, and the first that does it in a new one.
  @ParameterizedTest
  @CsvSource({
    "default subnets keep clear of all routes, 20.10.24, true, 23.0.0, false",
    "flows of published ports, 20.10.24, BY_ADDRESS, 23.0.0, BY_HOST_PORT",
    "a wait that is called off, 26.0.2, true, 26.1.0, false",
    "start interval, 24.0.9, false, 25.0.0, true",
    "log drivers, 24.0.9, 10, 25.0.0, 9",
    "questions without a gateway, 25.0.8, SILENT, 26.0.0, BY_GATEWAY",
    "questions without a gateway, 26.0.0, BY_GATEWAY, 26.0.1, REPORTING",
    "place of default subnets, 27.0.2, MISPLACED, 27.0.3, LOWEST_FREE",
    "br_netfilter, 27.2.1, true, 27.3.0, false",
    "both default routes, 27.5.1, false, 28.0.0, true",
    "both default routes, 29.4.0, true, 29.4.1, false",
    "empty ranges, 28.5.2, false, 29.0.0, true",
    "empty ranges, 29.1.5, true, 29.2.0, false",
    "flows of published ports, 29.4.3, AT_PUBLISHING, 29.5.0, BY_CONTAINER_PORT",
    "modes of ipvlan, 20.10.24, false, 23.0.0, true",
    "networks without a parent, 25.0.8, false, 26.0.0, true",
    "shared parents, 26.1.5, false, 27.0.0, true",
    "gateways of macvlan, 27.5.1, ALWAYS, 28.0.0, WHERE_USED",
    "gateways of macvlan, 28.5.2, WHERE_USED, 29.0.0, NEVER",
    "ARP of ipvlan, 29.2.1, false, 29.3.0, true",
  })
  void a_change_comes_with_its_version(
      String what, String last, String old, String first, String anew) {
    assertEquals(old, of(what, EngineProfile.of(last)).toString());
    assertEquals(anew, of(what, EngineProfile.of(first)).toString());
  }

  private static Object of(String what, EngineProfile profile) {
    return switch (what) {
      case "default subnets keep clear of all routes" -> profile.avoidsEveryRoute();
      case "flows of published ports" -> profile.ports().forgotten();
      case "a wait that is called off" -> profile.tellsCanceledWait();
      case "start interval" -> profile.asksSoonerAtStart();
      case "log drivers" -> profile.logDrivers().size();
      case "questions without a gateway" -> profile.files().forwarding();
      case "place of default subnets" -> profile.addressing().subnets();
      case "br_netfilter" -> profile.kernel().alwaysFiltersBridges();
      case "both default routes" -> profile.prefersDualStack();
      case "empty ranges" -> profile.showsEmptyRange();
      case "modes of ipvlan" -> profile.slaves().knowsL3s();
      case "networks without a parent" -> profile.slaves().dummyIsInternal();
      case "shared parents" -> profile.slaves().sharesParents();
      case "gateways of macvlan" -> profile.slaves().gateways();
      case "ARP of ipvlan" -> profile.slaves().announcesSharedMac();
      default -> throw new IllegalArgumentException(what);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "20.10, 20.10.24+dfsg1",
    "26, 26.1.5+dfsg1",
    "27.2, 27.2.0",
    "28, 28.5.2",
    "28.1, 28.1.0",
    "28.2.1, 28.2.1",
    "23, 23.0.0",
  })
  void a_short_version_stands_for_a_full_one(String asked, String full) {
    assertEquals(full, EngineProfile.of(asked).version());
  }

  @Test
  void versions_are_compared_by_number_and_without_what_a_distribution_adds() {
    EngineVersion version = EngineVersion.of("20.10.24+dfsg1");
    assertEquals("20.10.24+dfsg1", version.text());
    assertTrue(version.isBefore(23, 0));
    assertTrue(version.isBefore(20, 10, 25));
    assertFalse(version.isBefore(20, 10, 24));
    assertFalse(version.isBefore(20, 9)); // as text, 10 comes before 9
  }

  @ParameterizedTest
  @CsvSource({"19.03", "20.9", "28.", "v28", "28.5.2.1"})
  void what_is_no_version_from_20_10_on_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> EngineProfile.of(text));
  }
}
