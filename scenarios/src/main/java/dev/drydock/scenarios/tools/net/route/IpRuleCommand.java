package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.ip.route.Fib;
import dev.drydock.core.ip.route.FibRule;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.IpUsage;
import dev.drydock.scenarios.tools.net.iproute.JsonWriter;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.List;

/// `ip rule` (`ip/iprule.c`). The rules of IPv6 are the kernel's own two, which cannot be changed
/// here.
public final class IpRuleCommand {
  private final IpContext context;
  private final Fib fib;

  public IpRuleCommand(IpContext context) {
    this.context = context;
    this.fib = context.namespace().ipv4().fib();
  }

  public int run(Words words) throws ToolFailure {
    String word = words.isEmpty() ? "show" : words.next();
    if (Words.matches(word, "list") || Words.matches(word, "show") || word.equals("lst")) {
      show(RuleRequest.read(context, words));
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

  /// Those that fit what is asked for (`filter_nlmsg`).
  private void show(RuleRequest wanted) {
    if (context.family == IpContext.INET6) {
      context.tell(fixed(0, "local"));
      context.tell(fixed(32766, "main"));
    } else {
      fib.rules().stream().filter(wanted::shows).forEach(rule -> context.tell(fields(rule)));
    }
    context.endList();
  }

  /// The rules of IPv4.
  public List<Fields> rules() {
    return fib.rules().stream().map(IpRuleCommand::fields).toList();
  }

  private static Fields fixed(int priority, String table) {
    Fields fields = new Fields().add("priority", priority, "", ":\t");
    return fields.add("src", "from", "all").add("table", table, "lookup ", "");
  }

  private void add(RuleRequest request) throws ToolFailure {
    if (request.isV6()) {
      NetErrno.NOT_SUPPORTED.check();
    } else if (!fib.add(request.rule(fib.defaultPriority()))) {
      NetErrno.EXISTS.check();
    }
  }

  private void delete(RuleRequest request) throws ToolFailure {
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
  private static Fields fields(FibRule rule) {
    Fields fields = new Fields().add("priority", rule.priority(), "", ":\t");
    if (rule.inverted()) {
      fields.say("not ").put("not", new JsonWriter.Literal("null"));
    }
    prefix(rule.source(), "from ", new String[] {"src", "srclen"}, fields);
    if (rule.destination().length() != 0) {
      prefix(rule.destination(), " to ", new String[] {"dst", "dstlen"}, fields);
    }
    if (rule.tos() != 0) {
      fields.add("tos", "0x" + Integer.toHexString(rule.tos()), " tos ", "");
    }
    marks(rule.marks(), fields);
    if (!rule.in().isEmpty()) {
      fields.add("iif", rule.in(), " iif ", "");
    }
    if (!rule.out().isEmpty()) {
      fields.add("oif", rule.out(), " oif ", "");
    }
    FibRule.Verdict verdict = rule.verdict();
    if (verdict.type() != RouteType.UNICAST) {
      return fields.add("action", verdict.type().word(), " ", "");
    }
    fields.add("table", RouteText.tableName(verdict.table()), " lookup ", "");
    int suppress = verdict.suppressLength();
    return suppress < 0
        ? fields
        : fields.add("suppress_prefixlen", suppress, " suppress_prefixlength ", "");
  }

  /// A network, whose length is a value of its own.
  private static void prefix(Ipv4Prefix prefix, String word, String[] keys, Fields fields) {
    String text = prefix(prefix);
    fields.say(word + text).put(keys[0], text.replaceFirst("/.*", ""));
    if (text.indexOf('/') >= 0) {
      fields.put(keys[1], prefix.length());
    }
  }

  private static String prefix(Ipv4Prefix prefix) {
    return prefix.length() == 0 ? "all" : RouteText.destination(prefix);
  }

  private static void marks(FibRule.Marks marks, Fields fields) {
    if (marks.mask() == 0) {
      return;
    }
    fields.add("fwmark", "0x" + Integer.toHexString(marks.mark()), " fwmark ", "");
    if (marks.mask() != -1) {
      fields.add("fwmask", "0x" + Integer.toHexString(marks.mask()), "/", "");
    }
  }
}
