package dev.drydock.drivers.swarm.gossip;

import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// News that wait to be told a few times, those told least often first (memberlist
/// `TransmitLimitedQueue`).
final class GossipQueue {
  /// `RetransmitMult`.
  private static final int RETRANSMIT_MULTIPLIER = 4;

  /// How often told already → those news.
  private final List<Deque<GossipNews>> told = new ArrayList<>();

  private final Predicate<GossipNews> isLast;

  /// What it is about → the last news of it; null where somebody else knows that.
  private final @Nullable Long2ObjectOpenHashMap<GossipNews> last;

  private int size;

  /// A queue that knows itself which news are the last of the same.
  GossipQueue() {
    Long2ObjectOpenHashMap<GossipNews> mine = new Long2ObjectOpenHashMap<>();
    last = mine;
    isLast = news -> mine.get(news.about()) == news;
  }

  /// @param isLast whether nothing newer is known of the same: old news are told no more
  GossipQueue(Predicate<GossipNews> isLast) {
    this.isLast = isLast;
    this.last = null;
  }

  /// Whether there is nothing to tell, old or new.
  boolean isEmpty() {
    return size == 0;
  }

  /// Queues news; older ones of the same are told no more.
  void add(GossipNews news) {
    if (last != null) {
      last.put(news.about(), news);
    }
    put(0, news);
    size++;
  }

  /// How often news are told among so many nodes (`retransmitLimit`).
  static int times(int nodes) {
    return RETRANSMIT_MULTIPLIER * (int) Math.ceil(Math.log10(nodes + 1.0));
  }

  private void put(int times, GossipNews news) {
    while (told.size() <= times) {
      told.add(new ArrayDeque<>());
    }
    told.get(times).addLast(news);
  }

  /// The news of the next packet.
  ///
  /// @param nodes how many nodes there are: news are told more often among many
  List<GossipNews> next(int most, int nodes) {
    int limit = times(nodes);
    List<GossipNews> news = new ArrayList<>();
    int[] times = new int[most];
    for (int i = 0; i < told.size() && news.size() < most; i++) {
      Deque<GossipNews> same = told.get(i);
      while (!same.isEmpty() && news.size() < most) {
        GossipNews each = same.removeFirst();
        size--;
        if (isLast.test(each)) {
          times[news.size()] = i + 1;
          news.add(each);
        }
      }
    }
    for (int i = 0; i < news.size(); i++) {
      if (times[i] < limit) {
        put(times[i], news.get(i));
        size++;
      } else if (last != null) {
        last.remove(news.get(i).about(), news.get(i));
      }
    }
    return news;
  }
}
