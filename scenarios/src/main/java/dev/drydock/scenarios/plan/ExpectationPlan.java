package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.text.ExposedPort;
import org.jspecify.annotations.Nullable;

/// A claim about the network that is checked after the last step.
///
/// @param verdict what must be so
/// @param from who asks
/// @param to who is asked
/// @param port port asked for; null asks with a ping
/// @param by words that the reason of a block must hold, a chain or a drop reason; null for any
/// @param via interface or machine that the way must pass; null for any
/// @param bytes how much is sent; 0 for what the question needs
public record ExpectationPlan(
    Verdict verdict,
    FlowEnd from,
    FlowEnd to,
    @Nullable ExposedPort port,
    @Nullable String by,
    @Nullable String via,
    int bytes) {

  /// Whether one reaches the other.
  ///
  /// @param port null asks with a ping
  public static ExpectationPlan question(FlowEnd from, FlowEnd to, @Nullable ExposedPort port) {
    return new ExpectationPlan(Verdict.REACH, from, to, port, null, null, 0);
  }

  /// The same towards another port.
  public ExpectationPlan towards(ExposedPort other) {
    return towards(to, other);
  }

  /// The same towards another end and port.
  public ExpectationPlan towards(FlowEnd end, ExposedPort other) {
    return new ExpectationPlan(verdict, from, end, other, by, via, bytes);
  }

  /// The same with so much to send.
  public ExpectationPlan withBytes(int more) {
    return new ExpectationPlan(verdict, from, to, port, by, via, more);
  }

  /// What is claimed.
  public enum Verdict {
    REACH,
    BLOCKED
  }
}
