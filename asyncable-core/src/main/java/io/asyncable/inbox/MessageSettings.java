package io.asyncable.inbox;

import io.asyncable.DurationSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Messages to the users who submitted records, in the inbox under /jobs/inbox.
 *
 * @param failingAfter how long after its submission a record must still be failing before its user
 *     gets a message; default 1 d. A lower value reports failures that pass by themselves.
 * @param interval how often the sweepers look for new messages; default 1 min
 */
@ConfigurationProperties("asyncable.messages")
record MessageSettings(
    @DefaultValue("1d") Duration failingAfter, @DefaultValue("1m") Duration interval) {

  MessageSettings {
    DurationSetting.require("asyncable.messages.failing-after", failingAfter);
    DurationSetting.require("asyncable.messages.interval", interval);
  }
}
