/** How references travel: Kafka's clients and topics, the publisher, the consumers, the backlog. */
@NullMarked
package io.asyncable.kafka;

import org.jspecify.annotations.NullMarked;
