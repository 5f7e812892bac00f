package io.asyncable.app.intake.external;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the external services are.
 *
 * @param vbms the Veterans Benefits Management System: claims, contentions, documents
 * @param bgs the Benefits Gateway Services: who a veteran is
 */
@Validated
@ConfigurationProperties("asyncable.app.services")
record ExternalServices(@Valid @DefaultValue Endpoint vbms, @Valid @DefaultValue Endpoint bgs) {

  /**
   * One service.
   *
   * @param url its base address; required
   * @param connectTimeout how long to wait for a connection; default 2 s
   * @param readTimeout how long to wait for an answer; default 10 s; below the time limit of the
   *     process types that call it, or the limit ends attempts that were about to fail by
   *     themselves
   */
  record Endpoint(
      @NotNull(
              message =
                  "must be the base address of the service, such as https://service.example.org")
          @Nullable URI url,
      @DefaultValue("2s") Duration connectTimeout,
      @DefaultValue("10s") Duration readTimeout) {

    @AssertTrue(message = "must begin with http:// or https:// and name a host")
    boolean isUrlOfHttp() {
      return url == null
          || (url.getHost() != null && String.valueOf(url.getScheme()).matches("(?i)https?"));
    }
  }
}
