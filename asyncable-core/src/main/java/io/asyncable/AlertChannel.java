package io.asyncable;

/**
 * Tells somebody that the engine gave records up, or that it does not get on: by mail, in a chat,
 * to whoever is on call. Every bean of this type gets every alert; one that logs it at level ERROR
 * is always there.
 *
 * <p>An alert comes at least once over all instances, and normally exactly once: it is found in the
 * database by whichever instance with the role sweeper looks first, after the expiry was committed,
 * and kept there for each channel until {@link #send} returns. A channel is known by the name of
 * its bean, which all sweeping instances must have.
 *
 * <p>Alerts of one type within {@code asyncable.alerts.interval} are gathered into one.
 */
@FunctionalInterface
public interface AlertChannel {

  /**
   * Hands the alert over, and returns once it is. Calls come one at a time, from a thread of this
   * channel's own, which is interrupted after thirty seconds.
   *
   * @throws Exception if it could not; the alert comes again later, together with those that have
   *     come meanwhile, for seven days
   */
  void send(Alert alert) throws Exception;

  /**
   * Hands over that an instance has not got on with some of its work for {@code
   * asyncable.alerts.trouble-after}: it cannot claim, or not write what was done, say. Each
   * instance that works or sweeps tells its own troubles, each once until it is over, and keeps
   * none beyond its own end; the log says at level ERROR what it tells. Called like the other, and
   * again after it has thrown. Default: does nothing.
   *
   * @throws Exception if it could not; it comes again within 15 s
   */
  default void send(EngineTrouble trouble) throws Exception {}
}
