package io.asyncable.job.keep;

import io.asyncable.NumberSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a job's log keeps, under {@code asyncable.jobs.log}.
 *
 * @param lines how many lines, of all attempts; default 200, at most 2000. Of more, the newest are
 *     kept.
 * @param lineLength how many characters of a line; default 1000, at most 8000. The rest is cut off.
 */
@ConfigurationProperties("asyncable.jobs.log")
record LogSettings(@DefaultValue("200") int lines, @DefaultValue("1000") int lineLength) {

  LogSettings {
    NumberSetting.requireBetween("asyncable.jobs.log.lines", lines, 1, 2000);
    NumberSetting.requireBetween("asyncable.jobs.log.line-length", lineLength, 1, 8000);
  }
}
