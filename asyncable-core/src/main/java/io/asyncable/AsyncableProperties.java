package io.asyncable;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an instance is, under {@code asyncable}; each feature has settings of its own in its
 * package.
 *
 * @param roles what this instance does: worker, sweeper, web; default all three. An instance
 *     without the role worker submits records but runs no handler. At least one instance must
 *     sweep.
 * @param migrate whether the library applies its own Liquibase changelog at start; default true.
 *     Set it to false if the application's database user may not create tables, and include
 *     classpath:io/asyncable/migrations/changelog.yaml in your own changelog.
 * @param correlationKey the key in the logging context (MDC) under which the application keeps the
 *     correlation id of its log lines; default correlationId. The engine keeps the id of a
 *     submission with its record, sets it in the MDC of every attempt, and sends up to 200
 *     characters of it in the message header correlation-id. An empty value turns this off.
 * @param messages messages to submitting users
 * @param alerts alerts about expired records and instances in trouble
 * @param web the pages under /jobs
 */
@ConfigurationProperties("asyncable")
public record AsyncableProperties(
    @DefaultValue({"worker", "sweeper", "web"}) Set<Role> roles,
    @DefaultValue("true") boolean migrate,
    @DefaultValue("correlationId") String correlationKey,
    @DefaultValue Messages messages,
    @DefaultValue Alerts alerts,
    @DefaultValue Web web) {

  /** What an instance does. */
  public enum Role {
    WORKER,
    SWEEPER,
    WEB
  }

  /**
   * Messages to the users who submitted records, in the inbox under {@code /jobs/inbox}.
   *
   * @param failingAfter how long after its submission a record must still be failing before its
   *     user gets a message; default 1 d. A lower value reports failures that pass by themselves.
   * @param interval how often the sweepers look for new messages; default 1 min
   */
  public record Messages(
      @DefaultValue("1d") Duration failingAfter, @DefaultValue("1m") Duration interval) {

    public Messages {
      DurationSetting.require("asyncable.messages.failing-after", failingAfter);
      DurationSetting.require("asyncable.messages.interval", interval);
    }
  }

  /**
   * Alerts to every {@link AlertChannel} when the engine gives records up or makes no progress.
   *
   * @param interval how long the engine collects expired records of one process type after the last
   *     alert until it sends the next; default 1 min. The first alert after a quiet time comes
   *     within 15 s. A lower value sends more alerts about an outage, a higher value later ones.
   * @param troubleAfter how long an instance must make no progress with some of its work before an
   *     alert says so; default 1 min. A lower value reports trouble that passes by itself.
   */
  public record Alerts(
      @DefaultValue("1m") Duration interval, @DefaultValue("1m") Duration troubleAfter) {

    public Alerts {
      DurationSetting.require("asyncable.alerts.interval", interval);
      DurationSetting.require("asyncable.alerts.trouble-after", troubleAfter);
    }
  }

  /**
   * @param layout the template whose fragment header is at the top of every page, for the
   *     application's own links and logout; default asyncable/layout, the library's own, which
   *     links only to the list
   * @param access who may use the pages; by default nobody may, and then the start stops
   * @param bulkRate how many records a second one worker restarts, cancels or retries for a bulk
   *     action; default 100. Each record is one transaction. A higher value puts more load on the
   *     external services.
   */
  public record Web(
      @DefaultValue("asyncable/layout") String layout,
      @DefaultValue AccessSettings access,
      @DefaultValue("100") int bulkRate) {

    public Web {
      require(bulkRate > 0, "asyncable.web.bulk-rate must be at least 1");
    }
  }

  /**
   * Who may do what under {@code /jobs} and {@code /api}, by the authorities that Spring Security
   * gives a user, such as {@code ROLE_OPERATOR}.
   *
   * @param open whether everybody, signed in or not, may do everything; default false. For a
   *     network that only operators reach; the start says so in the log.
   * @param operator authorities that may do everything
   * @param viewer authorities that may see lists and records
   * @param own authorities that may see what the user submitted
   * @param permissions authorities that have one permission besides, such as view-error
   * @param types what holds for one process type, in place of all of the above; never grants a
   *     permission that is about no type
   */
  public record AccessSettings(
      @DefaultValue("false") boolean open,
      @DefaultValue Set<String> operator,
      @DefaultValue Set<String> viewer,
      @DefaultValue Set<String> own,
      @DefaultValue Map<Permission, Set<String>> permissions,
      @DefaultValue Map<String, Grants> types) {

    /** Whether nobody may do anything. */
    public boolean isEmpty() {
      return grants().isEmpty() && types.values().stream().allMatch(Grants::isEmpty);
    }

    /** What holds for the types that have no settings of their own. */
    public Grants grants() {
      return new Grants(operator, viewer, own, permissions);
    }
  }

  /** The authorities that have each of the three presets, and those with single permissions. */
  public record Grants(
      @DefaultValue Set<String> operator,
      @DefaultValue Set<String> viewer,
      @DefaultValue Set<String> own,
      @DefaultValue Map<Permission, Set<String>> permissions) {

    /** Whether nobody has any. */
    public boolean isEmpty() {
      return operator.isEmpty()
          && viewer.isEmpty()
          && own.isEmpty()
          && permissions.values().stream().allMatch(Set::isEmpty);
    }
  }

  public AsyncableProperties {
    require(!roles.isEmpty(), "asyncable.roles must name at least one of worker, sweeper, web");
  }

  /** Whether this instance has that role. */
  public boolean has(Role role) {
    return roles.contains(role);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise + ".");
    }
  }
}
