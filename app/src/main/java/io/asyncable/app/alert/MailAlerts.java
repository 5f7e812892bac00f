package io.asyncable.app.alert;

import io.asyncable.Alert;
import io.asyncable.AlertChannel;
import io.asyncable.EngineTrouble;
import org.springframework.mail.MailSender;
import org.springframework.mail.SimpleMailMessage;

/**
 * Sends alerts by mail: the same text as the log, and a link. No personal data leaves the system.
 */
final class MailAlerts implements AlertChannel {

  private final MailSender sender;
  private final AlertSettings settings;

  MailAlerts(MailSender sender, AlertSettings settings) {
    this.sender = sender;
    this.settings = settings;
  }

  @Override
  public void send(Alert alert) {
    mail("%,d %s expired".formatted(1 + alert.more(), alert.type()), alert.text(), alert.path());
  }

  @Override
  public void send(EngineTrouble trouble) {
    mail("%s makes no progress".formatted(trouble.worker()), trouble.text(), trouble.path());
  }

  private void mail(String subject, String text, String path) {
    SimpleMailMessage mail = new SimpleMailMessage();
    mail.setFrom(settings.alerts().from());
    mail.setTo(settings.alerts().to().toArray(String[]::new));
    mail.setSubject(subject);
    mail.setText(text + "\n\n" + settings.link(path) + "\n");
    sender.send(mail);
  }
}
