package io.asyncable.app.http;

import io.asyncable.ConfigurationProblem;
import io.asyncable.DurationSetting;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where an external service is; a domain has one in its settings for each service that it calls.
 *
 * @param url its base address; required
 * @param connectTimeout how long to wait for a connection; default 2 s
 * @param readTimeout how long to wait for an answer; default 10 s; below the time limit of the
 *     process types that call it, or the limit ends attempts that were about to fail by themselves
 */
public record Endpoint(
    @Nullable URI url,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("10s") Duration readTimeout) {

  /**
   * Stops the start if there is no address, or one that no HTTP client can use, or if one of its
   * timeouts is out of bounds.
   *
   * @param property what sets this endpoint, such as {@code asyncable.app.services.vbms}
   */
  public void require(String property) {
    DurationSetting.require(property + ".connect-timeout", connectTimeout);
    DurationSetting.require(property + ".read-timeout", readTimeout);
    if (!isOfHttp()) {
      throw new ConfigurationProblem(
          "%s.url %s. Set it to the base address of the service, such as https://service.example.org."
              .formatted(
                  property,
                  url == null
                      ? "is not set"
                      : "is '%s', which is no address of http or https".formatted(url)));
    }
  }

  private boolean isOfHttp() {
    return url != null
        && url.getHost() != null
        && String.valueOf(url.getScheme()).matches("(?i)https?");
  }
}
