package io.asyncable.ops.bench;

/**
 * One system under measurement. Its engine, which runs tasks, stands still outside of {@link
 * #start} and {@link #stop}.
 */
interface Contender extends AutoCloseable {

  String name();

  /** Empties its tables. */
  void clear();

  /** Makes that many tasks eligible while the engine stands still, numbered from 0. */
  void fill(Work work, int tasks);

  /** One transaction that makes one task eligible. */
  void submit(Work work, int number);

  /** One call that makes that many jobs eligible, numbered from 0. */
  void enqueueAll(int jobs);

  /** Whether everything submitted is where the engine will find it. */
  boolean isSubmitted();

  /** Vacuums and analyzes its tables, and lets no session keep a plan of the time before. */
  void settle();

  void start();

  void stop();

  /** Whether the database knows of no task that is not done. */
  boolean isDone();

  /** The processor time of everything that takes part. */
  Cpu cpu();

  @Override
  void close();
}
