package dev.drydock.scenarios.tools;

import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectMaps;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;

/// The lines of `/etc/services` that are met here: IANA's names, as Debian's `netbase` has them.
/// Machines have that file, images do not.
public final class Services {
  private static final Int2ObjectMap<String> TCP =
      table(
          "7 echo 9 discard 13 daytime 19 chargen 20 ftp-data 21 ftp 22 ssh 23 telnet 25 smtp"
              + " 37 time 43 whois 49 tacacs 53 domain 70 gopher 79 finger 80 http 88 kerberos"
              + " 110 pop3 111 sunrpc 113 auth 119 nntp 135 epmap 139 netbios-ssn 143 imap2"
              + " 161 snmp 162 snmp-trap 179 bgp 389 ldap 427 svrloc 443 https 445 microsoft-ds"
              + " 464 kpasswd 465 submissions 512 exec 513 login 514 shell 515 printer 554 rtsp"
              + " 587 submission 631 ipp 636 ldaps 853 domain-s 873 rsync 990 ftps 993 imaps"
              + " 995 pop3s 1080 socks 1099 rmiregistry 1194 openvpn 1433 ms-sql-s 1812 radius"
              + " 1813 radius-acct 2000 cisco-sccp 2049 nfs 2121 iprop 2401 cvspserver"
              + " 3260 iscsi-target 3306 mysql 3389 ms-wbt-server 3690 svn 4369 epmd 5060 sip"
              + " 5061 sip-tls 5222 xmpp-client 5269 xmpp-server 5432 postgresql 5556 freeciv"
              + " 5666 nrpe 5671 amqps 5672 amqp 6000 x11 6001 x11-1 6002 x11-2 6003 x11-3"
              + " 6004 x11-4 6005 x11-5 6006 x11-6 6007 x11-7 6379 redis 6514 syslog-tls"
              + " 6667 ircd 6697 ircs-u 7000 bbs 7100 font-service 8021 zope-ftp 8080 http-alt"
              + " 8081 tproxy 8088 omniorb 8140 puppet 8990 clc-build-daemon 9098 xinetd"
              + " 9101 bacula-dir 9102 bacula-fd 9103 bacula-sd 9418 git 10000 webmin"
              + " 10050 zabbix-agent 10051 zabbix-trapper 10080 amanda 11371 hkp");

  private static final Int2ObjectMap<String> UDP =
      table(
          "7 echo 9 discard 13 daytime 19 chargen 37 time 49 tacacs 53 domain 67 bootps 68 bootpc"
              + " 69 tftp 88 kerberos 111 sunrpc 123 ntp 137 netbios-ns 138 netbios-dgm 161 snmp"
              + " 162 snmp-trap 389 ldap 427 svrloc 443 https 500 isakmp 514 syslog 520 route"
              + " 546 dhcpv6-client 547 dhcpv6-server 554 rtsp 636 ldaps 853 domain-s"
              + " 1194 openvpn 1434 ms-sql-m 1812 radius 1813 radius-acct 2049 nfs"
              + " 4500 ipsec-nat-t 5060 sip 5353 mdns 7000 afs3-fileserver");

  private Services() {}

  private static Int2ObjectMap<String> table(String text) {
    Int2ObjectOpenHashMap<String> names = new Int2ObjectOpenHashMap<>();
    String[] words = text.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      names.put(Integer.parseInt(words[i]), words[i + 1]);
    }
    return Int2ObjectMaps.unmodifiable(names);
  }

  /// The name of a port on a machine; `*` when it has none.
  public static String name(int port, String protocol) {
    Int2ObjectMap<String> names =
        switch (protocol) {
          case "tcp" -> TCP;
          case "udp" -> UDP;
          default -> Int2ObjectMaps.emptyMap();
        };
    return names.getOrDefault(port, "*");
  }

  /// The name of a port at a place.
  public static String name(Place place, int port, String protocol) {
    return place.container() == null ? name(port, protocol) : "*";
  }
}
