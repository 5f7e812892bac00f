package io.asyncable.kafka;

/** The same on a cluster without share groups. */
class ForeignMessagesWithConsumerGroupsTest extends ForeignMessagesTest {

  @Override
  String groupType() {
    return "consumer";
  }
}
