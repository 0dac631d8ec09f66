package dev.drydock.scenarios.tools.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// `curl`, `wget` and `nc` against servers in containers and on machines. Texts are those of the
/// recorded sessions (curl 7.88, BusyBox 1.35, netcat-openbsd).
class HttpToolsTest {
  private static final String PAGE = "<html>hello</html>\n";

  private final TypedLab lab =
      TypedLab.start()
          .with(
              "docker run -d --name one busybox sleep 1000",
              "docker run -d --name web -p 8080:80 web");

  @Test
  void wget_shows_a_page_of_another_container() {
    assertEquals(PAGE, lab.type("one@dh1$ wget -q -O - http://172.17.0.3/"));
  }

  @Test
  void wget_tells_what_it_does() {
    String said = lab.type("one@dh1$ wget http://172.17.0.3/big.txt && wc -c big.txt");

    assertTrue(
        said.startsWith("Connecting to 172.17.0.3 (172.17.0.3:80)\nsaving to 'big.txt'\nbig.txt  "),
        said);
    assertTrue(said.endsWith("'big.txt' saved\n20000 big.txt\n"), said);
  }

  @Test
  void a_machine_has_the_wget_of_gnu() {
    assertEquals(PAGE, lab.type("pc$ wget -qO- http://192.168.1.41:8080/"));
    String said = lab.type("pc$ wget http://192.168.1.41:81/");
    assertTrue(
        said.contains("\nConnecting to 192.168.1.41:81... failed: Connection refused."), said);
    assertEquals(4, lab.status());
    lab.type("pc$ wget -q http://192.168.1.41:8080/none");
    assertEquals(8, lab.status());
  }

  @Test
  void wget_says_why_it_fails() {
    assertEquals(
        "wget: server returned error: HTTP/1.1 404 Not Found\n",
        lab.type("one@dh1$ wget -q http://172.17.0.3/none"));
    assertEquals(
        "wget: can't connect to remote host (172.17.0.3): Connection refused\n",
        lab.type("one@dh1$ wget -q http://172.17.0.3:81/"));
    assertEquals(1, lab.status());
  }

  @Test
  void wget_of_a_build_without_timeouts_crashes_when_it_reads_one() {
    assertEquals("", lab.type("web@dh1$ wget -q -T 3 -O - http://172.17.0.3/"));
    assertEquals(139, lab.status());
    lab.type("web@dh1$ wget -T 3 -Z");
    assertEquals(139, lab.status());
    assertEquals("wget: invalid number 'x'\n", lab.type("web@dh1$ wget -T x http://172.17.0.3/"));
    assertTrue(
        lab.type("web@dh1$ wget -Z -T 3").startsWith("wget: invalid option -- 'Z'\nBusyBox v1.35"));
    assertTrue(lab.type("web@dh1$ wget --timeout=3").startsWith("wget: unrecognized option"));
  }

  @Test
  void wget_of_the_official_image_has_timeouts() {
    lab.with(
        "docker run -d --name two alpine sleep 1000",
        "iptables -I FORWARD -p tcp --dport 80 -j DROP");

    assertEquals(
        "wget: download timed out\n", lab.type("two@dh1$ wget -q -T 3 -O - http://172.17.0.3/"));
    assertEquals(1, lab.status());
  }

  @Test
  void curl_reaches_a_published_port_from_beside_and_from_the_machine() {
    assertEquals(PAGE, lab.type("pc$ curl -sS -m 5 http://192.168.1.41:8080/"));
    assertEquals(PAGE, lab.type("curl -s http://127.0.0.1:8080/"));
    assertEquals(PAGE, lab.type("curl -s http://192.168.1.41:8080/"));
  }

  @Test
  void a_container_reaches_its_own_published_port_by_the_proxy() {
    assertEquals(PAGE, lab.type("web@dh1$ wget -q -O - http://192.168.1.41:8080/"));
  }

