package io.asyncable.web.inbox;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Api;
import io.asyncable.web.Requires;
import io.asyncable.web.inbox.Inbox.InboxPage;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The inbox of the signed-in user as JSON. */
@Api
@RequestMapping("/api/inbox")
class InboxApi {

  /** The id of the newest message that the user has seen. */
  record Seen(long newest) {}

  private final Inbox inbox;

  InboxApi(Inbox inbox) {
    this.inbox = inbox;
  }

  @GetMapping
  @Operation(summary = "List the messages to the signed-in user, newest first")
  @Requires(value = Permission.VIEW_LIST, own = true)
  InboxPage show(@RequestParam(required = false) @Nullable Long page, Viewer viewer) {
    return inbox.page(page, viewer);
  }

  @PostMapping("/{message}/read")
  @Operation(summary = "Mark a message as read")
  @Requires(value = Permission.NOTE, own = true)
  InboxPage read(@PathVariable long message, Viewer viewer) {
    inbox.read(message, viewer);
    return inbox.page(null, viewer);
  }

  @PostMapping("/read")
  @Operation(summary = "Mark a message and all older ones as read")
  @Requires(value = Permission.NOTE, own = true)
  InboxPage readAll(@RequestBody Seen seen, Viewer viewer) {
    inbox.readUpTo(seen.newest(), viewer);
    return inbox.page(null, viewer);
  }
}
