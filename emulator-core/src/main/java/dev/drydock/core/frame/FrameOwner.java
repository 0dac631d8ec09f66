package dev.drydock.core.frame;

/// The socket that made a frame and counts what it has under way on its machine (`skb->sk` and
/// `sk_wmem_alloc` of Linux).
public interface FrameOwner {
  /// The frame no longer counts: it leaves by a wire, or was received, or lost.
  ///
  /// @param bytes what it counted
  /// @param timeNanos when its last bit leaves; a time in the past stands for now
  void departs(int bytes, long timeNanos);

  /// The queue before a wire has no room for it.
  void refused();
}
