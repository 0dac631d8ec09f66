package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;

/// The targets that only decide: ACCEPT, DROP, RETURN.
enum Standard implements Target {
  ACCEPT(Verdict.ACCEPT),
  DROP(Verdict.DROP),
  RETURN(Verdict.RETURN);

  private final Verdict verdict;

  Standard(Verdict verdict) {
    this.verdict = verdict;
  }

  @Override
  public Verdict apply(Packet packet) {
    return verdict;
  }

  @Override
  public String save() {
    return "";
  }
}
