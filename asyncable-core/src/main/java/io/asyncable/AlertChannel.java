package io.asyncable;

/**
 * Sends alerts to people, for example by mail or chat: the engine gave records up, or an instance
 * makes no progress. Every bean of this type gets every alert. The library has one channel of its
 * own, which logs every alert at level ERROR.
 *
 * <p>Each channel gets an alert at least once over all instances, and normally exactly once. After
 * the expiry is committed, the first sweeping instance that looks finds it in the database and
 * keeps the alert there for each channel until {@link #send} returns. The engine knows a channel by
 * the name of its bean, so all sweeping instances must have a bean of that name.
 *
 * <p>The engine collects expired records of one type within {@code asyncable.alerts.interval} into
 * one alert.
 */
@FunctionalInterface
public interface AlertChannel {

  /**
   * Sends the alert, and returns once it is sent. Calls come one at a time, on a thread that
   * belongs to this channel. The engine interrupts a call after thirty seconds.
   *
   * @throws Exception if the alert could not be sent. The engine repeats it, together with alerts
   *     that have come meanwhile, for seven days.
   */
  void send(Alert alert) throws Exception;

  /**
   * Sends the report that an instance has made no progress with some of its work for {@code
   * asyncable.alerts.trouble-after}; for example, it cannot claim records or write outcomes. Each
   * instance that works or sweeps reports its own troubles, each once until it is over. Reports are
   * lost when the instance ends. The log contains them at level ERROR. The engine calls this method
   * like the other one. Default: does nothing.
   *
   * @throws Exception if the report could not be sent; the engine repeats it within 15 s
   */
  default void send(EngineTrouble trouble) throws Exception {}
}
