package io.asyncable.dispatch;

import io.asyncable.record.Claimed;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An attempt that this worker holds, from its claim until its completion is written. */
final class Running {

  private final Claimed attempt;
  private final Guard guard;
  private @Nullable Thread thread;
  private @Nullable String givenBack;
  private @Nullable TimeoutException cutOff;
  private boolean entered;
  private boolean ended;

  Running(Claimed attempt, Guard guard) {
    this.attempt = attempt;
    this.guard = guard;
  }

  Claimed attempt() {
    return attempt;
  }

  Guard guard() {
    return guard;
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

  /** Whether its handler was begun, or is past. */
  synchronized boolean isEntered() {
    return entered;
  }

  /** Leaves the thread, clean of an interrupt that was meant for the handler. */
  synchronized void leave() {
    thread = null;
    Thread.interrupted();
  }

  /** Interrupts the handler because its result is not wanted here; says why. */
  synchronized void giveBack(String reason) {
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

  /** That it ran too long, whatever its handler made of the interrupt; null if it did not. */
  synchronized @Nullable TimeoutException cutOff() {
    return cutOff;
  }

  /** Why the attempt was given back; null if it was not. */
  synchronized @Nullable String givenBack() {
    return givenBack;
  }

  /** Claims the right to say how the attempt ended; true once. */
  synchronized boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }
}
