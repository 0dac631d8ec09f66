package dev.drydock.scenarios.tools.tc;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.qdisc.Fifo;
import dev.drydock.core.qdisc.FqCodel;
import dev.drydock.core.qdisc.Netem;
import dev.drydock.core.qdisc.NetemSettings;
import dev.drydock.core.qdisc.ParentQdisc;
import dev.drydock.core.qdisc.PriorityFifo;
import dev.drydock.core.qdisc.Qdisc;
import dev.drydock.core.qdisc.TokenBucket;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.tools.CommandFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Does to a device's queueing disciplines what the kernel does on a request, with its checks in
/// its order (`tc_modify_qdisc`, `tc_get_qdisc` of `net/sched/sch_api.c`, Linux 6.18).
final class QdiscChanges {
  private static final int ETHERNET_HEADER_BYTES = 14;

  private static final List<String> KINDS =
      List.of("netem", "tbf", "fq_codel", "pfifo", "bfifo", "pfifo_fast", "noqueue");

  private final NetDevice device;
  private final Box box;
  private final RandomStream random;

  QdiscChanges(NetDevice device, Box box, RandomStream random) {
    this.device = device;
    this.box = box;
    this.random = random;
  }

  void apply(QdiscRequest request) throws CommandFailure {
    if (request.verb() == QdiscRequest.Verb.DELETE) {
      delete(request);
      return;
    }
    if (request.parent() == 0) {
      if (request.handle() == 0) {
        throw TcErrors.kernel("Handle cannot be zero");
      }
      change(lookup(request.handle()), request);
      return;
    }
    Qdisc old = at(request.parent(), "Failed to find specified qdisc");
    boolean named = request.handle() != 0;
    if (old != null && named && old.handle() == request.handle()) {
      change(old, request);
    } else if (named) {
      withHandle(old, request);
    } else if (old == null) {
      graft(request, request.verb().creates());
    } else if (differs(old, request) && request.verb().mayGraftAnother()) {
      graft(request, true);
    } else {
      change(old, request);
    }
  }

  private void withHandle(@Nullable Qdisc old, QdiscRequest request) throws CommandFailure {
    if (old != null && !request.verb().replaces()) {
      throw TcErrors.kernel("NLM_F_REPLACE needed to override");
    }
    Qdisc known = lookup(request.handle());
    if (known == null) {
      graft(request, request.verb().creates());
      return;
    }
    if (request.verb().isExclusive()) {
      throw TcErrors.kernel("Exclusivity flag on, cannot override");
    }
    if (differs(known, request)) {
      throw TcErrors.kernel("Invalid qdisc name: must match existing qdisc");
    }
    throw TcErrors.kernel("Qdisc parent/child loop detected"); // of one branch any is a loop
  }

  private static boolean differs(Qdisc old, QdiscRequest request) {
    return !request.kind().isEmpty() && !request.kind().equals(old.kind());
  }

  /// The discipline at a place, null for the plain one there.
  private @Nullable Qdisc at(int parent, String unknown) throws CommandFailure {
    if (parent == QdiscRequest.ROOT) {
      return device.qdisc();
    }
    Qdisc child = parentOf(parent, unknown).child();
    return child == null || child.handle() == 0 ? null : child;
  }

  private ParentQdisc parentOf(int parent, String unknown) throws CommandFailure {
    Qdisc found = lookup(parent >>> 16);
    if (found == null) {
      throw TcErrors.kernel(unknown);
    }
    if (found instanceof ParentQdisc classful) {
      return classful;
    }
    throw TcErrors.kernel("Parent qdisc is not classful");
  }

  private @Nullable Qdisc lookup(int handle) {
    Qdisc found = device.qdisc();
    while (found != null && found.handle() != handle) {
      found = found instanceof ParentQdisc parent ? parent.child() : null;
    }
    return handle == 0 ? null : found;
  }

