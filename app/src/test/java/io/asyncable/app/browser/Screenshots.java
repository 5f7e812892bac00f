package io.asyncable.app.browser;

import io.asyncable.app.browser.Work.Filed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Takes the README's pictures; no test, so it runs only when named:
 *
 * <pre>./mvnw -pl app -am test -Dtest=Screenshots -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@BrowserTest
class Screenshots {

  /** In the module, where Maven runs tests. */
  private static final Path FOLDER = Path.of("screenshots");

  private final Work work;

  Screenshots(@Autowired Work work) {
    this.work = work;
  }

  @Test
  void showTroubleOfSeveralKinds(Browsers browsers) {
    Filed failing = work.trouble();
    Browser browser = browsers.with(Script.ON);
    browser.signIn("operator");
    take(browser, "/jobs", "stuck");
    take(browser, failing.path(), "record");
    browser.open("/jobs");
    browser.all("nav.sections a").stream()
        .filter(link -> link.getText().equals("Errors"))
        .map(link -> String.valueOf(link.getDomAttribute("href")))
        .findFirst()
        .ifPresent(errors -> take(browser, errors, "errors"));
  }

  private static void take(Browser browser, String path, String name) {
    browser.open(path);
    try {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(name + ".png"), browser.picture());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
