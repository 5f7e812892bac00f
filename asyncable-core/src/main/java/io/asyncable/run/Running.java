package io.asyncable.run;

import io.asyncable.OutcomeUnknown;
import io.asyncable.guard.Guard;
import io.asyncable.move.Claimed;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that this worker holds, from its claim until its end is written. It occupies a
 * permission of its guard and a place of its queue.
 */
public final class Running {

  private static final Runnable NO_PLACE = () -> {};

  private final Claimed attempt;
  private final Guard guard;
  private Runnable place = NO_PLACE;
  private @Nullable Thread thread;
  private @Nullable String givenBack;
  private @Nullable TimeoutException cutOff;
  private boolean permitted = true;
  private boolean entered;
  private boolean once;
  private boolean begun;
  private boolean returned;
  private @Nullable OutcomeUnknown unknown;
  private boolean ended;

  Running(Claimed attempt, Guard guard) {
    this.attempt = attempt;
    this.guard = guard;
  }

  public Claimed attempt() {
    return attempt;
  }

  Guard guard() {
    return guard;
  }

  /** Occupies a place of the attempt's queue. */
  synchronized void occupy(Runnable freeing) {
    place = freeing;
  }

  /** Frees the place; further calls do nothing. */
  void freePlace() {
    Runnable freeing;
    synchronized (this) {
      freeing = place;
      place = NO_PLACE;
    }
    freeing.run();
  }

  /**
   * Gives the permission back and reports to the guard how the attempt ended; further calls do
   * nothing.
   */
  void freeGuard(Duration took, End end) {
    synchronized (this) {
      if (!permitted) {
        return;
      }
      permitted = false;
    }
    if (end.wasTried()) {
      guard.ended(took, end instanceof End.Threw threw ? threw.failure() : null);
    } else {
      guard.release();
    }
  }

  /** Enters the handler's thread; false if the attempt was given back before it began. */
  synchronized boolean enter() {
    if (givenBack != null) {
      return false;
    }
    thread = Thread.currentThread();
    entered = true;
    return true;
  }

  /** Whether its handler has begun. */
  public synchronized boolean isEntered() {
    return entered;
  }

  /** The row says that the handler must not begin a second time. */
  synchronized void onlyOnce() {
    once = true;
  }

  /**
   * The handler begins now.
   *
   * @throws CancellationException if it could begin only once, and the attempt was cut off or given
   *     back before
   */
  synchronized void begin() {
    if (once && (cutOff != null || givenBack != null)) {
      throw new CancellationException("Cut off before the handler began");
    }
    begun = true;
  }

  /**
   * The handler has returned: what fails from now on does not tell whether its work took effect.
   */
  synchronized void returned() {
    returned = true;
  }

  /** The handler says that it does not know whether its work took effect. */
  synchronized void told(OutcomeUnknown said) {
    unknown = said;
  }

  /** What the handler has said, if that is that it does not know; null otherwise. */
  synchronized @Nullable OutcomeUnknown unknown() {
    return unknown;
  }

  /** Whether the handler has begun and must not begin a second time. */
  synchronized boolean isBegunOnce() {
    return once && begun;
  }

  /**
   * Whether the attempt, unless it succeeds, leaves unknown whether the handler's work took effect,
   * so that it must not begin again: the handler was interrupted, or had returned.
   */
  synchronized boolean isLeftOpen() {
    return once && begun && (returned || cutOff != null || givenBack != null);
  }

  /** Leaves the thread, and clears an interrupt that was meant for the handler. */
  synchronized void leave() {
    thread = null;
    Thread.interrupted();
  }

  /** Interrupts the handler because this worker no longer wants its result. */
  public synchronized void giveBack(String reason) {
    givenBack = reason;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Interrupts the handler because it ran too long; false if it has ended. */
  synchronized boolean cutOff(TimeoutException limit) {
    if (thread == null) {
      return false;
    }
    cutOff = limit;
    thread.interrupt();
    return true;
  }

  /**
   * The exceeded time limit, even if the handler ignored the interrupt; null if it was not
   * exceeded.
   */
  synchronized @Nullable TimeoutException cutOff() {
    return cutOff;
  }

  /** Why the attempt was given back; null if it was not. */
  synchronized @Nullable String givenBack() {
    return givenBack;
  }

  /** Claims the right to report how the attempt ended; true for the first caller only. */
  synchronized boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }
}
