package dev.drydock.core.netfilter;

/// How addresses and ports are written into packets of an IP version, with all checksums mended.
sealed interface HeaderRewriter permits Ipv4Rewriter, Ipv6Rewriter {
  /// Rewrites one side of a packet (`nf_nat_manip_pkt`).
  void rewrite(Packet packet, Change change);

  /// Rewrites the packet that an error quotes, then the address of the error itself
  /// (`nf_nat_icmp_reply_translation`, `nf_nat_icmpv6_reply_translation`).
  ///
  /// @param quoted what the quoted packet becomes
  /// @param outer the addresses of the error; its other side is the same as that of `quoted`
  void rewriteError(Packet packet, Change quoted, long outer);

  /// Whether an error tells of a better way.
  boolean isRedirect(Packet packet);
}
