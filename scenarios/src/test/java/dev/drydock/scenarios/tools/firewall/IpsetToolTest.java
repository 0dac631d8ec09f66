package dev.drydock.scenarios.tools.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// `ipset` and `-m set`, as ipset 7.17 and iptables 1.8.9 behave.
class IpsetToolTest {
  private final DockerHost host = DockerHost.of("29", false);

  private void says(String expected, int status, String line) {
    assertEquals(expected, host.type(line), line);
    assertEquals(status, host.status(), line);
  }

  @Test
  void sets_are_made_filled_and_shown() {
    host.set(
        "ipset create n hash:net",
        "ipset add n 10.1.0.0/16",
        "ipset add n 10.1.2.0/24 nomatch",
        "ipset create p hash:ip,port",
        "ipset add p 10.0.0.1,80",
        "ipset add p 10.0.0.1,udp:53");

    says("Warning: 10.1.9.9 is in set n.\n", 0, "ipset test n 10.1.9.9");
    says("10.1.2.3 is NOT in set n.\n", 1, "ipset test n 10.1.2.3");
    says("Warning: 10.0.0.1,tcp:80 is in set p.\n", 0, "ipset test p 10.0.0.1,80");
    String list = host.type("ipset list n").replaceAll("initval 0x[0-9a-f]{8}", "initval X");
    assertEquals(
        """
        Name: n
        Type: hash:net
        Revision: 7
        Header: family inet hashsize 1024 maxelem 65536 bucketsize 12 initval X
        Size in memory: 552
        References: 0
        Number of entries: 2
        Members:
        10.1.0.0/16
        10.1.2.0/24 nomatch
        """,
        list);
    assertTrue(host.type("ipset save p").contains("\nadd p 10.0.0.1,udp:53\n"));
  }

  @Test
  void what_cannot_be_done_is_refused_in_its_words() {
    host.set("ipset create a hash:ip", "ipset add a 10.0.0.1");

    says(
        "ipset v7.17: Set cannot be created: set with the same name already exists\n",
        1,
        "ipset create a hash:ip");
    says(
        "ipset v7.17: Element cannot be added to the set: it's already added\n",
        1,
        "ipset add a 10.0.0.1");
    says(
        "ipset v7.17: Element cannot be deleted from the set: it's not added\n",
        1,
        "ipset del a 10.0.0.2");
    says("", 0, "ipset -exist del a 10.0.0.2");
    says("ipset v7.17: The set with the given name does not exist\n", 1, "ipset list zz");
    says(
        "ipset v7.17: Syntax error: typename 'hash:foo' is unknown\n",
        1,
        "ipset create c hash:foo");
    says(
        """
        iptables v1.8.9 (nf_tables): Set zz doesn't exist.

        Try `iptables -h' or 'iptables --help' for more information.
        """,
        2,
        "iptables -A INPUT -m set --match-set zz src -j DROP");
  }

  @Test
  void a_rule_asks_the_set_as_it_is_now() {
    host.fresh("--iptables=false");
    host.set(
        "ipset create bad hash:ip", "iptables -A INPUT -p icmp -m set --match-set bad src -j DROP");

    host.set("ssh pc ping -c 1 -W 1 192.168.1.41", "ipset add bad 192.168.1.50");
    host.type("ssh pc ping -c 1 -W 1 192.168.1.41");

    assertEquals(1, host.status());
    assertTrue(host.type("iptables -S INPUT").contains("-m set --match-set bad src -j DROP"));
    says(
        "ipset v7.17: Set cannot be destroyed: it is in use by a kernel component\n",
        1,
        "ipset destroy bad");
  }
}
