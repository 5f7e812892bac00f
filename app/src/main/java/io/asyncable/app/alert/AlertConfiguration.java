package io.asyncable.app.alert;

import io.asyncable.AlertChannel;
import io.asyncable.ConfigurationProblem;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.mail.MailSender;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertSettings.class)
class AlertConfiguration {

  @Bean
  @Conditional(Recipients.class)
  AlertChannel mailAlerts(ObjectProvider<MailSender> sender, AlertSettings settings) {
    return new MailAlerts(
        sender.getIfAvailable(
            () -> {
              throw new ConfigurationProblem(
                  "asyncable.app.alerts.to is set, but spring.mail.host is not. Set it to the SMTP server that"
                      + " sends the mails.");
            }),
        settings);
  }

  /** Whether a recipient is configured. */
  static final class Recipients implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !Binder.get(context.getEnvironment())
          .bind("asyncable.app.alerts.to", Bindable.listOf(String.class))
          .orElse(List.of())
          .isEmpty();
    }
  }
}
