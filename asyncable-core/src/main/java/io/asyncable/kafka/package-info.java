/** Carries references over Kafka: clients and topics, publisher, consumers, backlog. */
@NullMarked
package io.asyncable.kafka;

import org.jspecify.annotations.NullMarked;
