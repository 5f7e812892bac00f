package io.asyncable.app.browser;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The Chromium of this machine, with an empty profile each time. */
final class Chromium {

  private static final String BROWSER = "chromium";
  private static final String DRIVER = "chromedriver";
  private static final List<String> QUIET =
      List.of(
          "--headless",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          // Chromium's own sandbox does not work for root, as which containers run.
          "--no-sandbox",
          // Containers give little shared memory.
          "--disable-dev-shm-usage");

  private Chromium() {}

  /** What is missing, as a sentence. */
  static Optional<String> missing() {
    return find(BROWSER).isPresent() && find(DRIVER).isPresent()
        ? Optional.empty()
        : Optional.of(
            "Browser tests need chromium and chromedriver on the path"
                + " (Debian's packages chromium and chromium-driver).");
  }

  private static Optional<File> find(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> new File(folder, program))
        .filter(File::canExecute)
        .findFirst();
  }

  static ChromeDriver start(Script script) {
    missing()
        .ifPresent(
            sentence -> {
              throw new IllegalStateException(sentence);
            });
    ChromeOptions options = new ChromeOptions();
    options.setBinary(find(BROWSER).orElseThrow());
    options.addArguments(QUIET);
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(find(DRIVER).orElseThrow())
                .usingAnyFreePort()
                .build(),
            options);
    driver.executeCdpCommand(
        "Emulation.setScriptExecutionDisabled", Map.of("value", script == Script.OFF));
    return driver;
  }
}
