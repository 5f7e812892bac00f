package io.asyncable.kafka;

import io.asyncable.kafka.ConsumerLoop.Places;
import io.asyncable.observe.FaultPoint;
import io.asyncable.queue.Lane;
import io.asyncable.queue.PausedQueues;
import io.asyncable.run.Dispatcher;
import io.asyncable.worker.Troubles;

/** Makes the consumer loops of lanes. */
final class ConsumerLoops {

  private final Deliveries deliveries;
  private final PausedQueues paused;
  private final Dispatcher dispatcher;
  private final Troubles troubles;
  private final FaultPoint faultPoint;

  ConsumerLoops(
      Deliveries deliveries,
      PausedQueues paused,
      Dispatcher dispatcher,
      Troubles troubles,
      FaultPoint faultPoint) {
    this.deliveries = deliveries;
    this.paused = paused;
    this.dispatcher = dispatcher;
    this.troubles = troubles;
    this.faultPoint = faultPoint;
  }

  /**
   * @param name under which Kafka knows the loop's consumer
   */
  ConsumerLoop of(String queue, Lane lane, String name, Places places) {
    return new ConsumerLoop(
        new OfLane(queue, lane, name, places.largestPoll()),
        places,
        dispatcher,
        troubles,
        faultPoint);
  }

  private final class OfLane implements ConsumerLoop.Source {

    private final String queue;
    private final Lane lane;
    private final String name;
    private final int largestPoll;

    OfLane(String queue, Lane lane, String name, int largestPoll) {
      this.queue = queue;
      this.lane = lane;
      this.name = name;
      this.largestPoll = largestPoll;
    }

    @Override
    public String queue() {
      return queue;
    }

    @Override
    public Lane lane() {
      return lane;
    }

    @Override
    public Delivery open() {
      return deliveries.open(queue, lane, name, largestPoll);
    }

    @Override
    public boolean isPaused() {
      return paused.contains(queue);
    }

    @Override
    public boolean isAway() {
      return deliveries.areAway(queue, lane);
    }
  }
}
