package io.asyncable.worker;

import io.asyncable.AsyncableProperties.Role;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Creates the duties of this instance and reports on each. */
public final class Duties {

  private final Set<Role> roles;
  private final Clock clock;
  private final ThreadFactory threads;
  private final List<Duty> all = new CopyOnWriteArrayList<>();

  /**
   * @param roles the roles of this instance
   * @param clock the engine's clock
   */
  public Duties(Set<Role> roles, Clock clock) {
    this(roles, clock, Thread::new);
  }

  Duties(Set<Role> roles, Clock clock, ThreadFactory threads) {
    this.roles = roles;
    this.clock = clock;
    this.threads = threads;
  }

  /** Begins the plan of a duty. Its thread is called {@code asyncable-} and this name. */
  public Duty.Plan named(String name) {
    return new Duty.Plan(name, roles, clock, threads, all);
  }

  public boolean areOf(Role role) {
    return roles.contains(role);
  }

  /** Reports on the duties that run on this instance, sorted by name. */
  public List<DutyReport> reports() {
    return all.stream()
        .filter(Duty::isRunning)
        .map(Duty::report)
        .sorted(Comparator.comparing(DutyReport::name))
        .toList();
  }

  List<Duty> all() {
    return all;
  }
}
