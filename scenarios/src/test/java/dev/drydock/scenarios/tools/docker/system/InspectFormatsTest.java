package dev.drydock.scenarios.tools.docker.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `docker inspect --format`: what Go's templates make of the types of Docker's client.
class InspectFormatsTest {
  private static TypedLab lab(String version) {
    TypedLab lab = TypedLab.ofEngine(version);
    lab.with(
        "docker network create --subnet 10.9.0.0/24 net",
        "docker run -d --name web --network net --ip 10.9.0.7 -l a=b -p 8080:80 nginx",
        "docker create --name off busybox");
    return lab;
  }

  private static String of(TypedLab lab, String format, String... what) {
    return lab.type("docker inspect -f '" + format + "' " + String.join(" ", what)).strip();
  }

  private static String why(String template, String why) {
    return "template parsing error: template: :" + template + ": " + why;
  }

  @Test
  @Tag("S176")
  void structs_and_nil_are_printed_as_go_does() {
    try (TypedLab lab = lab("28")) {
      assertEquals(
          "map[80/tcp:[{0.0.0.0 8080} {:: 8080}]]", of(lab, "{{.NetworkSettings.Ports}}", "web"));
      assertEquals("map[80/tcp:[{ 8080}]]", of(lab, "{{.HostConfig.PortBindings}}", "web"));
      assertEquals(
          "<nil> [] map[] []",
          of(lab, "{{.State.Health}} {{.Config.OnBuild}} {{.Config.Volumes}} {{.Mounts}}", "web"));
      assertEquals("null", of(lab, "{{json .State.Health}}", "web"));
      assertEquals("[{10.9.0.0/24   map[]}]", of(lab, "{{.IPAM.Config}}", "--type network net"));
      String networks = of(lab, "{{.NetworkSettings.Networks}}", "web");
      assertTrue(networks.matches("map\\[net:0xc000[0-9a-f]{6}]"), networks);
      assertEquals("", of(lab, "{{.NetworkSettings.Networks.bridge.IPAddress}}", "off"));
    }
  }

  /// Docker 20.10.24; from 25 on such a subnet is refused.
  @Test
  void a_subnet_is_shown_as_it_was_asked_for() {
    try (TypedLab lab = lab("20.10")) {
      lab.with("docker network create --subnet 10.23.0.7/24 odd");
      assertEquals("[{\"Subnet\":\"10.23.0.7/24\"}]", of(lab, "{{json .IPAM.Config}}", "odd"));
    }
  }

  @Test
  void since_29_addresses_that_are_missing_are_invalid() {
    try (TypedLab lab = lab("29")) {
      assertEquals("invalid IP", of(lab, "{{.NetworkSettings.Networks.bridge.IPAddress}}", "off"));
      assertEquals(
          "map[80/tcp:[{invalid IP 8080}]]", of(lab, "{{.HostConfig.PortBindings}}", "web"));
      assertEquals(
          "web 10.9.0.7/24 invalid Prefix",
          of(
              lab,
              "{{range .Containers}}{{.Name}} {{.IPv4Address}} {{.IPv6Address}}{{end}}",
              "--type network net"));
      assertEquals("\"\"", of(lab, "{{json .NetworkSettings.Networks.bridge.IPAddress}}", "off"));
    }
  }

  @Test
  void what_the_types_lack_is_looked_for_in_the_json() {
    try (TypedLab lab = lab("28")) {
      assertEquals(of(lab, "{{.Id}}", "web"), of(lab, "{{.ID}}", "web"));
      assertEquals(
          "8080",
          of(lab, "{{(index (index .NetworkSettings.Ports \"80/tcp\") 0).HostPort}}", "web"));
      assertEquals(
          "map[80/tcp:[map[HostIp: HostPort:8080]]] /web",
          of(lab, "{{.HostConfig.PortBindings}} {{with .Id}}{{$.Name}}{{end}}", "web"));
      assertEquals(
          why(
              "1:8",
              "executing \"\" at <.State.Health.Status>: map has no entry for key \"Health\""),
          of(lab, "{{.State.Health.Status}}", "web"));
      assertEquals(
          why(
              "1:3",
              "executing \"\" at <index (index .NetworkSettings.Ports \"81/tcp\") 0>: error calling"
                  + " index: index of untyped nil"),
          of(lab, "{{(index (index .NetworkSettings.Ports \"81/tcp\") 0).HostPort}}", "web"));
      assertEquals("<no value>", of(lab, "{{.NetworkSettings.Networks.nope.IPAddress}}", "web"));
    }
  }

  @Test
  void texts_that_are_no_template_are_refused() {
    try (TypedLab old = lab("20.10");
        TypedLab lab = lab("29")) {
      assertEquals(
          "template parsing error: template: :1: bad character U+002D '-'",
          of(old, "{{.NetworkSettings.Networks.my-net.IPAddress}}", "web"));
      assertEquals(64, old.status());
      assertEquals(
          why("1", "bad character U+002D '-'"),
          of(lab, "{{.NetworkSettings.Networks.my-net.IPAddress}}", "web"));
      assertEquals(why("1", "unclosed action"), of(lab, "{{.Name", "web"));
      assertEquals(why("1", "missing value for command"), of(lab, "{{.Name | }}", "web"));
      assertEquals(why("1", "bad number syntax: \".1s\""), of(lab, "{{.Networks.1scix}}", "web"));
      assertEquals(
          why("1", "unterminated quoted string")
              .replace("template parsing error", "failed to parse template"),
          lab.type("docker ps --format '{{\"\\n\"}}'").strip());
    }
  }

  @Test
  void functions_take_what_their_parameters_are() {
    try (TypedLab lab = lab("29")) {
      assertEquals(
          "Abc Def /WEB [ web] 1 2",
          of(
              lab,
              "{{title \"abc def\"}} {{upper .Name}} {{split .Name \"/\"}} {{print 1 2}}",
              "web"));
      assertEquals("up", of(lab, "{{if and .State.Running (not .State.Paused)}}up{{end}}", "web"));
      assertEquals(
          "/web|00000|    7|7    |true",
          of(lab, "{{printf \"%s|%05d|%5d|%-5d|%t\" .Name .State.ExitCode 7 7 true}}", "web"));
      assertEquals(
          why("1:2", "executing \"\" at <split>: wrong number of args for split: want 2 got 1"),
          of(lab, "{{split .Name}}", "web"));
      assertEquals(
          why(
              "1:5",
              "executing \"\" at <eq .State.Status 5>: error calling eq: incompatible types for"
                  + " comparison"),
          of(lab, "{{if eq .State.Status 5}}x{{end}}", "web"));
    }
  }
}