  private void graft(QdiscRequest request, boolean mayCreate) throws CommandFailure {
    if (!mayCreate) {
      throw TcErrors.kernel("Qdisc not found. To create specify NLM_F_CREATE flag");
    }
    if (!KINDS.contains(request.kind())) {
      throw TcErrors.kernel("Specified qdisc kind is unknown");
    }
    if (device.txQueueFrames() == 0) {
      device.setTxQueueFrames(NetDevice.TX_QUEUE_FRAMES); // a loophole that qdisc_create closes
    }
    int handle = request.handle() == 0 ? box.nextQdiscHandle() : request.handle();
    put(request.parent(), made(request, handle));
  }

  private void put(int parent, @Nullable Qdisc made) throws CommandFailure {
    if (parent == QdiscRequest.ROOT) {
      device.setQdisc(made);
    } else {
      parentOf(parent, "Failed to find specified qdisc").setChild(made);
    }
  }

  private @Nullable Qdisc made(QdiscRequest request, int handle) throws CommandFailure {
    NetemSettings netem = request.options().netem();
    TokenBucket.Settings tbf = request.options().tbf();
    Long limit = request.options().limit();
    if (netem != null) {
      return new Netem(handle, netem, random);
    }
    if (tbf != null) {
      return new TokenBucket(handle, tbf);
    }
    FqCodelOptions codel = request.options().codel();
    if (codel != null) {
      int quantum = device.mtuBytes() + ETHERNET_HEADER_BYTES;
      return new FqCodel(handle, codel.over(FqCodel.Settings.usual(quantum), true));
    }
    return switch (request.kind()) {
      case "pfifo" -> new Fifo(handle, false, limit == null ? device.txQueueFrames() : limit);
      case "bfifo" -> new Fifo(handle, true, limit == null ? defaultBytes() : limit);
      case "pfifo_fast" -> new PriorityFifo(handle, device.txQueueFrames());
      default -> null; // noqueue
    };
  }

  private long defaultBytes() {
    return (long) device.txQueueFrames() * (device.mtuBytes() + ETHERNET_HEADER_BYTES);
  }

  private static void change(@Nullable Qdisc old, QdiscRequest request) throws CommandFailure {
    if (old == null) {
      throw TcErrors.kernel("Specified qdisc not found");
    }
    if (request.verb().isExclusive()) {
      throw TcErrors.kernel("Exclusivity flag on, cannot modify");
    }
    if (differs(old, request)) {
      throw TcErrors.kernel("Invalid qdisc name: must match existing qdisc");
    }
    QdiscRequest.Options options = request.options();
    if (old instanceof Netem netem && options.netem() != null) {
      netem.change(options.netem());
    } else if (old instanceof TokenBucket bucket && options.tbf() != null) {
      bucket.change(options.tbf());
    } else if (old instanceof FqCodel queue && options.codel() != null) {
      queue.change(options.codel().over(queue.settings(), false));
    } else if (old instanceof Fifo fifo && options.limit() != null) {
      fifo.setLimit(options.limit());
    }
  }

  private void delete(QdiscRequest request) throws CommandFailure {
    Qdisc found;
    if (request.parent() == 0) {
      found = lookup(request.handle());
      if (found == null) {
        throw TcErrors.kernel("Failed to find qdisc with specified handle");
      }
    } else {
      found = at(request.parent(), "Failed to find qdisc with specified classid");
      int handle = found == null ? 0 : found.handle();
      if (request.handle() != 0 && handle != request.handle()) {
        throw TcErrors.kernel("Invalid handle");
      }
    }
    if (found != null && differs(found, request)) {
      throw TcErrors.kernel("Invalid qdisc name: must match existing qdisc");
    }
    if (request.parent() == 0) {
      throw TcErrors.kernel("Classid cannot be zero");
    }
    if (found == null) {
      throw TcErrors.kernel("Cannot delete qdisc with handle of zero");
    }
    put(request.parent(), null);
  }
}
