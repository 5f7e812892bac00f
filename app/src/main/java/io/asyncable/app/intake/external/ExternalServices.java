package io.asyncable.app.intake.external;

import io.asyncable.ConfigurationProblem;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the external services are.
 *
 * @param vbms the Veterans Benefits Management System: claims, contentions, documents
 * @param bgs the Benefits Gateway Services: who a veteran is
 */
@ConfigurationProperties("asyncable.app.services")
record ExternalServices(@DefaultValue Endpoint vbms, @DefaultValue Endpoint bgs) {

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
      @Nullable URI url,
      @DefaultValue("2s") Duration connectTimeout,
      @DefaultValue("10s") Duration readTimeout) {

    private boolean isOfHttp() {
      return url != null
          && url.getHost() != null
          && String.valueOf(url.getScheme()).matches("(?i)https?");
    }
  }

  ExternalServices {
    require("vbms", vbms);
    require("bgs", bgs);
  }

  private static void require(String name, Endpoint service) {
    if (!service.isOfHttp()) {
      throw new ConfigurationProblem(
          "asyncable.app.services.%s.url %s. Set it to the base address of the service, such as https://service.example.org."
              .formatted(
                  name,
                  service.url() == null
                      ? "is not set"
                      : "is '%s', which is no address of http or https".formatted(service.url())));
    }
  }
}
