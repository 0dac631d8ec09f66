package dev.drydock.core.ip;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.netfilter.Conntrack;

/// What is sent about a packet belongs to the connection of that packet, against its direction,
/// though the connection may not be confirmed yet (`nf_ct_attach`).
public final class RelatedFlow {
  private RelatedFlow() {}

  /// Attaches an error or a reset to the connection of the packet it is about.
  public static void attach(Frame answer, Frame about) {
    if (about.flow != null) {
      answer.flow = about.flow;
      answer.flowState = Conntrack.RELATED | (Conntrack.isReply(about) ? 0 : Conntrack.REPLY);
    }
  }
}
