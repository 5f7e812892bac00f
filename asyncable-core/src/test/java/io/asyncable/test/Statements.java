package io.asyncable.test;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The statements that Spring and Hibernate send until it is closed, as they log them. */
public final class Statements implements AutoCloseable {

  private final List<Logger> loggers =
      Stream.of("org.springframework.jdbc.core.JdbcTemplate", "org.hibernate.SQL")
          .map(name -> (Logger) LoggerFactory.getLogger(name))
          .toList();
  private final ListAppender<ILoggingEvent> sent = new ListAppender<>();

  public Statements() {
    sent.start();
    for (Logger logger : loggers) {
      logger.addAppender(sent);
      logger.setAdditive(false);
      logger.setLevel(Level.DEBUG);
    }
  }

  /** Those so far that name this table, in their order. */
  public List<String> about(String table) {
    Pattern named = Pattern.compile("\\b" + table + "\\b");
    synchronized (sent) {
      return sent.list.stream()
          .map(ILoggingEvent::getFormattedMessage)
          .filter(statement -> named.matcher(statement).find())
          .toList();
    }
  }

  @Override
  public void close() {
    for (Logger logger : loggers) {
      logger.setLevel(null);
      logger.setAdditive(true);
      logger.detachAppender(sent);
    }
  }
}
