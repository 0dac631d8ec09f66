package dev.drydock.core.app.dns;

import dev.drydock.core.app.Program;
import org.jspecify.annotations.Nullable;

/// Some questions asked at once, as a C library does.
public interface DnsExchange extends Program {
  /// The response to a question, by its place; null when none came, or none of use.
  @Nullable DnsMessage response(int question);
}
