package dev.drydock.core.app.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ipv4Address;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a server says to requests, case by case (RFC 2131 section 4.3.2; dnsmasq 2.90, whose words
/// for a lease that is not found, an address that is not available and a wrong network were also
/// heard from the real one). The server is 192.168.7.1/24 and gives .100 to .110; client `a` has
/// .100, client `b` has .101, `r` has .50 reserved for it.
class DhcpRegisterTest {
  private static final long A = 0x0200_0000_000aL;
  private static final long B = 0x0200_0000_000bL;
  private static final long R = 0x0200_0000_00ffL;
  private static final int SERVER = Ipv4Address.parse("192.168.7.1");

  private final TestNet net = new TestNet();
  private final InterfaceAddress own = own();

  private InterfaceAddress own() {
    var router = net.namespace("router");
    var device = net.join(router, net.bridge("br0", "192.168.7.254/24"), "192.168.7.1/24");
    return router.ipv4().interfaces().of(device).addresses().getFirst();
  }

  private DhcpRegister register(boolean authoritative) {
    DhcpPool pool =
        new DhcpPool(
            Ipv4Address.parse("192.168.7.100"),
            Ipv4Address.parse("192.168.7.110"),
            120,
            List.of(),
            List.of(),
            "",
            Map.of(R, Ipv4Address.parse("192.168.7.50")),
            false,
            authoritative);
    EventLoop loop = net.namespace("clock").softnet().loop();
    DhcpRegister register = new DhcpRegister(loop, pool);
    register.give(request("a"), Ipv4Address.parse("192.168.7.100"));
    register.give(request("b"), Ipv4Address.parse("192.168.7.101"));
    return register;
  }

  private static DhcpMessage request(String client) {
    long mac =
        switch (client) {
          case "a" -> A;
          case "b" -> B;
          case "r" -> R;
          default -> 0x0200_0000_0001L;
        };
    return DhcpMessage.request(DhcpMessage.REQUEST, 7, mac);
  }

  /// `selecting` names a server and an address, `reboot` an address, `renewing` and `rebinding` say
  /// what the client has, by unicast and by broadcast.
  private static DhcpMessage request(String client, String state, String address) {
    DhcpMessage message = request(client);
    int bits = Ipv4Address.parse(address);
    switch (state) {
      case "selecting" ->
          message.put32(DhcpMessage.SERVER_ID, SERVER).put32(DhcpMessage.REQUESTED, bits);
      case "elsewhere" ->
          message.put32(DhcpMessage.SERVER_ID, SERVER + 1).put32(DhcpMessage.REQUESTED, bits);
      case "reboot" -> message.put32(DhcpMessage.REQUESTED, bits);
      default -> message.ciaddr = bits;
    }
    return message;
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}, with authority {4}")
  @CsvSource({
    // client, state, address, answer, answer of a server with authority
    "new, selecting, 192.168.7.105, YES, YES",
    "new, selecting, 192.168.7.100, IN_USE, IN_USE",
    "new, selecting, 192.168.7.99, NOT_AVAILABLE, NOT_AVAILABLE",
    "new, selecting, 192.168.7.1, NOT_AVAILABLE, NOT_AVAILABLE",
    "new, selecting, 192.168.7.50, NOT_AVAILABLE, NOT_AVAILABLE",
    "new, selecting, 10.0.0.5, WRONG_NETWORK, WRONG_NETWORK",
    "new, elsewhere, 192.168.7.105, NOTHING, WRONG_SERVER",
    "a, selecting, 192.168.7.100, YES, YES",
    "a, selecting, 192.168.7.105, YES, YES",
    "a, selecting, 192.168.7.101, IN_USE, IN_USE",
    "r, selecting, 192.168.7.50, YES, YES",
    "r, selecting, 192.168.7.105, YES, YES",
    "new, reboot, 192.168.7.105, NOTHING, YES",
    "new, reboot, 192.168.7.100, NOTHING, IN_USE",
    "new, reboot, 10.0.0.5, NOTHING, WRONG_NETWORK",
    "a, reboot, 192.168.7.100, YES, YES",
    "a, reboot, 192.168.7.105, WRONG_ADDRESS, WRONG_ADDRESS",
    "a, reboot, 10.0.0.5, WRONG_ADDRESS, WRONG_ADDRESS",
    "r, reboot, 192.168.7.105, NOTHING, STATIC",
    "a, renewing, 192.168.7.100, YES, YES",
    "new, renewing, 192.168.7.105, NOT_FOUND, YES",
    "new, renewing, 192.168.7.99, NOT_FOUND, NOT_AVAILABLE",
    "new, renewing, 10.0.0.5, NOT_FOUND, WRONG_NETWORK",
    "a, renewing, 192.168.7.105, NOT_FOUND, NOT_FOUND",
    "a, rebinding, 192.168.7.100, YES, YES",
    "new, rebinding, 192.168.7.105, NOTHING, YES",
    "new, rebinding, 10.0.0.5, NOTHING, WRONG_NETWORK",
    "a, rebinding, 192.168.7.105, NOTHING, NOTHING",
  })
  void a_request_is_judged_by_its_state_and_what_is_known(
      String client, String state, String address, DhcpAnswer answer, DhcpAnswer authority) {
    DhcpMessage message = request(client, state, address);
    boolean isUnicast = state.equals("renewing");
    assertEquals(answer, register(false).judge(message, own, isUnicast));
    assertEquals(authority, register(true).judge(message, own, isUnicast));
  }

  @Test
  void a_declined_address_is_free_again_and_the_next_search_begins_one_further_on() {
    DhcpRegister register = register(false);
    DhcpMessage declined = request("a").put32(DhcpMessage.REQUESTED, own.address() + 99);
    register.decline(declined);
    assertNull(register.of(declined));
    assertTrue(register.isFree(own.address() + 99, own));
    assertEquals(1, register.declined());
  }

  @Test
  void a_declined_address_that_is_reserved_is_left_alone_for_ten_minutes() {
    DhcpRegister register = register(false);
    int reserved = Ipv4Address.parse("192.168.7.50");
    register.decline(request("r").put32(DhcpMessage.REQUESTED, reserved));
    assertTrue(register.isAvoided(reserved));
    net.run(601);
    assertEquals(false, register.isAvoided(reserved));
  }

  @Test
  void a_lease_ends_when_its_time_is_over() {
    DhcpRegister register = register(false);
    net.run(119);
    assertNotNull(register.of(request("a")));
    net.run(2);
    assertNull(register.of(request("a")));
  }
}
