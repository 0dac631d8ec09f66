package dev.drydock.core.qdisc;

import org.jspecify.annotations.Nullable;

/// A discipline with one class, `:1`, that may hold another discipline.
public interface ParentQdisc extends Qdisc {
  /// The discipline within; null for the plain queue it brings.
  @Nullable Qdisc child();

  /// Puts another discipline within, or the plain queue again.
  void setChild(@Nullable Qdisc child);
}
