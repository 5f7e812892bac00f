/** Applications that are configured wrongly, each in one way. */
@org.jspecify.annotations.NullMarked
package io.asyncable.start;
