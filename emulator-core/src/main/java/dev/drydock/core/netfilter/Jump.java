package dev.drydock.core.netfilter;

/// A target that is a user chain.
///
/// @param chain the chain to look at
public record Jump(Chain chain) implements Target {
  @Override
  public Verdict apply(Packet packet) {
    return Verdict.JUMP;
  }

  @Override
  public String name() {
    return chain.name();
  }

  @Override
  public String save() {
    return "";
  }
}
