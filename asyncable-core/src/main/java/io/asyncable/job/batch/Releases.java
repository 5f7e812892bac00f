package io.asyncable.job.batch;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.move.EndedRecords;
import io.asyncable.move.SweepSettings;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.Duties;
import io.asyncable.worker.Duty;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets jobs begin as soon as they need not wait any more. Whatever may end a wait is looked at
 * after its commit: the end of a job, the closing of a batch, and the wait itself, if that began
 * last. Of several transactions that end one wait together, the one that commits last is looked at
 * after all others, so that look sees them all. What an instance could not look at before it died,
 * the sweep finds, which derives the same from the rows alone.
 */
public final class Releases {

  /** More are left to the sweep. */
  private static final int MOST_NEWS = 100_000;

  private final WaitingJobs waiting;
  private final boolean sweeping;
  private final Duration interval;
  private final Duty duty;

  /** What has happened and was not looked at yet: ids of jobs and batches. */
  private Set<String> news = new LinkedHashSet<>();

  private @Nullable String sweptUpTo;
  private long sweptAt = System.nanoTime();

  Releases(WaitingJobs waiting, EndedRecords ended, Duties duties, SweepSettings settings) {
    this.waiting = waiting;
    this.sweeping = duties.areOf(Role.SWEEPER);
    this.interval = settings.interval();
    this.duty = duties.named("dependencies").every(interval).doing(this::pass);
    ended.listen(this::ended);
  }

  /** This, done again and again. */
  public Duty duty() {
    return duty;
  }

  private void ended(ProcessType type, Collection<String> ids) {
    if (WaitingJobs.isJob(type)) {
      look(ids);
    }
  }

  /** Looks who waits for these, or whether these wait, after the commit of the transaction. */
  void look(Collection<String> ids) {
    if (TransactionSynchronizationManager.isActualTransactionActive()
        && TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              happened(ids);
            }
          });
    } else {
      happened(ids);
    }
  }

  private void happened(Collection<String> ids) {
    synchronized (this) {
      if (news.size() < MOST_NEWS) {
        news.addAll(ids);
      }
    }
    duty.soon();
  }

  private synchronized Set<String> takeNews() {
    Set<String> taken = news;
    news = new LinkedHashSet<>();
    return taken;
  }

  private void pass() {
    if (sweeping && System.nanoTime() - sweptAt >= interval.toNanos()) {
      sweep();
    } else {
      release();
    }
  }

  /**
   * Looks at the next waiting jobs, as every sweeper does, and at all that has happened.
   *
   * @return how many jobs need not wait any more
   */
  public int sweep() {
    sweptAt = System.nanoTime();
    WaitingJobs.Swept swept = waiting.sweep(sweptUpTo);
    sweptUpTo = swept.upTo();
    return swept.moved() + release();
  }

  /** What is canceled for that makes further news. */
  private int release() {
    int moved = 0;
    for (Set<String> taken = takeNews(); !taken.isEmpty(); taken = takeNews()) {
      moved += waiting.release(taken);
    }
    return moved;
  }
}
