package io.asyncable.web;

import io.asyncable.access.Viewer;
import io.asyncable.message.Message;
import io.asyncable.message.Messages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of a user. */
final class Inbox {

  private static final int PAGE = 50;

  /** Nobody reads more to know that there are many. */
  static final int LARGEST_COUNT = 100;

  /**
   * A page of messages, newest first.
   *
   * @param unread how many are unread on all pages, counted up to {@value #LARGEST_COUNT}
   * @param next the parameter {@code page} of the next page; null on the last
   */
  record InboxPage(int unread, List<Message> messages, @Nullable Long next) {

    /** The newest message on the page, up to which the reader has seen; public for templates. */
    public long newest() {
      return messages.get(0).id();
    }
  }

  private final Messages messages;
  private final VisibleTypes types;

  Inbox(Messages messages, VisibleTypes types) {
    this.types = types;
    this.messages = messages;
  }

  InboxPage page(@Nullable Long before, Viewer viewer) {
    List<Message> found =
        messages.inbox(viewer.name(), types.namesUnlessAll(viewer), before, PAGE + 1);
    List<Message> shown = found.subList(0, Math.min(PAGE, found.size()));
    return new InboxPage(
        unread(viewer), shown, found.size() > PAGE ? shown.get(PAGE - 1).id() : null);
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
