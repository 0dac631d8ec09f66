package dev.drydock.core.app.dns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.drydock.core.testing.Cases;
import dev.drydock.core.wire.IpAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DnsMessageTest {
  private static @Nullable DnsMessage read(byte[] bytes) {
    return DnsReader.read(bytes, 0, bytes.length);
  }

  private static DnsMessage message(String hex) {
    return Objects.requireNonNull(read(HexFormat.of().parseHex(hex)));
  }

  private static DnsMessage ofEverySort() {
    DnsMessage query = DnsMessage.query(7, DnsQuestion.of("www.Example.test", DnsType.ANY));
    return query
        .response(DnsMessage.RA)
        .withAnswers(
            List.of(
                record("a.test", DnsType.A, new DnsData.Address(IpAddress.parse("10.0.0.1"))),
                record("a.test", DnsType.AAAA, new DnsData.Address(IpAddress.parse("fd00::1"))),
                record("b.a.test", DnsType.CNAME, new DnsData.Name("a.test")),
                record("a.test", DnsType.MX, new DnsData.MailServer(10, "mail.a.test")),
                record("a.test", DnsType.SRV, new DnsData.Service(1, 2, 80, "b.a.test")),
                record("a.test", DnsType.TXT, new DnsData.Text(List.of("one", "", "two"))),
                record(
                    "test",
                    DnsType.SOA,
                    new DnsData.ZoneStart("ns.test", "root.test", List.of(1L, 2L, 3L, 4L, 5L))),
                record("a.test", 4711, new DnsData.Opaque("00ff"))))
        .withAdditionals(List.of(DnsRecord.edns(1232, "000f0002000e")));
  }

  private static DnsRecord record(String name, int type, DnsData data) {
    return DnsRecord.of(name, type, 600, data);
  }

  @Test
  void a_message_is_read_as_it_was_written() {
    DnsMessage message = ofEverySort();

    assertEquals(message, read(DnsWriter.write(message, false)));
    assertEquals(message, read(DnsWriter.write(message, true)));
  }

  @Test
  void a_recorded_answer_is_read_and_written_alike() {
    String recorded =
        "7b9c85800001000100000000076578616d706c6504746573740000010001"
            + "c00c00010001000000000004cb00710a";
    DnsMessage message = message(recorded);

    assertEquals("203.0.113.10", address(message));
    assertArrayEquals(HexFormat.of().parseHex(recorded), DnsWriter.write(message, true));
  }

  private static String address(DnsMessage message) {
    return ((DnsData.Address) message.answers().getFirst().data()).address().toString();
  }

  @Test
  void a_recorded_refusal_has_its_edns() {
    DnsMessage message =
        message(
            "63e2818500010000000000010a6e6f737563686e616d65000001000100002904d000000000000"
                + "6000f0002000e");

    assertEquals(DnsMessage.REFUSED, message.responseCode());
    assertEquals(DnsRecord.edns(1232, "000f0002000e"), message.edns());
  }

  @Test
  void a_name_that_points_to_itself_is_no_name() {
    assertNull(read(HexFormat.of().parseHex("000001000001000000000000c00c00010001")));
  }

  @Test
  void odd_bytes_in_a_name_are_kept() {
    DnsMessage message = DnsMessage.query(1, DnsQuestion.of("a\\.b\\000c\\255.test", DnsType.A));

    assertEquals(message, read(DnsWriter.write(message, true)));
    assertEquals(6, DnsName.labels("a\\.b\\000c\\255").getFirst().length);
  }

  @Test
  void names_have_limits() {
    assertFalse(DnsName.isValid("a..b"));
    assertFalse(DnsName.isValid("a".repeat(64)));
    assertFalse(DnsName.isValid("a.".repeat(127) + "ab"));
  }

  @Test
  void the_name_of_an_address_leads_back_to_it() {
    for (String text : List.of("172.18.0.2", "fd00:db8:1::3")) {
      IpAddress address = IpAddress.parse(text);
      assertEquals(address, DnsName.addressOf(DnsName.reverse(address)));
    }
    assertEquals("2.0.18.172.in-addr.arpa", DnsName.reverse(IpAddress.parse("172.18.0.2")));
    assertNull(DnsName.addressOf("2.0.18.in-addr.arpa"));
  }

  @Test
  void any_bytes_give_a_message_or_none() {
    byte[] good = DnsWriter.write(ofEverySort(), true);
    Cases.forEach(
        3000,
        cases -> {
          byte[] bytes = good.clone();
          for (int i = 0; i < 1 + cases.between(0, 5); i++) {
            bytes[cases.between(0, bytes.length - 1)] = (byte) cases.anyInt();
          }
          DnsMessage message = DnsReader.read(bytes, 0, cases.between(0, bytes.length));
          if (message != null) {
            assertNotNull(DnsWriter.write(message, true));
          }
        });
  }
}
