package dev.drydock.cli;

import dev.drydock.scenarios.plan.EngineVersion;
import dev.drydock.scenarios.plan.Plan;
import org.jspecify.annotations.Nullable;

/// What options change of a plan: `--seed` and `--engine`.
final class PlanChanges {
  private final @Nullable Long seed;
  private final @Nullable String engine;

  PlanChanges(Arguments arguments) throws UserError {
    this.seed = seed(arguments.value("--seed"));
    this.engine = arguments.value("--engine");
    if (engine != null) {
      checkEngine(engine);
    }
  }

  static void declare(Syntax syntax) {
    syntax.add(Option.value("N", "another seed than the file's", "--seed"));
    declareEngine(syntax);
  }

  static void declareEngine(Syntax syntax) {
    syntax.add(Option.value("V", "another engine version than the file's", "--engine"));
  }

  private static @Nullable Long seed(@Nullable String text) throws UserError {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new UserError("--seed: \"" + text + "\" is no whole number of 64 bits");
    }
  }

  /// @throws UserError for what is no engine version
  static void checkEngine(String text) throws UserError {
    String problem = EngineVersion.problem(text);
    if (!problem.isEmpty()) {
      throw new UserError("--engine: " + problem);
    }
  }

  /// The plan with another seed or engine, where one was given.
  Plan apply(Plan plan) {
    Plan seeded = seed == null ? plan : plan.withSeed(seed);
    return engine == null ? seeded : seeded.withEngine(engine);
  }
}