  @Test
  void without_its_proxy_a_published_port_is_refused_on_the_loopback() {
    lab.with("pkill docker-proxy");

    assertEquals(
        "curl: (7) Failed to connect to 127.0.0.1 port 8080 after 0 ms: Couldn't connect to"
            + " server\n",
        lab.type("curl -sS http://127.0.0.1:8080/"));
    assertEquals(7, lab.status());
    assertEquals(PAGE, lab.type("pc$ curl -s http://192.168.1.41:8080/"));
  }

  @Test
  void curl_fills_in_what_it_is_asked_for() {
    assertEquals(
        "200 20000 text/plain\n",
        lab.type(
            "curl -s -o /dev/null -w '%{http_code} %{size_download} %{content_type}\\n'"
                + " http://172.17.0.3/big.txt"));
  }

  @Test
  void curl_posts_what_comes_in() {
    assertEquals(
        "501\n",
        lab.type(
            "head -c 20000 /dev/zero | curl -sS -X POST --data-binary @- -o /dev/null"
                + " -w '%{http_code}\\n' http://172.17.0.3/index.html"));
  }

  @Test
  void curl_gives_up_in_time() {
    lab.with("iptables -I DOCKER-USER -p tcp --dport 80 -j DROP");

    String said = lab.type("pc$ curl -sS -m 3 http://192.168.1.41:8080/");

    assertEquals("curl: (28) Connection timed out after 3000 milliseconds\n", said);
    assertEquals(28, lab.status());
  }

  @Test
  void curl_says_when_a_server_ends_without_a_word() {
    lab.with("docker run -d --name dead -p 8082:82 busybox sleep 1000");

    String said = lab.type("curl -sS http://127.0.0.1:8082/");

    assertTrue(said.matches("curl: \\((52|56)\\) .*\n"), said);
  }

  @Test
  void verbose_curl_shows_both_heads() {
    String said = lab.type("curl -sv http://192.168.1.50/");

    assertTrue(
        said.startsWith(
            """
            *   Trying 192.168.1.50:80...
            * Connected to 192.168.1.50 (192.168.1.50) port 80 (#0)
            > GET / HTTP/1.1
            > Host: 192.168.1.50
            > User-Agent: curl/7.88.1
            > Accept: */*
            >\s
            < HTTP/1.1 200 OK
            < Server: nginx/\
            """),
        said);
    assertTrue(said.endsWith("left intact\nfrom pc\n"), said);
  }

  @Test
  void netcat_says_whether_it_connects() {
    assertEquals(
        "Connection to 172.17.0.3 80 port [tcp/http] succeeded!\n",
        lab.type("nc -vz 172.17.0.3 80"));
    assertEquals(
        "nc: connect to 172.17.0.3 port 81 (tcp) failed: Connection refused\n",
        lab.type("nc -v -w 2 172.17.0.3 81"));
    assertEquals(1, lab.status());
  }

  @Test
  void netcat_names_the_wait_that_was_in_vain() {
    lab.with("iptables -I DOCKER-USER -p tcp --dport 80 -j DROP");

    assertEquals(
        "nc: connect to 172.17.0.3 port 80 (tcp) timed out: Operation now in progress\n",
        lab.type("pc$ ip route add 172.17.0.0/16 via 192.168.1.41; nc -v -w 1 172.17.0.3 80"));
  }

  @Test
  void two_netcats_talk() {
    lab.type("one@dh1$ nc -l -p 7000 > heard &");

    lab.with("echo hello | nc -N 172.17.0.2 7000", "sleep 1");

    assertEquals("hello\n", lab.type("one@dh1$ cat heard"));
  }

  @Test
  void datagrams_go_through_the_proxy() {
    lab.with("docker run -d --name ear -p 7000:7000/udp busybox sleep 1000");
    lab.type("ear@dh1$ nc -u -l -p 7000 > heard &");

    lab.with("echo hello | nc -u -w 1 127.0.0.1 7000");

    assertEquals("hello\n", lab.type("ear@dh1$ cat heard"));
  }

