package io.asyncable.bulk;

import io.asyncable.NumberSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pace of bulk actions.
 *
 * @param bulkRate how many records a second one worker acts on for a bulk action; default 100. Each
 *     record is one transaction. A higher value puts more load on the external services.
 */
@ConfigurationProperties("asyncable.web")
record BulkSettings(@DefaultValue("100") int bulkRate) {

  BulkSettings {
    NumberSetting.requireAtLeast("asyncable.web.bulk-rate", bulkRate, 1);
  }
}
