package io.asyncable.sweep;

import io.asyncable.record.Due;
import io.asyncable.record.Timers.Timer;
import java.util.ArrayList;
import java.util.List;

/** What a pass over the due records of one type has decided. */
final class Verdicts {

  record GivenUp(Due due, String why) {}

  final List<Timer> timers = new ArrayList<>();
  final List<Due> publish = new ArrayList<>();
  final List<GivenUp> giveUp = new ArrayList<>();
  int waiting;
  int held;
  int running;
  int lost;

  void giveUp(Due due, String why) {
    giveUp.add(new GivenUp(due, why));
  }

  Tally tally(int expired) {
    return new Tally(publish.size(), waiting, held, running, lost, expired);
  }
}
