package io.asyncable.schedule;

/** What happens to slots that passed while no instance was there to fire them. */
public enum CatchUp {
  /** Only the latest is fired, unless it is older than the window. */
  LATEST,
  /** Each is fired, unless it is older than the window. */
  ALL,
  /** None is fired that is more than a minute late. */
  NONE
}
