package io.asyncable.kafka;

import io.asyncable.ConfigurationProblem;
import io.asyncable.kafka.KafkaSettings.GroupType;
import io.asyncable.queue.Lane;
import io.asyncable.run.PassedOver;
import io.asyncable.text.ErrorDetails;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the deliveries of lanes, from a Kafka that is fit for them. */
final class Deliveries {

  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

  private final KafkaClients clients;
  private final KafkaContact contact;
  private final Topics topics;
  private final PassedOver passedOver;
  private final Heritage heritage;

  Deliveries(KafkaClients clients, KafkaContact contact, Topics topics, PassedOver passedOver) {
    this.clients = clients;
    this.contact = contact;
    this.topics = topics;
    this.passedOver = passedOver;
    this.heritage = new Heritage(clients);
  }

  /**
   * Stops the start for problems that only a person can solve. A Kafka that is away does not stop
   * it.
   *
   * @param consuming whether this instance consumes as well
   */
  void check(boolean consuming) {
    if (contact.isAway()) {
      return;
    }
    try (Admin admin = clients.admin()) {
      topics.ensure(admin);
      topics.checkRights(admin, topics.groupType(admin), consuming);
    } catch (AuthorizationException | AuthenticationException refused) {
      throw new ConfigurationProblem(
          "Kafka refuses this application: %s Correct spring.kafka.security and spring.kafka.properties, or grant its user the rights that README.md lists for Kafka."
              .formatted(ErrorDetails.line(refused)));
    } catch (KafkaException away) {
      log.warn("Kafka does not answer, so submissions wait in their rows: {}", away.toString());
    }
  }

  /** Runs this whenever Kafka goes away. */
  void whenAway(Runnable listener) {
    contact.whenAway(listener);
  }

  /** Whether Kafka, or the lane's topic, is away. */
  boolean areAway(String queue, Lane lane) {
    return contact.isAway() || topics.lack(clients.topic(queue, lane));
  }

  Delivery open(String queue, Lane lane, String clientId, int largestPoll) {
    String topic = clients.topic(queue, lane);
    MessageReader reader = new MessageReader(queue, passedOver);
    try (Admin admin = clients.admin()) {
      GroupType type = topics.groupType(admin);
      heritage.inherit(admin, topic, type);
      return type == GroupType.SHARE
          ? new ShareDelivery(
              clients.shareConsumer(topic, clientId, largestPoll),
              topic,
              clients.installation(),
              reader,
              contact::isAway)
          : new GroupDelivery(
              clients.groupConsumer(topic, clientId, largestPoll),
              topic,
              clients.installation(),
              reader,
              contact::isAway);
    }
  }
}
