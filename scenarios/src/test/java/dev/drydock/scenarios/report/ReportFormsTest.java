package dev.drydock.scenarios.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportFormsTest {
  private static final RunReport REPORT =
      new RunReport(
          new RunReport.Header("web", "29", 1, 1_500_000_000L, true),
          List.of(
              new StepReport(
                  1,
                  "echo \"a<b\"",
                  0,
                  5_000_000,
                  0,
                  new StepOutput("a<b\t\u0007\n", "", "a<b\t\u0007\n"),
                  1,
                  Status.FAILED,
                  List.of("exit status 0 instead of 1")),
              new StepReport(
                  2, "fault", 1, 1, null, StepOutput.NONE, 0, Status.SKIPPED, List.of("not now"))),
          List.of(new ExpectationReport(1, "a reaches b", Status.PASSED, "answered")),
          List.of("web.pcapng"),
          List.of(new InterfaceReport("host/eth0", "", 2, 1)),
          List.of(new DropReport("host/eth0", "NO_CARRIER", "no carrier", 1)),
          List.of());

  private static final String JSON =
      """
      {
        "schema": 1,
        "scenario": "web",
        "engine": "29",
        "seed": 1,
        "passed": false,
        "complete": true,
        "virtual_nanoseconds": 1500000000,
        "steps": [
          {
            "number": 1,
            "command": "echo \\"a<b\\"",
            "status": "failed",
            "start_nanoseconds": 0,
            "end_nanoseconds": 5000000,
            "exit": 0,
            "stdout": "a<b\\t\\u0007\\n",
            "stderr": "",
            "checks": 1,
            "problems": [
              "exit status 0 instead of 1"
            ]
          },
          {
            "number": 2,
            "command": "fault",
            "status": "skipped",
            "start_nanoseconds": 1,
            "end_nanoseconds": 1,
            "exit": null,
            "stdout": "",
            "stderr": "",
            "checks": 0,
            "problems": [
              "not now"
            ]
          }
        ],
        "expectations": [
          {
            "number": 1,
            "claim": "a reaches b",
            "status": "passed",
            "reason": "answered"
          }
        ],
        "captures": [
          "web.pcapng"
        ],
        "interfaces": [
          {
            "name": "host/eth0",
            "description": "",
            "frames": 2,
            "broadcasts": 1
          }
        ],
        "drops": [
          {
            "where": "host/eth0",
            "reason": "NO_CARRIER",
            "text": "no carrier",
            "frames": 1
          }
        ],
        "warnings": []
      }
      """;

  @Test
  void json_holds_everything() {
    assertEquals(JSON, ReportJson.of(REPORT));
  }

  @Test
  void junit_has_a_case_for_each_step_and_expectation() {
    assertEquals(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
          <testsuite name="web" tests="3" failures="1" errors="0" skipped="1" time="1.5">
            <testcase classname="web" name="step 1: echo &quot;a&lt;b&quot;" time="0.005">
              <failure message="exit status 0 instead of 1"/>
              <system-out>a&lt;b\t\ufffd
        </system-out>
            </testcase>
            <testcase classname="web" name="step 2: fault" time="0">
              <skipped message="not now"/>
            </testcase>
            <testcase classname="web" name="expect 1: a reaches b" time="0">
            </testcase>
          </testsuite>
        </testsuites>
        """,
        ReportXml.of(List.of(REPORT)));
  }
}
