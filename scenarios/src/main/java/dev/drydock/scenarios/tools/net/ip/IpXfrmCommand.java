package dev.drydock.scenarios.tools.net.ip;

import dev.drydock.core.ip.Xfrm;
import dev.drydock.core.ip.XfrmState;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;

/// `ip xfrm state` and `ip xfrm policy`: shows what IPsec does here (`ip/ipxfrm.c`). Nothing can be
/// changed by hand.
final class IpXfrmCommand {
  private final IpContext context;

  IpXfrmCommand(IpContext context) {
    this.context = context;
  }

  int run(Words words) throws ToolFailure {
    String object = words.isEmpty() ? "" : words.next();
    String word = words.isEmpty() ? "list" : words.next();
    boolean shows =
        Words.matches(word, "list") || Words.matches(word, "show") || word.equals("lst");
    Xfrm xfrm = context.namespace().ipv4().xfrmOrNull();
    if (!shows || !(Words.matches(object, "state") || Words.matches(object, "policy"))) {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE,
          "Command \"" + (shows ? object : word) + "\" is unknown, try \"ip xfrm help\".");
    }
    if (xfrm != null && Words.matches(object, "state")) {
      xfrm.states().reversed().forEach(this::show);
    } else if (xfrm != null) {
      xfrm.policies().forEach(this::show);
    }
    return 0;
  }

  private static String ends(XfrmState.Ends ends, String length) {
    return "src %s%s dst %s%s"
        .formatted(
            Ipv4Address.format(ends.source()),
            length,
            Ipv4Address.format(ends.destination()),
            length);
  }

  private void show(XfrmState state) {
    XfrmState.Spec spec = state.spec();
    context.out(ends(spec.ends(), ""));
    context.out("\t" + association(spec.spi(), spec.reqid()));
    context.out("\treplay-window 0 ");
    int icvBits = Byte.SIZE * XfrmState.ICV_BYTES;
    context.out("\taead rfc4106(gcm(aes)) 0x" + spec.secret() + " " + icvBits);
    String sent = Integer.toHexString(state.sent());
    context.out("\tanti-replay context: seq 0x0, oseq 0x" + sent + ", bitmap 0x00000000");
    context.out("\tsel src 0.0.0.0/0 dst 0.0.0.0/0 ");
  }

  private static String association(int spi, int reqid) {
    return "proto esp spi 0x%08x reqid %d mode transport".formatted(spi, reqid);
  }

  private void show(Xfrm.Policy policy) {
    context.out(ends(policy.ends(), "/32") + " proto udp dport " + policy.port() + " ");
    context.out("\tdir out priority 0 ");
    context.out("\tmark 0x%x/0xffffffff ".formatted(policy.mark()));
    context.out("\ttmpl " + ends(policy.ends(), ""));
    context.out("\t\t" + association(policy.spi(), policy.reqid()));
  }
}
