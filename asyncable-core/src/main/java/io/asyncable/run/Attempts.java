package io.asyncable.run;

import io.asyncable.move.Claimed;
import io.asyncable.move.Reference;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The attempts that this worker holds. An attempt is announced before its claim and stays until its
 * completion is written. So an attempt that this worker has claimed but does not hold was lost with
 * the answer to a claim.
 */
public final class Attempts {

  private final Map<Token, Optional<Running>> held = new ConcurrentHashMap<>();

  private record Token(String type, String id, Instant submission, int attempt) {

    static Token next(Reference reference) {
      return new Token(
          reference.type(), reference.id(), reference.submission(), reference.attempt() + 1);
    }

    static Token latest(Reference reference) {
      return new Token(
          reference.type(), reference.id(), reference.submission(), reference.attempt());
    }

    static Token of(Claimed attempt) {
      return new Token(
          attempt.type().name(), attempt.id(), attempt.submission(), attempt.attempt());
    }
  }

  /** A repeated message must not displace the attempt that an earlier one began. */
  void announce(Collection<Reference> references) {
    references.forEach(reference -> held.putIfAbsent(Token.next(reference), Optional.empty()));
  }

  void hold(Running running) {
    held.put(Token.of(running.attempt()), Optional.of(running));
  }

  /** Forgets announced attempts that the claim did not win. */
  void forgetAnnounced(Collection<Reference> references) {
    references.forEach(reference -> held.remove(Token.next(reference), Optional.empty()));
  }

  void forget(Claimed attempt) {
    held.remove(Token.of(attempt));
  }

  /** Whether this worker holds the attempt that is the row's latest. */
  public boolean holds(Reference latest) {
    return held.containsKey(Token.latest(latest));
  }

  /**
   * Gives up an attempt: its handler is interrupted or does not begin, and this does not count as a
   * failure.
   */
  public void letGo(Reference latest, String reason) {
    Optional<Running> running = held.remove(Token.latest(latest));
    if (running != null && running.isPresent()) {
      running.get().end();
      running.get().giveBack(reason);
    }
  }

  /** How many attempts this worker holds. */
  public int count() {
    return held.size();
  }

  public List<Running> all() {
    return held.values().stream().flatMap(Optional::stream).toList();
  }
}
