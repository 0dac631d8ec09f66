package dev.drydock.core.frame;

import org.jspecify.annotations.Nullable;

/// Where the frames of one partition come from and return to. Two sizes: one holds a frame of an
/// ordinary Ethernet link, the other the largest IP packet (loopback, jumbo frames). The last frame
/// returned is the first taken, while it is still in the cache.
public final class FramePool {
  private static final int SMALL_BYTES = 2048;
  private static final int LARGE_BYTES = Frame.HEADROOM_BYTES + 14 + 65_536 + 32;

  private @Nullable Frame freeSmall;
  private @Nullable Frame freeLarge;
  private long nextId = 1;
  private int outstanding;

  /// A frame of `lengthBytes`, with full headroom, an id of its own and no notes. Its bytes are
  /// whatever an earlier frame left.
  public Frame take(int lengthBytes) {
    if (lengthBytes > SMALL_BYTES - Frame.HEADROOM_BYTES) {
      return takeLarge(lengthBytes);
    }
    Frame frame = freeSmall;
    if (frame == null) {
      frame = new Frame(this, SMALL_BYTES);
    } else {
      freeSmall = frame.next;
    }
    return begin(frame, lengthBytes);
  }

  /// The same with room for the largest packet.
  Frame takeLarge(int lengthBytes) {
    Frame frame = freeLarge;
    if (frame == null) {
      frame = new Frame(this, LARGE_BYTES);
    } else {
      freeLarge = frame.next;
    }
    return begin(frame, lengthBytes);
  }

  private Frame begin(Frame frame, int lengthBytes) {
    outstanding++;
    frame.free = false;
    frame.next = null;
    frame.offset = Frame.HEADROOM_BYTES;
    frame.setLength(lengthBytes);
    frame.id = newId();
    frame.addressee = Frame.TO_HOST;
    frame.mark = 0;
    frame.trace = 0;
    frame.vlanControl = 0;
    frame.bridgesPassed = 0;
    frame.flowState = 0;
    frame.passedPrerouting = false;
    frame.savedSource = 0;
    frame.routedByBridge = false;
    frame.reassembled = false;
    frame.segmentBytes = 0;
    frame.linear = false;
    frame.continues = false;
    frame.confirmsNextHop = false;
    frame.decrypted = false;
    frame.isTunnelSound = false;
    frame.fragmentMaxBytes = 0;
    frame.pieceBytes = 0;
    frame.inputIndex = 0;
    frame.networkOffset = frame.offset;
    return frame;
  }

  /// Frames taken and not yet given back; 0 when nothing is on its way or waiting.
  public int outstanding() {
    return outstanding;
  }

  long newId() {
    return nextId++;
  }

  void give(Frame frame) {
    assert !frame.free : "frame released twice";
    frame.free = true;
    outstanding--;
    frame.receiver = null;
    frame.flow = null;
    frame.bridgedFrom = null;
    if (frame.data.length == SMALL_BYTES) {
      frame.next = freeSmall;
      freeSmall = frame;
    } else {
      frame.next = freeLarge;
      freeLarge = frame;
    }
  }
}
