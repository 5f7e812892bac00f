package io.asyncable.queue;

/** The same on a cluster without share groups. */
class PauseWithConsumerGroupsTest extends PauseTest {

  @Override
  String groupType() {
    return "consumer";
  }
}
