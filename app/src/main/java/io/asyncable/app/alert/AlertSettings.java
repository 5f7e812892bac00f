package io.asyncable.app.alert;

import io.asyncable.ConfigurationProblem;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Alerts by mail, in addition to the log.
 *
 * @param url the address under which people reach this application, such as
 *     https://jobs.example.org, for links in mails; default none, which makes links relative
 * @param alerts recipients and sender of alert mails; without recipients no mail is sent
 */
@ConfigurationProperties("asyncable.app")
record AlertSettings(@Nullable URI url, @DefaultValue Mail alerts) {

  /**
   * @param to who gets it, any number of addresses; with one, asyncable.app.alerts.from and
   *     spring.mail.host must be set too
   * @param from the sender's address
   */
  record Mail(@DefaultValue List<String> to, @Nullable String from) {

    Mail {
      if (to.isEmpty() && from != null) {
        throw new ConfigurationProblem(
            "asyncable.app.alerts.from is set, but no recipient is. Set"
                + " asyncable.app.alerts.to as well, or remove both.");
      } else if (!to.isEmpty() && from == null) {
        throw new ConfigurationProblem(
            "asyncable.app.alerts.to is set, but asyncable.app.alerts.from is not. Set it to the"
                + " sender's address of alerts.");
      }
      Stream.concat(to.stream(), Stream.ofNullable(from)).forEach(Mail::check);
    }

    private static void check(String address) {
      if (!address.matches("[^@\\s,;<>]+@[^@\\s,;<>]+")) {
        throw new ConfigurationProblem(
            "asyncable.app.alerts contains '%s', which is not a mail address such as oncall@example.org."
                .formatted(address));
      }
    }
  }

  AlertSettings {
    if (url != null
        && (url.getHost() == null || !String.valueOf(url.getScheme()).matches("(?i)https?"))) {
      throw new ConfigurationProblem(
          "asyncable.app.url is '%s', but must begin with http:// or https:// and name a host."
              .formatted(url));
    }
  }

  /** The address of a page of the application. */
  String link(String path) {
    return url == null ? path : url.toString().replaceAll("/+$", "") + path;
  }
}
