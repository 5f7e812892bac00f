package io.asyncable.sweep;

import io.asyncable.move.Due;
import io.asyncable.move.FailedAttempt;
import io.asyncable.move.Timers.Timer;
import io.asyncable.queue.Lane;
import io.asyncable.run.Expiry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The decisions of a pass over the due records of one type, all as of the same time. */
final class Verdicts {

  record GivenUp(Due due, Expiry.Why why) {}

  final Instant now;
  final List<Timer> timers = new ArrayList<>();
  final List<Timer> held = new ArrayList<>();
  final List<Due> publish = new ArrayList<>();
  final List<Timer> published = new ArrayList<>();
  final List<GivenUp> giveUp = new ArrayList<>();

  /** Lost attempts that must not be repeated. */
  final List<FailedAttempt> open = new ArrayList<>();

  int waiting;
  int running;
  int lost;

  Verdicts(Instant now) {
    this.now = now;
  }

  /** Its message is dated now, as its row will say. */
  void publish(Due due, Timer next) {
    publish.add(due);
    published.add(next);
  }

  void giveUp(Due due, Expiry.Why why) {
    giveUp.add(new GivenUp(due, why));
  }

  /** The lane that carries the record's next attempt. */
  static Lane laneOf(Due due) {
    return Lane.of(due.reference().attempt(), due.losses());
  }

  Tally tally(int expired) {
    return new Tally(publish.size(), waiting, held.size(), running, lost, expired);
  }
}
