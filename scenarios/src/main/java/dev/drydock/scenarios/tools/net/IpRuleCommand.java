package dev.drydock.scenarios.tools.net;

import dev.drydock.core.ip.Fib;
import dev.drydock.core.ip.FibRule;
import dev.drydock.core.ip.RouteType;
import dev.drydock.core.wire.Ipv4Prefix;

/// `ip rule` (`ip/iprule.c`). The rules of IPv6 are the kernel's own two, which cannot be changed
/// here.
final class IpRuleCommand {
  private final IpContext context;
  private final Fib fib;

  IpRuleCommand(IpContext context) {
    this.context = context;
    this.fib = context.namespace().ipv4().fib();
  }

  int run(Words words) {
    String word = words.isEmpty() ? "show" : words.next();
    if (Words.matches(word, "list") || Words.matches(word, "show") || word.equals("lst")) {
      show();
    } else if (Words.matches(word, "add")) {
      add(RuleRequest.read(context, words));
    } else if (Words.matches(word, "delete")) {
      delete(RuleRequest.read(context, words));
    } else if (Words.matches(word, "flush")) {
      flush();
    } else if (Words.matches(word, "help")) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.RULE);
    } else {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Command \"" + word + "\" is unknown, try \"ip rule help\".");
    }
    return 0;
  }

  private void show() {
    if (context.family == IpContext.INET6) {
      context.out("0:\tfrom all lookup local");
      context.out("32766:\tfrom all lookup main");
      return;
    }
    for (FibRule rule : fib.rules()) {
      context.out(text(rule));
    }
  }

  private void add(RuleRequest request) {
    if (request.isV6()) {
      NetErrno.NOT_SUPPORTED.check();
    } else if (!fib.add(request.rule(fib.defaultPriority()))) {
      NetErrno.EXISTS.check();
    }
  }

  private void delete(RuleRequest request) {
    for (FibRule rule : fib.rules()) {
      if (!request.isV6() && request.fits(rule)) {
        fib.remove(rule);
        return;
      }
    }
    NetErrno.NO_SUCH_FILE.check();
  }

  /// All but the rule of priority 0.
  private void flush() {
    for (FibRule rule : fib.rules()) {
      if (rule.priority() != 0) {
        fib.remove(rule);
      }
    }
  }

  /// `print_rule`.
  private static String text(FibRule rule) {
    StringBuilder line = new StringBuilder();
    line.append(rule.priority()).append(":\t").append(rule.inverted() ? "not " : "");
    line.append("from ").append(prefix(rule.source()));
    if (rule.destination().length() != 0) {
      line.append(" to ").append(prefix(rule.destination()));
    }
    line.append(rule.tos() == 0 ? "" : " tos 0x" + Integer.toHexString(rule.tos()));
    line.append(marks(rule.marks()));
    line.append(rule.in().isEmpty() ? "" : " iif " + rule.in());
    line.append(rule.out().isEmpty() ? "" : " oif " + rule.out());
    FibRule.Verdict verdict = rule.verdict();
    if (verdict.type() != RouteType.UNICAST) {
      return line.append(' ').append(verdict.type().word()).toString();
    }
    line.append(" lookup ").append(RouteText.tableName(verdict.table()));
    int suppress = verdict.suppressLength();
    return line.append(suppress < 0 ? "" : " suppress_prefixlength " + suppress).toString();
  }

  private static String prefix(Ipv4Prefix prefix) {
    return prefix.length() == 0 ? "all" : RouteText.destination(prefix);
  }

  private static String marks(FibRule.Marks marks) {
    if (marks.mask() == 0) {
      return "";
    }
    String mark = " fwmark 0x" + Integer.toHexString(marks.mark());
    return marks.mask() == -1 ? mark : mark + "/0x" + Integer.toHexString(marks.mask());
  }
}
