package dev.drydock.junit;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Tests of a sample class that were run, and what came of each.
///
/// @param results unique id of the test or class → what came of it
record Launched(Map<String, TestExecutionResult> results) {
  /// Runs the tests of a class that is disabled for everybody else.
  ///
  /// @param folder for what they leave
  static Launched run(Class<?> sample, Path folder, boolean atOnce) {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(sample))
            .configurationParameter("drydock.results", folder.toString())
            .configurationParameter(
                "junit.jupiter.conditions.deactivate", "org.junit.*DisabledCondition")
            .configurationParameter(
                "junit.jupiter.execution.parallel.enabled", String.valueOf(atOnce))
            .configurationParameter(
                "junit.jupiter.execution.parallel.mode.default",
                atOnce ? "concurrent" : "same_thread")
            .build();
    Map<String, TestExecutionResult> results = new ConcurrentSkipListMap<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                  results.put(test.getUniqueId(), result);
                }
              }
            });
    return new Launched(results);
  }

  /// How many passed.
  long passed() {
    return results.values().stream()
        .filter(result -> result.getStatus() == TestExecutionResult.Status.SUCCESSFUL)
        .count();
  }

  /// What the one test that was run failed with.
  Throwable failure() {
    return results.values().iterator().next().getThrowable().orElseThrow();
  }
}