  @Test
  void a_second_server_on_the_network_of_the_host_cannot_listen() {
    lab.with("docker run -d --name first --network host web");
    lab.with("docker run -d --name second --network host web", "sleep 1");

    assertEquals(
        "first\n", lab.type("docker ps --filter network=host --format '{{.Names}}' | grep -v web"));
  }

  @Test
  void a_server_starts_again_with_its_container() {
    lab.with("docker restart web");

    assertEquals(PAGE, lab.type("pc$ curl -s http://192.168.1.41:8080/"));
  }

  @Test
  void a_taken_port_of_the_machine_cannot_be_published() {
    lab.with("docker run -d --name first --network host web");

    String said = lab.type("docker run -d --name second -p 80:80 web");

    assertTrue(said.contains("address already in use"), said);
    assertEquals(125, lab.status());
  }

  /// Debian's BusyBox 1.35: the plain nc, without -z, -u and -v; as it said on Linux 6.18.
  @Test
  void the_plain_nc_of_busybox_has_few_options_and_its_own_words() {
    lab.with("docker run -d --name plain web");

    assertTrue(
        lab.type("plain@dh1$ nc -z 172.17.0.1 80")
            .startsWith("nc: invalid option -- 'z'\nBusyBox"));
    assertEquals(
        "nc: can't connect to remote host (172.17.0.1): Connection refused\n",
        lab.type("plain@dh1$ nc -w 1 172.17.0.1 81"));
    assertEquals("nc: timed out\n", lab.type("plain@dh1$ nc -w 1 172.17.0.99 80"));
    assertEquals("nc: invalid number 'x'\n", lab.type("plain@dh1$ nc -w x 172.17.0.1 80"));
  }

  @Test
  void the_nc_of_busybox_listens_on_both_families() {
    lab.with("docker run -d --name ears web");
    lab.type("ears@dh1$ nc -l -p 5001 &");

    assertTrue(
        lab.type("ears@dh1$ netstat -lnt").contains(":::5001"), "create_and_bind_stream_or_die");
  }

  /// Recorded with Docker 20.10.24.
  @Test
  void a_server_whose_port_is_taken_says_so_and_ends() {
    lab.with("docker run -d --name first --network host web");
    lab.with("docker run -d --name second --network host web", "sleep 1");

    assertEquals(
        "exited 1\n", lab.type("docker inspect -f '{{.State.Status}} {{.State.ExitCode}}' second"));
    assertEquals("httpd: bind: Address already in use\n", lab.type("docker logs second"));
  }

  /// Recorded with netcat-openbsd 1.219: with `-k` the socket stays open to all.
  @Test
  void nc_with_k_takes_datagrams_from_everybody() {
    lab.with(
        "docker run -d --name ear -p 5001:5001/udp net nc -u -l -k -p 5001",
        "pc$ echo one | nc -u -w 1 192.168.1.41 5001",
        "pc$ echo two | nc -u -w 1 192.168.1.41 5001",
        "echo three | nc -u -w 1 127.0.0.1 5001");

    assertEquals("one\ntwo\nthree\n", lab.type("docker logs ear"));
  }

  /// `udptest` of netcat-openbsd 1.219, recorded on Linux 6.18.
  @Test
  void a_refused_probe_of_a_udp_port_is_the_only_one() {
    lab.with("docker run -d --name taps -p 5002:5002/udp net sleep 1000");
    lab.with("tcpdump -ni docker0 -w /tmp/a.pcap udp &");

    assertEquals("", lab.type("pc$ nc -u -v -z -w 1 192.168.1.41 5002"));
    assertEquals(1, lab.status());
    lab.with("kill -INT %1");
    assertEquals(1, lab.type("tcpdump -nr /tmp/a.pcap 2>/dev/null").lines().count());
  }

