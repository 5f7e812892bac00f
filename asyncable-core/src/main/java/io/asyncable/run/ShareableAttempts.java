package io.asyncable.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Attempts of one poll that wait for a thread and may share transactions. After a group that was
 * too slow to do all, the next ones are half as large, or as large as what it did: a pause of the
 * machine must not end the sharing. After one that failed, the rest run in transactions of one.
 */
final class ShareableAttempts {

  private final BlockingQueue<Running> attempts;
  private final boolean sharing;
  private volatile int largestGroup;

  ShareableAttempts(Collection<Running> attempts, int largestGroup) {
    this.attempts = new LinkedBlockingQueue<>(attempts);
    this.sharing = largestGroup > 1;
    this.largestGroup = largestGroup;
  }

  /** Runs the next attempt; if transactions are shared, runs waiting attempts until none waits. */
  void run(SharedTransaction together, Consumer<Running> alone) {
    do {
      List<Running> group = next();
      if (group.size() > 1) {
        putBack(together.run(group), group.size());
      } else {
        group.forEach(alone);
      }
    } while (sharing && !attempts.isEmpty());
  }

  private void putBack(List<Running> undone, int tried) {
    if (!undone.isEmpty()) {
      int done = tried - undone.size();
      largestGroup = done == 0 ? 1 : Math.max(done, tried / 2);
      attempts.addAll(undone);
    }
  }

  /** Leaves the other threads at least as many attempts as it takes. */
  private List<Running> next() {
    List<Running> group = new ArrayList<>();
    attempts.drainTo(group, Math.max(1, Math.min(largestGroup, attempts.size() / 2)));
    return group;
  }

  /** Takes one back; false if it was taken. */
  boolean remove(Running running) {
    return attempts.remove(running);
  }
}
