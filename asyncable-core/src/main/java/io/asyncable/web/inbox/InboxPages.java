package io.asyncable.web.inbox;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.inbox.Messages.Place;
import io.asyncable.web.Page;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Badge;
import io.asyncable.web.section.Menu;
import io.asyncable.web.section.Section;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The inbox of the signed-in user. Marking messages needs the permission to write notes, because a
 * user who may write nothing may change nothing.
 */
@Page
class InboxPages {

  private static final String HERE = "redirect:/jobs/inbox";

  private final Inbox inbox;

  InboxPages(Inbox inbox) {
    this.inbox = inbox;
  }

  @GetMapping("/jobs/inbox")
  @Requires(value = Permission.VIEW_LIST, own = true)
  @Section(title = "Inbox", order = 10, menu = Menu.BELL, badge = InboxPages.Unread.class)
  String show(
      @RequestParam(required = false) @Nullable Long page,
      @RequestParam(defaultValue = "true") boolean unread,
      Viewer viewer,
      Model model) {
    model.addAttribute("page", page);
    model.addAttribute("pageUnread", unread);
    model.addAttribute(
        "found", inbox.unreadFirst(page == null ? Place.START : new Place(unread, page), viewer));
    return "asyncable/inbox";
  }

  @PostMapping("/jobs/inbox/{message}/read")
  @Requires(value = Permission.NOTE, own = true)
  String read(
      @PathVariable long message,
      @RequestParam(required = false) @Nullable Long page,
      @RequestParam(defaultValue = "true") boolean unread,
      Viewer viewer,
      RedirectAttributes redirect) {
    inbox.read(message, viewer);
    if (page != null) {
      redirect.addAttribute("page", page);
      redirect.addAttribute("unread", unread);
    }
    return HERE;
  }

  /** Marks messages up to the newest that the user has seen; later ones stay unread. */
  @PostMapping("/jobs/inbox/read")
  @Requires(value = Permission.NOTE, own = true)
  String readAll(@RequestParam long newest, Viewer viewer) {
    inbox.readUpTo(newest, viewer);
    return HERE;
  }

  /** The number of unread messages, counted only for pages that show it. */
  static final class Unread implements Badge {

    private final Inbox inbox;

    Unread(Inbox inbox) {
      this.inbox = inbox;
    }

    @Override
    public String text(Viewer viewer) {
      int unread = inbox.unread(viewer);
      if (unread == 0) {
        return "";
      }
      return unread < Inbox.LARGEST_COUNT ? "(%d)".formatted(unread) : "(99+)";
    }
  }
}
