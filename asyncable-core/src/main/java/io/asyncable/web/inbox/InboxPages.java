package io.asyncable.web.inbox;

import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.web.Page;
import io.asyncable.web.Requires;
import io.asyncable.web.section.Badge;
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

  private final Inbox inbox;

  InboxPages(Inbox inbox) {
    this.inbox = inbox;
  }

  @GetMapping("/jobs/inbox")
  @Requires(value = Permission.VIEW_LIST, own = true)
  @Section(title = "Inbox", order = 110, badge = InboxPages.Unread.class)
  String show(@RequestParam(required = false) @Nullable Long page, Viewer viewer, Model model) {
    model.addAttribute("page", page);
    model.addAttribute("found", inbox.page(page, viewer));
    return "asyncable/inbox";
  }

  @PostMapping("/jobs/inbox/{message}/read")
  @Requires(value = Permission.NOTE, own = true)
  String read(
      @PathVariable long message,
      @RequestParam(required = false) @Nullable Long page,
      Viewer viewer,
      RedirectAttributes redirect) {
    inbox.read(message, viewer);
    return back(page, redirect);
  }

  /** Marks messages up to the newest that the user has seen; later ones stay unread. */
  @PostMapping("/jobs/inbox/read")
  @Requires(value = Permission.NOTE, own = true)
  String readAll(
      @RequestParam long newest,
      @RequestParam(required = false) @Nullable Long page,
      Viewer viewer,
      RedirectAttributes redirect) {
    inbox.readUpTo(newest, viewer);
    return back(page, redirect);
  }

  private static String back(@Nullable Long page, RedirectAttributes redirect) {
    if (page != null) {
      redirect.addAttribute("page", page);
    }
    return "redirect:/jobs/inbox";
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
