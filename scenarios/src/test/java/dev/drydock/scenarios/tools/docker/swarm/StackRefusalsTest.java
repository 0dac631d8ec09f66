package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of a stack's file is refused, in the words of Docker 20.10.24 (two runs of two sessions),
/// and how the services of a stack are filtered.
class StackRefusalsTest extends TypedSwarm {
  @BeforeEach
  void form() {
    SwarmOfTwo.form(lab);
  }

  private String deploy(String service) {
    return type(
        "a$ printf 'version: \"3.7\"\\nservices:\\n  only:\\n    image: net\\n"
            + service
            + "' > s.yml; docker stack deploy -c s.yml st");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo: 1 | services.only Additional property foo is not allowed",
        "deploy: {replicas: lots} | services.only.deploy.replicas must be a integer",
      })
  void files_are_checked_in_the_words_of_its_own_library(String line, String why) {
    assertEquals(why + "\n", deploy("    " + line + "\\n"));
  }

  @Test
  void limits_stand_below_deploy() {
    assertEquals(
        """
        Compose file contains unsupported options:

        mem_limit: Set resource limits using deploy.resources

        """,
        deploy("    mem_limit: 5m\\n"));
  }

  @Test
  void files_of_other_versions_are_refused() {
    assertEquals(
        "unsupported Compose file version: 2.4\n",
        type(
            "a$ printf 'version: \"2.4\"\\nservices: {x: {image: net}}\\n'"
                + " | docker stack deploy -c - st"));
  }

  @Test
  void a_network_that_nobody_describes_is_made_before_its_service_is_refused() {
    assertEquals(
        "Creating network st_far\nservice only: undefined network \"far\"\n",
        deploy("    networks: [far]\\n"));
  }

  @Test
  void a_missing_secret_is_told_with_its_service() {
    assertTrue(
        deploy("    secrets: [zip]\\nsecrets: {zip: {external: true}}\\n")
            .endsWith("service only: secret not found: zip\n"));
  }

  @Test
  void services_of_a_stack_are_filtered() {
    deploy("  other:\\n    image: net\\n    deploy: {mode: global, labels: {tier: one}}\\n");
    String names = "a$ docker stack services st --format '{{.Name}}' --filter ";
    assertEquals("st_other\n", type(names + "mode=global"));
    assertEquals("st_other\n", type(names + "label=tier=one"));
    assertEquals("st_only\n", type(names + "name=st_only"));
    assertEquals("Nothing found in stack: st\n", type(names + "name=none"));
    assertEquals("Error response from daemon: Invalid filter 'node'\n", type(names + "node=a"));
  }

  @Test
  void secrets_are_inspected_as_anything_and_configs_by_their_own_verb_alone() {
    ok("a$ printf x | docker secret create key -");
    ok("a$ printf x | docker config create page -");
    assertEquals("key\n", type("a$ docker inspect -f '{{.Spec.Name}}' key"));
    assertEquals("key\n", type("a$ docker inspect --type secret -f '{{.Spec.Name}}' key"));
    assertEquals(
        "\"config\" is not a valid value for --type\n",
        type("a$ docker inspect --type config page"));
  }
}
