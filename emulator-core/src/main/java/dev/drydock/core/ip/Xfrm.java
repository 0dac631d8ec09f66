package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Esp;
import dev.drydock.core.wire.Ipv4;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// IPsec of a namespace, as far as Docker uses it: which packets of ours are encrypted, and with
/// what (Linux `net/xfrm`, `net/ipv4/esp4.c`).
///
/// ```
///   OUTPUT -> policy? -> POSTROUTING -> encrypt -> OUTPUT -> POSTROUTING
///   INPUT (ESP) -> decrypt -> PREROUTING -> INPUT
/// ```
public final class Xfrm implements Ipv4Protocol {
  private static final int DESTINATION_PORT = 2;

  private final Ipv4Stack stack;
  private final List<XfrmState> states = new ArrayList<>();
  private final List<Policy> policies = new ArrayList<>();

  Xfrm(Ipv4Stack stack) {
    this.stack = stack;
  }

  /// Packets that are to be encrypted on their way out.
  ///
  /// @param ends source and destination, single addresses
  /// @param port the destination port of UDP
  /// @param mark the firewall mark they have
  /// @param spi the association to use
  /// @param reqid ties it to associations
  public record Policy(XfrmState.Ends ends, int port, int mark, int spi, int reqid) {}

  /// The associations, oldest first.
  public List<XfrmState> states() {
    return List.copyOf(states);
  }

  /// The policies, oldest first.
  public List<Policy> policies() {
    return List.copyOf(policies);
  }

  /// Adds an association; one that is there stays as it is.
  public void add(XfrmState.Spec spec) {
    if (find(spec.ends().destination(), spec.spi()) == null) {
      states.add(new XfrmState(spec));
      stack.register(Ipv4.ESP, this);
    }
  }

  /// Adds a policy; one that is there stays as it is.
  public void add(Policy policy) {
    if (!policies.contains(policy)) {
      policies.add(policy);
    }
  }

  /// Removes everything.
  public void clear() {
    states.clear();
    policies.clear();
  }

  private @Nullable XfrmState find(int destination, int spi) {
    for (XfrmState state : states) {
      if (state.spec().spi() == spi && state.spec().ends().destination() == destination) {
        return state;
      }
    }
    return null;
  }

  /// What a packet of ours is to be encrypted with; null when it is not to be.
  @Nullable XfrmState outbound(Frame frame) {
    if (frame.mark == 0 || policies.isEmpty()) {
      return null;
    }
    byte[] data = frame.data();
    int at = frame.networkOffset;
    if (Ipv4.protocol(data, at) != Ipv4.UDP) {
      return null;
    }
    int port = Bytes.u16(data, at + Ipv4.headerBytes(data, at) + DESTINATION_PORT);
    int source = Ipv4.source(data, at);
    int destination = Ipv4.destination(data, at);
    for (Policy policy : policies) {
      boolean fits =
          policy.mark == frame.mark
              && policy.port == port
              && policy.ends.source() == source
              && policy.ends.destination() == destination;
      if (fits) {
        return find(destination, policy.spi);
      }
    }
    return null;
  }

  @Override
  public void input(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    int esp = at + Ipv4.headerBytes(data, at);
    boolean isWhole = frame.end() - esp >= Esp.HEADER_BYTES + Esp.IV_BYTES + XfrmState.ICV_BYTES;
    XfrmState state = isWhole ? find(Ipv4.destination(data, at), Esp.spi(data, esp)) : null;
    if (state == null || !state.decrypt(frame)) {
      device.drop(frame, DropReason.NOT_SPECIFIED);
      return;
    }
    frame.forgetFlow();
    frame.decrypted = true;
    stack.again(frame, device);
  }

  @Override
  public void error(Frame frame, int icmpAt, int quoted) {}
}
