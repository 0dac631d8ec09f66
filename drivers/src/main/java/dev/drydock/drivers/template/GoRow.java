package dev.drydock.drivers.template;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One row of a listing: its fields by name, in order, as Go's encoder has them.
public final class GoRow extends TreeMap<String, @Nullable Object> {
  private static final long serialVersionUID = 1;
}
