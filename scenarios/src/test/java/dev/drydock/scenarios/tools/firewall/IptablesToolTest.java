package dev.drydock.scenarios.tools.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `iptables` and its kin, as iptables 1.8.9 (nf_tables) behaves.
class IptablesToolTest {
  private static final String CHAIN_MISSING = "iptables: No chain/target/match by that name.\n";
  private static final String RULE_MISSING =
      "iptables: Bad rule (does a matching rule exist in that chain?).\n";

  private final DockerHost host = DockerHost.of("20.10", false);

  @Test
  @Tag("S068")
  @Tag("S165")
  void the_nat_table_is_listed_in_numbers() {
    host.set("docker run -dt -p 8080:80 busybox");

    assertEquals(
        """
        Chain PREROUTING (policy ACCEPT)
        target     prot opt source               destination        \s
        DOCKER     0    --  0.0.0.0/0            0.0.0.0/0            ADDRTYPE match dst-type LOCAL

        Chain INPUT (policy ACCEPT)
        target     prot opt source               destination        \s

        Chain OUTPUT (policy ACCEPT)
        target     prot opt source               destination        \s
        DOCKER     0    --  0.0.0.0/0           !127.0.0.0/8          ADDRTYPE match dst-type LOCAL

        Chain POSTROUTING (policy ACCEPT)
        target     prot opt source               destination        \s
        MASQUERADE  0    --  172.17.0.0/16        0.0.0.0/0          \s
        MASQUERADE  6    --  172.17.0.2           172.17.0.2           tcp dpt:80

        Chain DOCKER (2 references)
        target     prot opt source               destination        \s
        RETURN     0    --  0.0.0.0/0            0.0.0.0/0          \s
        DNAT       6    --  0.0.0.0/0            0.0.0.0/0            tcp dpt:8080 to:172.17.0.2:80
        """,
        host.type("iptables -t nat -L -n"));
  }

  @Test
  void without_n_types_ports_flags_and_levels_have_names() {
    host.fresh("--iptables=false");
    host.set(
        "iptables -A INPUT -p icmp --icmp-type 3/4",
        "iptables -A INPUT -p icmp ! --icmp-type 8",
        "iptables -A INPUT -p udp -m multiport --sports 53,123,1000:2000,53:54",
        "iptables -A INPUT -p tcp --sport 1024:8080 --syn",
        "iptables -A INPUT -p tcp --tcp-flags ALL NONE",
        "iptables -A INPUT -j LOG --log-tcp-options --log-uid --log-prefix x --log-level 6");
    String before = "  anywhere             anywhere             ";
    assertEquals(
        """
        Chain INPUT (policy ACCEPT)
        target     prot opt source               destination        \s
                   icmp --@icmp fragmentation-needed
                   icmp --@icmp !echo-request
                   udp  --@multiport sports domain,ntp,1000:2000,domain:54
                   tcp  --@tcp spts:1024:http-alt flags:FIN,SYN,RST,ACK/SYN
                   tcp  --@tcp flags:FIN,SYN,RST,PSH,ACK,URG/NONE
        LOG        all  --@LOG level info tcp-options uid prefix "x"
        """
            .replace("@", before),
        host.type("iptables -L INPUT"));
  }

  @Test
  @Tag("S165")
  void verbose_lists_show_counters_interfaces_and_numbers() {
    host.fresh("--iptables=false");
    host.set(
        "iptables -N shop",
        "iptables -A shop ! -i eth0 -o lo -p tcp --dport 80 -j ACCEPT -c 123456 1234567890",
        "iptables -I INPUT -s 10.0.0.0/8 -g shop",
        "iptables -P FORWARD DROP");

    assertEquals(
        """
        Chain INPUT (policy ACCEPT 0 packets, 0 bytes)
        num   pkts bytes target     prot opt in     out     source              \
         destination        \s
        1        0     0 shop       all  --  any    any     10.0.0.0/8          \
         anywhere            [goto]\s
        """,
        host.type("iptables -vL INPUT --line-numbers"));
    assertEquals(
        """
        Chain shop (1 references)
         pkts bytes target     prot opt in     out     source               destination        \s
         123K 1235M ACCEPT     6    --  !eth0  lo      0.0.0.0/0            \
        0.0.0.0/0            tcp dpt:80
        """,
        host.type("iptables -nvL shop"));
    assertTrue(host.type("iptables -nvxL shop").contains("\n  123456 1234567890 ACCEPT "));
    assertEquals("-P FORWARD DROP\n", host.type("iptables -S FORWARD"));
    assertEquals(
        "-N shop\n-A shop ! -i eth0 -o lo -p tcp -m tcp --dport 80"
            + " -c 123456 1234567890 -j ACCEPT\n",
        host.type("iptables -v -S shop"));
  }

