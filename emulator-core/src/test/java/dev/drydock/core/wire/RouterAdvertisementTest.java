package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.drydock.core.testing.Cases;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Router advertisements as bytes (RFC 4861 section 4.2, RFC 8106).
class RouterAdvertisementTest {
  private static final RouterAdvertisement.Router ROUTER =
      new RouterAdvertisement.Router(64, false, true, 1, 1800);

  private static RouterAdvertisement.Prefix prefix(String network, long valid, long preferred) {
    return new RouterAdvertisement.Prefix(Ipv6Prefix.parse(network), true, true, valid, preferred);
  }

  private static byte[] bytes(RouterAdvertisement told) {
    byte[] data = new byte[told.bytes()];
    told.write(data, 0);
    return data;
  }

  @Test
  void options_stand_in_the_order_of_radvd() {
    RouterAdvertisement.Names names =
        new RouterAdvertisement.Names(
            List.of(Ipv6Address.parse("2001:db8::53")), List.of("lan"), 600);
    RouterAdvertisement told =
        new RouterAdvertisement(
            ROUTER, List.of(prefix("2001:db8:1::/64", 86400, 14400)), names, 1400, 0x020000000001L);
    assertEquals(
        "86000000"
            + "40480708"
            + "0000000000000000"
            + "030440c0"
            + "00015180"
            + "00003840"
            + "00000000"
            + "20010db8000100000000000000000000"
            + "19030000"
            + "00000258"
            + "20010db8000000000000000000000053"
            + "1f020000"
            + "00000258"
            + "036c616e00000000"
            + "05010000"
            + "00000578"
            + "0101020000000001",
        HexFormat.of().formatHex(bytes(told)));
  }

  @Test
  void what_was_written_is_read() {
    Cases.forEach(
        300,
        cases -> {
          RouterAdvertisement told = any(cases);
          byte[] data = bytes(told);
          assertEquals(told, RouterAdvertisement.read(data, 0, data.length));
        });
  }

  private static RouterAdvertisement any(Cases cases) {
    RouterAdvertisement.Router router =
        new RouterAdvertisement.Router(
            cases.between(0, 255),
            cases.oneIn(2),
            cases.oneIn(2),
            cases.between(0, 3),
            cases.between(0, 65_535));
    List<RouterAdvertisement.Prefix> prefixes = new ArrayList<>();
    for (int i = cases.between(0, 3); i > 0; i--) {
      Ipv6Address address = new Ipv6Address(cases.anyLong(), cases.anyLong());
      prefixes.add(
          new RouterAdvertisement.Prefix(
              new Ipv6Prefix(address, cases.between(0, 128)),
              cases.oneIn(2),
              cases.oneIn(2),
              cases.anyInt() & 0xffff_ffffL,
              cases.anyInt() & 0xffff_ffffL));
    }
    List<Ipv6Address> servers = new ArrayList<>();
    for (int i = cases.between(0, 2); i > 0; i--) {
      servers.add(new Ipv6Address(cases.anyLong(), cases.anyLong()));
    }
    long seconds = servers.isEmpty() ? 0 : cases.anyInt() & 0xffff_ffffL;
    return new RouterAdvertisement(
        router,
        prefixes,
        new RouterAdvertisement.Names(servers, List.of(), seconds),
        cases.oneIn(2) ? 0 : cases.between(1280, 9000),
        cases.oneIn(2) ? -1 : cases.anyLong() & 0xffff_ffff_ffffL);
  }

  @Test
  void malformed_options_spoil_the_message() {
    byte[] data = bytes(new RouterAdvertisement(ROUTER, List.of(), NONE, 1400, -1));
    data[17] = 0;
    assertNull(RouterAdvertisement.read(data, 0, data.length));
    data[17] = 2;
    assertNull(RouterAdvertisement.read(data, 0, data.length));
    assertNull(RouterAdvertisement.read(data, 0, 15));
  }

  private static final RouterAdvertisement.Names NONE = RouterAdvertisement.Names.NONE;

  @Test
  void any_bytes_are_read_or_refused() {
    Cases.forEach(
        Integer.getInteger("drydock.fuzz.advertisements", 2_000),
        cases -> {
          byte[] data = cases.bytes(cases.between(0, 120));
          if (data.length > 20) {
            data[16] = (byte) cases.between(0, 40);
            data[17] = (byte) cases.between(0, 5);
          }
          RouterAdvertisement read = RouterAdvertisement.read(data, 0, data.length);
          assertEquals(read, RouterAdvertisement.read(data.clone(), 0, data.length));
        });
  }
}
