package dev.drydock.scenarios.tools.tc;

import dev.drydock.core.qdisc.NetemSettings;
import dev.drydock.core.qdisc.TokenBucket;
import org.jspecify.annotations.Nullable;

/// What a `tc qdisc` command asks of the kernel.
///
/// @param verb what is to be done
/// @param device its name, empty when none was given
/// @param handle the major number, 0 when none was given
/// @param parent class in `MAJOR << 16 | MINOR`, [#ROOT], or 0 when none was given
/// @param kind `netem`, empty when none was given
/// @param options what the kind was given
record QdiscRequest(
    Verb verb, String device, int handle, int parent, String kind, Options options) {
  /// `TC_H_ROOT`.
  static final int ROOT = 0xFFFF_FFFF;

  /// The commands, with the flags of their netlink messages.
  enum Verb {
    ADD(true, true, false),
    CHANGE(false, false, false),
    REPLACE(true, false, true),
    LINK(false, false, true),
    DELETE(false, false, false);

    private final boolean create;
    private final boolean exclusive;
    private final boolean replace;

    Verb(boolean create, boolean exclusive, boolean replace) {
      this.create = create;
      this.exclusive = exclusive;
      this.replace = replace;
    }

    /// `NLM_F_CREATE`.
    boolean creates() {
      return create;
    }

    /// Whether a discipline of another kind takes the old one's place.
    boolean mayGraftAnother() {
      return create || !(exclusive || replace);
    }

    /// `NLM_F_EXCL`.
    boolean isExclusive() {
      return exclusive;
    }

    /// `NLM_F_REPLACE`.
    boolean replaces() {
      return replace;
    }
  }

  /// What is set; null where the kind has no such options or none were given.
  record Options(
      @Nullable NetemSettings netem,
      TokenBucket.@Nullable Settings tbf,
      @Nullable FqCodelOptions codel,
      @Nullable Long limit) {
    /// Nothing is set.
    static final Options NONE = new Options(null, null, null, null);
  }
}