  @Test
  void rules_are_put_found_replaced_and_removed_by_place_and_by_text() {
    host.fresh("--iptables=false");
    host.set(
        "iptables -A INPUT -p tcp --dport 1 -j ACCEPT",
        "iptables -A INPUT -p tcp --dport 3 -j ACCEPT",
        "iptables -I INPUT 2 -p tcp --dport 2 -j ACCEPT",
        "iptables -R INPUT 1 -p udp --dport 1 -j DROP",
        "iptables -C INPUT -p tcp -m tcp --dport 3 -j ACCEPT",
        "iptables -D INPUT -p tcp --dport 2 -j ACCEPT",
        "iptables -t filter --append INPUT --jump=LOG");

    assertEquals(
        """
        -P INPUT ACCEPT
        -A INPUT -p udp -m udp --dport 1 -j DROP
        -A INPUT -p tcp -m tcp --dport 3 -j ACCEPT
        -A INPUT -j LOG
        """,
        host.type("iptables -S INPUT"));
    host.set("iptables -D INPUT 1", "iptables -D INPUT 2");
    assertEquals("-A INPUT -p tcp -m tcp --dport 3 -j ACCEPT\n", host.type("iptables -S INPUT 1"));
    host.set("iptables -F INPUT");
    assertEquals("-P INPUT ACCEPT\n", host.type("iptables -S INPUT"));
  }

  @Test
  void chains_are_made_renamed_and_removed_when_nobody_uses_them() {
    host.fresh("--iptables=false");
    host.set("iptables -N a", "iptables -A INPUT -j a", "iptables -E a b");

    assertEquals(
        "iptables v1.8.9 (nf_tables):  CHAIN_DEL failed (Device or resource busy): chain b\n",
        host.type("iptables -X b"));
    assertEquals(4, host.status());
    host.set("iptables -D INPUT -j b", "iptables -X");
    assertEquals(CHAIN_MISSING, host.type("iptables -F b"));
    assertEquals(1, host.status());
  }

