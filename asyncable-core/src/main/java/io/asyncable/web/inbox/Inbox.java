package io.asyncable.web.inbox;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.describe.Described;
import io.asyncable.describe.Descriptions;
import io.asyncable.inbox.Message;
import io.asyncable.inbox.Messages;
import io.asyncable.inbox.Messages.Place;
import io.asyncable.type.ProcessType;
import io.asyncable.web.VisibleTypes;
import io.asyncable.web.record.RecordLine;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of a user. */
final class Inbox {

  private static final int PAGE = 50;

  /** Counts unread messages up to this number; more would tell the reader no more. */
  static final int LARGEST_COUNT = 100;

  /**
   * A message as its reader sees it.
   *
   * @param message labeled with the record's own label, and with what tells similar records apart;
   *     labeled with type and id only, if the record is gone or the reader may not see it
   * @param mayView whether the reader may see the record
   */
  record Line(@JsonUnwrapped Message message, boolean mayView) {}

  /**
   * A page of messages, newest first.
   *
   * @param unread how many are unread on all pages, counted up to {@value #LARGEST_COUNT}
   * @param next the parameter {@code page} of the next page; null on the last
   */
  record InboxPage(int unread, List<Line> messages, @Nullable Long next) {}

  /**
   * A page of messages, unread before read ones and each newest first.
   *
   * @param unread how many are unread on all pages, counted up to {@value #LARGEST_COUNT}
   * @param next the end of the page; null on the last
   */
  record UnreadFirst(int unread, List<Line> messages, @Nullable Place next) {

    /** The id of the newest message of those at the head of the page; public for templates. */
    public long newest() {
      return messages.get(0).message().id();
    }
  }

  private final Messages messages;
  private final VisibleTypes types;
  private final Descriptions descriptions;

  Inbox(Messages messages, VisibleTypes types, Descriptions descriptions) {
    this.messages = messages;
    this.types = types;
    this.descriptions = descriptions;
  }

  InboxPage page(@Nullable Long before, Viewer viewer) {
    List<Message> found =
        messages.inbox(viewer.name(), types.namesUnlessAll(viewer), before, PAGE + 1);
    List<Message> shown = found.subList(0, Math.min(PAGE, found.size()));
    return new InboxPage(
        unread(viewer),
        lines(shown, viewer),
        found.size() > PAGE ? shown.get(PAGE - 1).id() : null);
  }

  UnreadFirst unreadFirst(Place after, Viewer viewer) {
    List<Message> found =
        messages.unreadFirst(viewer.name(), types.namesUnlessAll(viewer), after, PAGE + 1);
    List<Message> shown = found.subList(0, Math.min(PAGE, found.size()));
    return new UnreadFirst(
        unread(viewer),
        lines(shown, viewer),
        found.size() > PAGE ? Place.of(shown.get(PAGE - 1)) : null);
  }

  /**
   * Describes the records anew, because permissions and labels may have changed since the message.
   */
  private List<Line> lines(List<Message> shown, Viewer viewer) {
    Map<ProcessType, List<String>> records = new LinkedHashMap<>();
    for (ProcessType type : types.types().all()) {
      List<String> ids =
          shown.stream()
              .filter(message -> message.type().equals(type.name()))
              .map(Message::record)
              .distinct()
              .toList();
      if (!ids.isEmpty()) {
        records.put(type, ids);
      }
    }
    Map<String, Map<String, Described>> described = new HashMap<>();
    descriptions.of(records).forEach((type, ofType) -> described.put(type.name(), ofType));
    return shown.stream()
        .map(
            message ->
                line(
                    message,
                    described.getOrDefault(message.type(), Map.of()).get(message.record()),
                    viewer))
        .toList();
  }

  private static Line line(Message message, @Nullable Described record, Viewer viewer) {
    boolean mayView =
        record != null && viewer.may(Permission.VIEW_RECORD, message.type(), record.submittedBy());
    String label = mayView ? record.description().label() : null;
    String subject = mayView ? record.subject() : null;
    return new Line(
        message.labeled(RecordLine.title(message.type(), message.record(), label, subject)),
        mayView);
  }

  int unread(Viewer viewer) {
    return messages.unread(viewer.name(), types.namesUnlessAll(viewer), LARGEST_COUNT);
  }

  void read(long id, Viewer viewer) {
    messages.read(viewer.name(), id);
  }

  void readUpTo(long id, Viewer viewer) {
    messages.readUpTo(viewer.name(), id);
  }
}
