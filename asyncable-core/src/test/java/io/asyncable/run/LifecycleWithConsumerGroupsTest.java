package io.asyncable.run;

import io.asyncable.test.engine.EngineTest;
import org.springframework.test.context.TestPropertySource;

/** The same life on a cluster without share groups. */
@EngineTest
@TestPropertySource(properties = "asyncable.kafka.group-type=consumer")
class LifecycleWithConsumerGroupsTest extends LifecycleTest {}