  /// As iptables 1.8.9 (nf_tables) on Linux 6.18 says it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-S nope | chain `nope' in table `filter' is incompatible, use 'nft' tool. | 1",
        "-t nat -nL nope | chain `nope' in table `nat' is incompatible, use 'nft' tool. | 1",
        "-L -n FORWARD | Bad argument `FORWARD' | 2",
        "-F -v FORWARD | Bad argument `FORWARD' | 2",
        "-t nat -A PREROUTING -p tcp -j DNAT --to-destination 1.2.3.4:99999 | Port `99999' not"
            + " valid | 2",
        "-t nat -A PREROUTING -p tcp -j DNAT --to-destination 1.2.3.4:5-4 | Port range `4' funky |"
            + " 2",
        "-t nat -A PREROUTING -p tcp -j REDIRECT --to-ports x- | Port `x' not valid | 2",
        "-t nat -A POSTROUTING -p tcp -j MASQUERADE --to-ports 70000 | Port `70000' not valid | 2",
      })
  void what_is_wrong_is_said_in_its_words(String words, String text, int status) {
    DockerHost host = DockerHost.of("20.10", false);

    String said = host.type("iptables " + words);

    assertTrue(said.contains(text), said);
    assertEquals(status, host.status());
  }

  @Test
  void refusals_have_the_words_and_statuses_of_the_real_one() {
    host.fresh("--iptables=false");
    host.set("iptables -N a");

    refused(CHAIN_MISSING, 1, "iptables -A nowhere -j ACCEPT");
    refused(RULE_MISSING, 1, "iptables -D INPUT -j ACCEPT");
    refused(RULE_MISSING, 1, "iptables -C INPUT -j ACCEPT");
    refused("iptables: Index of insertion too big.\n", 1, "iptables -I INPUT 2 -j ACCEPT");
    refused("iptables: Index of deletion too big.\n", 1, "iptables -D INPUT 1");
    refused("iptables: Chain already exists.\n", 1, "iptables -N a");
    refused("iptables: Bad built-in chain name.\n", 1, "iptables -P a DROP");
    refused(
        "iptables: Bad policy name. Run `dmesg' for more information.\n",
        1,
        "iptables -P INPUT REJECT");
    refused(usage("Chain 'b' does not exist"), 2, "iptables -A INPUT -j b");
    refused(usage("no command specified"), 2, "iptables -t nat");
    refused(usage("unknown option \"--dport\""), 2, "iptables -A INPUT --dport 80 -j ACCEPT");
    refused(
        """
        iptables v1.8.9 (nf_tables): table 'x' does not exist
        Perhaps iptables or your kernel needs to be upgraded.
        """,
        3,
        "iptables -t x -L");
  }

  private static String usage(String message) {
    return "iptables v1.8.9 (nf_tables): "
        + message
        + "\nTry `iptables -h' or 'iptables --help' for more information.\n";
  }

  private void refused(String text, int status, String line) {
    assertEquals(text, host.type(line));
    assertEquals(status, host.status());
  }

  @Test
  void what_is_saved_can_be_restored() {
    host.set("docker run -dt -p 8080:80 busybox");
    String saved = host.type("iptables-save -c");
    assertTrue(
        saved.startsWith("# Generated by iptables-save v1.8.9 (nf_tables) on Thu Jan  1 00:00:"),
        saved);
    host.set("iptables-save -c > /tmp/rules", "iptables -F", "iptables -t nat -F");

    host.set("iptables-restore -c < /tmp/rules");

    assertEquals(uncommented(saved), uncommented(host.type("iptables-save -c")));
    host.set("iptables -N mine", "iptables-restore -n /tmp/rules");
    assertTrue(host.saved().contains(":mine - [0:0]"));
  }

  private static String uncommented(String saved) {
    return saved.replaceAll("(?m)^#.*\n", "");
  }

  @Test
  void a_wrong_line_of_a_file_is_named() {
    host.fresh("--iptables=false");

    host.set("echo '*filter' > /tmp/call", "echo '-A INPUT -j b' >> /tmp/call");
    assertEquals(
        """
        iptables-restore v1.8.9 (nf_tables): Chain 'b' does not exist
        Error occurred at line: 2
        Try `iptables-restore -h' or 'iptables-restore --help' for more information.
        """,
        host.type("iptables-restore /tmp/call"));
    assertEquals(2, host.status());
    host.set("echo '*filter' > /tmp/chain", "echo '-A a -j ACCEPT' >> /tmp/chain");
    assertEquals(
        "iptables-restore: line 2 failed: No chain/target/match by that name.\n",
        host.type("iptables-restore < /tmp/chain"));
    assertEquals(1, host.status());
  }

  /// As iptables 1.8.9 did in a namespace of Linux 6.18.
  @Test
  void a_table_is_restored_whole_or_not_at_all() {
    host.set("iptables -A INPUT -p tcp --dport 9 -j DROP");
    String before = host.type("iptables -S");
    host.set(
        "printf '*nat\\n-A PREROUTING -p tcp --dport 80 -j REDIRECT --to-ports 8080\\nCOMMIT\\n"
            + "*filter\\n:NEW - [0:0]\\n-A INPUT -p tcp --dport 3 -j NEW\\n-A NONE -j DROP\\n"
            + "COMMIT\\n' > /tmp/wrong");

    assertEquals(
        "iptables-restore: line 7 failed: No chain/target/match by that name.\n",
        host.type("iptables-restore /tmp/wrong"));

    assertEquals(before, host.type("iptables -S"));
    assertTrue(host.type("iptables -t nat -S").endsWith("-j REDIRECT --to-ports 8080\n"));
    host.set("printf '*filter\\n-A INPUT -p tcp --dport 3 -j DROP\\n' > /tmp/open");
    assertEquals(
        "iptables-restore: COMMIT expected at line 3\n",
        host.type("iptables-restore -n /tmp/open"));
    assertEquals(before, host.type("iptables -S"));
  }

  @Test
  void a_test_of_a_restore_changes_nothing() {
    host.set("iptables -A INPUT -p tcp --dport 9 -j DROP");
    String before = host.type("iptables -S");
    host.set("printf '*filter\\n-A INPUT -p tcp --dport 3 -j DROP\\nCOMMIT\\n' > /tmp/new");

    assertEquals("", host.type("iptables-restore --test /tmp/new"));
    assertEquals(before, host.type("iptables -S"));
    host.set("iptables-restore -n /tmp/new");
    assertTrue(
        host.type("iptables -S")
            .contains("--dport 9 -j DROP\n-A INPUT -p tcp -m tcp --dport 3 -j DROP\n"));
  }
}
