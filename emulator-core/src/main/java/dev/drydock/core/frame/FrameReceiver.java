package dev.drydock.core.frame;

/// Who takes over a frame at the end of a queue or a delay line.
public interface FrameReceiver {
  /// Takes over the frame.
  void receive(Frame frame);
}
