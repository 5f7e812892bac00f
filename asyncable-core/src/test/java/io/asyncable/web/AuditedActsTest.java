package io.asyncable.web;

import static io.asyncable.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ActionRefused;
import io.asyncable.act.AuditedActs;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.AuditEntry;
import io.asyncable.audit.AuditEntry.Via;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WebTest
class AuditedActsTest {

  private static final Actor OLGA = new Actor("olga", Via.API, "the service is back");

  private final Rows rows;
  private final AuditedActs acts;
  private final Audit audit;

  AuditedActsTest(@Autowired Rows rows, @Autowired AuditedActs acts, @Autowired Audit audit) {
    this.rows = rows;
    this.acts = acts;
    this.audit = audit;
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @Test
  void writesDownWhatItDidWithWhatWasBeforeAndAfter() {
    String id = rows.expired("p", "alice", "Refused: secret (gave up: permanent failure)");

    acts.restart(OLGA, "Parcel", id);

    List<AuditEntry> entries = audit.ofRecord("Parcel", id, 10);
    assertThat(entries).hasSize(1);
    AuditEntry entry = entries.get(0);
    assertThat(entry.actor()).isEqualTo("olga");
    assertThat(entry.via()).isEqualTo(Via.API);
    assertThat(entry.action()).isEqualTo("restart");
    assertThat(entry.reason()).isEqualTo("the service is back");
    assertThat(entry.before())
        .startsWith("expired")
        .contains("2 attempts")
        .doesNotContain("secret");
    assertThat(entry.after()).startsWith("queued").contains("0 attempts");
  }

  @Test
  void writesNothingOfWhatWasRefusedOrChangedNothing() {
    String running =
        rows.parcel("r", "alice", T, Map.of("attempts", 1, "attempted_at", T, "claimed_by", 1L));
    assertThatThrownBy(() -> acts.restart(OLGA, "Parcel", running))
        .isInstanceOf(ActionRefused.class);
    assertThat(audit.ofRecord("Parcel", running, 10)).isEmpty();

    assertThat(acts.cancel(OLGA, "Parcel", running)).isTrue();
    assertThat(acts.cancel(OLGA, "Parcel", running)).isFalse();
    assertThat(audit.ofRecord("Parcel", running, 10)).hasSize(1);
  }
}
