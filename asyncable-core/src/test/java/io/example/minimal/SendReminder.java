package io.example.minimal;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class SendReminder implements AsyncableHandler<Reminder> {
  @Override
  @Transactional
  public void process(Reminder reminder, Attempt attempt) {
    reminder.sent = true;
  }
}
