package io.asyncable.web;

import io.asyncable.text.PathSegment;
import java.beans.PropertyEditorSupport;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** Encodes and decodes type names and ids in addresses. */
@ControllerAdvice(annotations = {Page.class, Api.class})
public final class Segment {

  public static final Segment ENCODER = new Segment();

  /** Encodes a text for an address; public for the templates. */
  public String of(String text) {
    return PathSegment.of(text);
  }

  @InitBinder({"type", "id"})
  void read(WebDataBinder binder) {
    binder.registerCustomEditor(
        String.class,
        new PropertyEditorSupport() {
          @Override
          public void setAsText(String text) {
            setValue(PathSegment.read(text));
          }
        });
  }
}
