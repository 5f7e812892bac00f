package io.asyncable.web.payload;

import io.asyncable.ActionRefused;
import io.asyncable.Permission;
import io.asyncable.access.Viewer;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.operate.AuditedPayloads;
import io.asyncable.web.Page;
import io.asyncable.web.RequestProblem;
import io.asyncable.web.Requires;
import io.asyncable.web.payload.PayloadDesk.Shown;
import io.asyncable.web.record.GivenReason;
import io.asyncable.web.record.RecordPages;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which a person repairs the payload of a job. */
@Page
class PayloadPages {

  private final PayloadDesk desk;

  PayloadPages(PayloadDesk desk) {
    this.desk = desk;
  }

  @GetMapping("/jobs/{type}/{id}/payload")
  @Requires(Permission.EDIT_PAYLOAD)
  ModelAndView ask(
      @PathVariable String type, @PathVariable String id, RecordPages.Return back, Viewer viewer) {
    return page(desk.find(type, id, viewer), back);
  }

  @PostMapping("/jobs/{type}/{id}/payload")
  @Requires(Permission.EDIT_PAYLOAD)
  ModelAndView edit(
      @PathVariable String type,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String payload,
      @RequestParam(required = false) @Nullable String reason,
      RecordPages.Return back,
      Viewer viewer,
      RedirectAttributes redirect) {
    try {
      desk.edit(viewer, Via.PAGE, type, id, payload, reason);
      redirect.addFlashAttribute(
          "notice", "The payload was replaced. A restart makes the job run with it.");
    } catch (ActionRefused refused) {
      redirect.addFlashAttribute("notice", refused.getMessage());
    } catch (RequestProblem refused) {
      ModelAndView page =
          page(desk.find(type, id, viewer), back)
              .addObject("payload", payload.replace("\0", ""))
              .addObject("reason", reason)
              .addObject("problem", refused.getMessage());
      page.setStatus(HttpStatus.BAD_REQUEST);
      return page;
    }
    return new ModelAndView("redirect:" + back.record(type, id));
  }

  private static ModelAndView page(Shown job, RecordPages.Return back) {
    return new ModelAndView("asyncable/payload")
        .addObject("type", job.row().type().name())
        .addObject("id", job.row().id())
        .addObject("state", job.row().state())
        .addObject("editable", AuditedPayloads.isEditableIn(job.row().state()))
        .addObject("payload", job.payload())
        .addObject("longestReason", GivenReason.LONGEST)
        .addObject("filter", back.filter())
        .addObject("back", back.record(job.row().type().name(), job.row().id()));
  }
}