  /// Recorded with BusyBox 1.35.
  @Test
  void httpd_of_busybox_refuses_a_line_without_a_version_at_once() {
    String said = lab.type("echo 'GET /' | nc 127.0.0.1 8080");

    assertTrue(said.startsWith("HTTP/1.1 400 Bad Request"), said);
    assertTrue(said.contains("Unsupported method"), said);
  }

  /// Recorded with curl 7.88 on Linux 6.18, as are the next two.
  @Test
  void curl_finds_a_link_local_address_on_the_link_that_the_url_names() {
    String shown = lab.type("ip -6 -o addr show dev eth0 scope link");
    String address = shown.replaceFirst("(?s).*inet6 (fe80:[0-9a-f:]+)/.*", "$1");

    assertEquals(PAGE, lab.type("pc$ curl -g -sS 'http://[" + address + "%eth0]:8080/'"));
    assertEquals(PAGE, lab.type("pc$ curl -g -sS 'http://[" + address + "%25eth0]:8080/'"));
    String nowhere = "curl: (7) Failed to connect to fe80::7 port 80 after 0 ms: Couldn't connect";
    assertTrue(lab.type("pc$ curl -g -sS 'http://[fe80::7]/'").startsWith(nowhere));
    assertTrue(lab.type("pc$ curl -g -sS 'http://[fe80::7%eth9]/'").startsWith(nowhere));
  }

  @Test
  void curl_knows_localhost_and_tries_both_of_its_addresses() {
    String said = lab.type("curl -v http://localhost:81/");

    assertTrue(said.startsWith("*   Trying 127.0.0.1:81...\n"), said);
    assertTrue(said.contains("\n*   Trying [::1]:81...\n"), said);
  }

  @Test
  void curl_gives_up_a_name_when_its_time_is_over() {
    lab.with("docker run -d --name lost --dns 192.168.1.77 debian sleep 1000");

    assertEquals(
        "curl: (28) Resolving timed out after 3000 milliseconds\n",
        lab.type("lost@dh1$ curl -sS -m 3 http://name.example/"));
    assertEquals(28, lab.status());
  }

  /// Recorded on Linux 6.18: the SYN of the fourth second waits in the queue of the neighbour that
  /// fails just then, and asks for nobody.
  @Test
  void a_connection_to_nobody_asks_for_him_three_times() {
    lab.with("tcpdump -ni eth0 -w /tmp/asked.pcap arp &");

    assertTrue(lab.type("curl -sS -m 5 http://192.168.1.77/").contains(" after 30"));

    assertEquals("192.168.1.77 dev eth0 FAILED \n", lab.type("ip neigh"));
    lab.with("kill -INT %1");
    assertEquals(3, lab.type("tcpdump -nr /tmp/asked.pcap 2>/dev/null").lines().count());
  }

  /// Texts of curl 7.88.1.
  @Test
  void curl_comes_from_the_port_and_address_it_is_told() {
    String url = " http://192.168.1.41:8080/";

    String said = lab.type("pc$ curl -sSv --local-port 4200" + url);
    assertTrue(said.contains("* Local port: 4200\n* Connected to"), said);
    lab.type("pc$ nc -l -p 4100 &");
    assertEquals(
        "curl: (45) bind failed with errno 98: Address already in use\n",
        lab.type("pc$ curl -sS --local-port 4100" + url));
    said = lab.type("pc$ curl -sSv --local-port 4100-4102" + url);
    assertTrue(
        said.contains("* Bind to local port 4100 failed, trying next\n* Local port: 4101\n"));
    assertEquals(
        "curl: (45) bind failed with errno 99: Cannot assign requested address\n",
        lab.type("pc$ curl -sS --interface 192.168.1.99" + url));
    assertEquals(
        "curl: (45) Couldn't bind to 'nosuch'\n",
        lab.type("pc$ curl -sS --interface nosuch" + url));
    assertTrue(
        lab.type("pc$ curl -sS --local-port x" + url).contains("--local-port: is badly used here"));
    assertEquals(2, lab.status());
  }

