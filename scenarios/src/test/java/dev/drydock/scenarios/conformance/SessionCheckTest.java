package dev.drydock.scenarios.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCheckTest {
  private static final String REAL =
      """
      ######## step 01-a

      dh1$ docker ps -q
      8fdc87ddcbd6

      dh1$ ping -c 1 x
      ping: x: Name or service not known
      [exit status 2]


      ######## step 02-b

      dh1$ dig +short search
      172.18.0.4
      172.18.0.5
      """;

  @Test
  void another_id_is_alike_and_another_word_is_not() {
    String ours = REAL.replace("8fdc87ddcbd6", "0123456789ab").replace("status 2", "status 1");
    SessionCheck.Result result = new SessionCheck(List.of(REAL)).compare(ours);
    assertEquals(3, result.commands());
    assertEquals(
        List.of(
            new SessionCheck.Difference(
                "01-a", "dh1$ ping -c 1 x", List.of("-[exit status 2]", "+[exit status 1]"))),
        result.differences());
  }

  @Test
  void a_command_that_did_not_run_is_a_difference() {
    String ours = REAL.substring(0, REAL.indexOf("######## step 02"));
    SessionCheck.Result result = new SessionCheck(List.of(REAL)).compare(ours);
    assertEquals(
        List.of("dh1$ dig +short search"),
        result.differences().stream().map(SessionCheck.Difference::command).toList());
  }

  @Test
  void where_real_runs_disagree_the_shape_is_enough() {
    String again = REAL.replace("172.18.0.4\n172.18.0.5", "172.18.0.5\n172.18.0.4");
    String ours = REAL.replace("172.18.0.4\n172.18.0.5", "172.18.0.6\n172.18.0.7");
    assertTrue(new SessionCheck(List.of(REAL, again)).compare(ours).isAlike());
    assertEquals(1, new SessionCheck(List.of(REAL)).compare(ours).differences().size());
  }
}
