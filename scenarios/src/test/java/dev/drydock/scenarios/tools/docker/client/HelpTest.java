package dev.drydock.scenarios.tools.docker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `--help`: laid out as by Docker 20.10.24 and 28.5.2, what options do in our own words.
class HelpTest {
  private static TypedLab lab(String version) {
    return TypedLab.of("name: home\nservices: {}\nx-drydock: { engine: \"" + version + "\" }\n");
  }

  @Test
  void a_verb_lists_its_options_in_two_columns_that_are_wrapped() {
    try (TypedLab lab = lab("20.10")) {
      assertEquals(
          """

          Usage:  docker network ls [OPTIONS]

          List networks

          Aliases:
            ls, list

          Options:
            -f, --filter filter   Only those that fit
                --format string   A Go template, or json
                --no-trunc        Show all of long texts
            -q, --quiet           Print less
          """,
          lab.type("docker network ls --help"));
      assertEquals(0, lab.status());
      assertEquals(
          "\nUsage:  docker rename CONTAINER NEW_NAME\n\nRename a container\n",
          lab.type("docker rename --help"));
      String logs = lab.type("docker logs --help");
      assertTrue(
          logs.contains(
              """
                    --since string   From this time on (a time stamp, or 42m for
                                     minutes ago)
              """),
          logs);
    }
  }

  @Test
  void newer_versions_name_aliases_in_full_and_group_their_commands() {
    try (TypedLab lab = lab("28.5")) {
      String ps = lab.type("docker ps --help");
      assertTrue(ps.startsWith("Usage:  docker ps [OPTIONS]\n\nList containers\n\nAliases:\n"), ps);
      assertTrue(
          ps.contains(
              "  docker container ls, docker container list, docker container ps, docker ps\n"),
          ps);
      assertTrue(lab.type("docker run --help").contains("\n  docker container run, docker run\n"));
      String all = lab.type("docker --help");
      assertTrue(all.contains("\nCommon Commands:\n  exec "), all);
      assertTrue(all.contains("\nSwarm Commands:\n  config "), all);
      assertTrue(all.indexOf("\nGlobal Options:\n") > all.indexOf("\nCommands:\n"), all);
    }
  }

  @Test
  void compose_helps_without_a_file() {
    try (TypedLab lab = lab("28.5")) {
      String up = lab.type("docker compose up --help");
      assertTrue(up.startsWith("Usage:  docker compose up [OPTIONS] [SERVICE...]\n\n"), up);
      assertTrue(up.contains("  -d, --detach "), up);
      assertTrue(lab.type("docker compose --help").contains("\nCommands:\n  config "));
      assertEquals(0, lab.status());
    }
  }

  @Test
  void every_option_of_every_verb_is_explained() {
    List<String> verbs = new ArrayList<>(UseLines.verbs().keySet());
    for (String group : UseLines.groups(false).keySet()) {
      UseLines.verbsOf(group).keySet().forEach(verb -> verbs.add(group + " " + verb));
    }
    UseLines.verbsOf("compose").keySet().forEach(verb -> verbs.add("compose " + verb));
    try (TypedLab lab = lab("29")) {
      for (String verb : verbs) {
        String help = lab.type("docker " + verb + " --help");
        assertTrue(help.startsWith("Usage:  docker " + verb), help);
        assertEquals(0, lab.status(), verb);
        assertFalse(
            help.lines().anyMatch(line -> line.matches(" +(-., )?--[a-z0-9-]+( [^ ]+)?")), help);
        assertTrue(help.lines().allMatch(line -> line.length() < 130), help);
      }
    }
  }
}
