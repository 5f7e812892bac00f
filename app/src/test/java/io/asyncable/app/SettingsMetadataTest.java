package io.asyncable.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an IDE shows of the application's settings. */
class SettingsMetadataTest {

  @Test
  void everySettingIsDescribedInPlainText() throws IOException {
    List<Map<String, Object>> settings = settings();

    assertThat(settings)
        .extracting(setting -> setting.get("name"))
        .contains(
            "asyncable.app.users",
            "asyncable.app.alerts.to",
            "asyncable.app.intake.evidence-window",
            "asyncable.app.intake.largest-import",
            "asyncable.app.services.vbms.read-timeout");
    assertThat(settings)
        .allSatisfy(
            setting ->
                assertThat(setting.get("description"))
                    .as(String.valueOf(setting.get("name")))
                    .asString()
                    .matches("\\S[^{}<>@]*"));
  }

  /** Not of those that say "default none", or that only a group of settings has. */
  @Test
  void itsDefaultIsNamed() throws IOException {
    assertThat(settings())
        .filteredOn(setting -> setting.get("defaultValue") != null)
        .extracting(setting -> setting.get("name") + "=" + setting.get("defaultValue"))
        .containsExactlyInAnyOrder(
            "asyncable.app.bodies.largest=1MB",
            "asyncable.app.bodies.within=20s",
            "asyncable.app.intake.evidence-window=P90D",
            "asyncable.app.intake.largest-import=10MB",
            "asyncable.app.intake.longest-import=2m",
            "asyncable.app.intake.zone=America/New_York",
            "asyncable.app.login.failures-per-address=100",
            "asyncable.app.login.failures-per-name=10",
            "asyncable.app.login.within=15m",
            "asyncable.app.services.bgs.connect-timeout=2s",
            "asyncable.app.services.bgs.read-timeout=10s",
            "asyncable.app.services.vbms.connect-timeout=2s",
            "asyncable.app.services.vbms.read-timeout=10s");
  }

  private static List<Map<String, Object>> settings() throws IOException {
    for (URL metadata :
        Collections.list(
            SettingsMetadataTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      List<Map<String, Object>> found;
      try (InputStream in = metadata.openStream()) {
        found = JsonPath.read(in, "$.properties[?(@.name =~ /asyncable[.]app[.].*/)]");
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }
}