  /// As curl 7.88.1 did in a namespace of Linux 6.18: the socket is bound to the device, and who is
  /// not behind it is asked for there.
  @Test
  void curl_is_bound_to_the_device_it_is_told() {
    lab.with("pc$ ip link add d9 type veth peer name d8", "pc$ ip addr add 10.9.9.1/24 dev d9");
    lab.with("pc$ ip link set d9 up", "pc$ ip link set d8 up");

    assertEquals(PAGE, lab.type("pc$ curl -sS --interface eth0 http://192.168.1.41:8080/"));
    assertTrue(
        lab.type("pc$ curl -sS --interface d9 http://192.168.1.41:8080/")
            .matches(
                "curl: \\(7\\) Failed to connect to 192.168.1.41 port 8080 after 30\\d\\d ms:"
                    + " .*\n"));
    assertEquals(
        "192.168.1.41 dev d9 FAILED \n",
        lab.type("pc$ ip neigh show dev d9 | sed 's/ / dev d9 /'"));
  }

  /// Words and times of curl 7.88.1.
  @Test
  void curl_tries_again_what_may_pass() {
    String refused =
        "curl: (7) Failed to connect to 192.168.1.41 port 81 after 0 ms: Couldn't connect to"
            + " server\n";
    String url = " http://192.168.1.41:81/";

    assertEquals(
        refused
            + "Warning: Problem : connection refused. Will retry in 1 seconds. 2 retries \n"
            + "Warning: left.\n"
            + refused
            + "Warning: Problem : connection refused. Will retry in 2 seconds. 1 retries \n"
            + "Warning: left.\n"
            + refused,
        lab.type("pc$ curl --no-progress-meter --retry 2 --retry-connrefused" + url));
    assertEquals(7, lab.status());
    assertEquals(refused, lab.type("pc$ curl -sS --retry 2" + url));
    assertEquals(refused.repeat(2), lab.type("pc$ curl -sS --retry 1 --retry-all-errors" + url));
  }

  @Test
  void curl_waits_twice_as_long_each_time_until_the_server_is_there() {
    lab.type(
        "pc$ (sleep 5; printf 'HTTP/1.0 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nup\\n' | nc -l -p"
            + " 81) &");
    long before = Long.parseLong(lab.type("date +%s").strip());

    assertEquals("up\n", lab.type("curl -s --retry 5 --retry-connrefused http://192.168.1.50:81/"));

    assertEquals(before + 7, Long.parseLong(lab.type("date +%s").strip()));
  }

  @Test
  void wget_shows_the_first_line_alone_of_what_is_an_error() {
    assertEquals(
        """
        Connecting to 172.17.0.3 (172.17.0.3:80)
          HTTP/1.1 404 Not Found
        wget: server returned error: HTTP/1.1 404 Not Found
        """,
        lab.type("one@dh1$ wget -S -O - http://172.17.0.3/none"));
  }

  @Test
  void wget_looks_for_a_file_by_getting_it() {
    lab.with("tcpdump -l -n -A -c 4 -i docker0 tcp port 80 > /tmp/seen &", "sleep 1");
    lab.type("docker exec one wget -q --spider http://192.168.1.50/");

    String seen = lab.type("cat /tmp/seen");
    assertTrue(seen.contains("GET / HTTP/1.1"), seen);
  }

  @Test
  void curl_knows_its_own_end_after_the_transfer() {
    assertEquals(
        "192.168.1.50\n",
        lab.type("pc$ curl -sS -o /dev/null -w '%{local_ip}\\n' http://192.168.1.41:8080/"));
  }

  @Test
  void ports_have_names_on_machines_and_none_in_containers() {
    lab.with("docker run -d --name plain net sleep 1000");

    assertEquals(
        "Connection to 172.17.0.3 80 port [tcp/http] succeeded!\n",
        lab.type("nc -vz 172.17.0.3 80"));
    assertEquals(
        "Connection to 172.17.0.3 80 port [tcp/*] succeeded!\n",
        lab.type("docker exec plain nc -vz 172.17.0.3 80"));
  }
}
