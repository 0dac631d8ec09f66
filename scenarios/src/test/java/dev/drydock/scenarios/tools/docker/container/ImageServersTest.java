package dev.drydock.scenarios.tools.docker.container;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What runs in a container whose image has several servers.
class ImageServersTest {
  private static final String LAB =
      """
      name: servers
      services: {}
      x-drydock:
        machines: { host: { docker: {}, nics: { eth0: { link: lan, address: 192.168.1.41/24 } } } }
        links: { lan: { delay: 20us } }
        images:
          app:
            tools: [busybox]
            serve:
              - { http: 80, files: { /index.html: first } }
              - { http: 9000, files: { /index.html: second } }
      """;

  private final TypedLab lab = TypedLab.of(LAB);

  @Test
  void all_of_them_run_by_default() {
    lab.with("docker run -d --name one app");
    assertEquals("first", lab.type("curl -sS http://172.17.0.2/"));
    assertEquals("second", lab.type("curl -sS http://172.17.0.2:9000/"));
  }

  @Test
  void a_command_of_one_s_own_runs_alone() {
    lab.with("docker run -d --name one app httpd -f -p 8080");
    assertTrue(lab.type("curl -sS http://172.17.0.2:9000/").contains("Couldn't connect"));
    assertEquals("second", lab.type("curl -sS http://172.17.0.2:8080/"));
  }

  private String sockets(String image) {
    lab.type("docker run -d --name it " + image);
    String told = lab.type("nsenter -t $(docker inspect -f '{{.State.Pid}}' it) -n ss -ltnH");
    lab.type("docker rm -f it");
    return told.lines().map(line -> line.trim().split(" +", -1)[3]).collect(joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, 0.0.0.0:80 [::]:80",
    "nginx:1.27-alpine, 0.0.0.0:80 [::]:80",
    "nginx:1.18, 0.0.0.0:80",
    "httpd, *:80",
    "traefik/whoami, *:80",
    "redis:7, 0.0.0.0:6379 [::]:6379",
    "postgres:16, 0.0.0.0:5432 [::]:5432",
    "mysql:8.4, *:3306 *:33060",
    "mariadb, 0.0.0.0:3306 [::]:3306",
    "mongo, 0.0.0.0:27017",
    "rabbitmq:4-management, 0.0.0.0:25672 *:4369 *:5672 *:15672 *:15692",
    "wordpress:fpm, *:9000",
    "caddy, 127.0.0.1:2019 *:80"
  })
  void images_listen_as_those_of_docker_hub(String image, String sockets) {
    assertEquals(sorted(sockets), sorted(sockets(image)));
  }

  private static List<String> sorted(String words) {
    return Stream.of(words.split(" ", -1)).sorted().toList();
  }

  @Test
  void both_sockets_of_a_program_answer_and_belong_to_it() {
    lab.with(
        "docker network create --ipv6 --subnet 172.30.0.0/16 --subnet 2001:db8:5::/64 both",
        "docker run -d --name web --network both nginx",
        "sleep 3");
    assertEquals("200", lab.type("curl -s -o /dev/null -w '%{http_code}' http://172.30.0.2/"));
    assertEquals("200", lab.type("curl -s -o /dev/null -w '%{http_code}' http://[2001:db8:5::2]/"));
    String told = lab.type("nsenter -t $(docker inspect -f '{{.State.Pid}}' web) -n ss -ltnp");
    assertTrue(told.contains("0.0.0.0:80"), told);
    assertTrue(told.contains(",fd=3))") && told.contains(",fd=4))"), told);
  }

  @Test
  void a_socket_of_both_families_and_one_of_ipv4_are_in_each_other_s_way() {
    lab.with("docker run -d --name one --network host httpd");
    lab.with("docker run -d --name two --network host mongo");
    assertTrue(lab.type("docker run -d --name web -p 0.0.0.0:80:80 nginx").contains("in use"));
    lab.type("docker rm -f web one; docker run -d --name web -p 0.0.0.0:80:80 nginx");
    lab.type("docker run -d --name one --network host httpd; sleep 1");
    assertEquals("exited\n", lab.type("docker inspect -f '{{.State.Status}}' one"));
  }

  @Test
  void a_server_in_the_foreground_is_told_of_and_left_running() {
    String told = lab.type("docker run --name web -p 8080:80 nginx");
    assertTrue(told.contains("stays in the foreground until Ctrl-C"), told);
    assertTrue(lab.type("curl -s http://localhost:8080/").contains("Welcome to nginx"));
    assertTrue(lab.type("docker run redis redis-cli ping").contains("exec: \"redis-cli\": exec"));
  }

  @Test
  void redis_listens_where_its_options_say() {
    lab.with("docker run -d --name it redis --bind 127.0.0.1 --port 7000");
    String told = lab.type("nsenter -t $(docker inspect -f '{{.State.Pid}}' it) -n ss -ltnH");
    assertTrue(told.contains("127.0.0.1:7000"), told);
    assertEquals(1, told.lines().count(), told);
  }
}
