package io.asyncable.web.section;

import io.asyncable.access.Viewer;
import io.asyncable.web.Gate;
import io.asyncable.web.Requires;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The entries of the navigation, for the layouts: {@code @asyncableSections} in a template. */
public final class Sections implements SmartInitializingSingleton {

  private static final String JOBS = "/jobs";

  private final RequestMappingHandlerMapping mappings;
  private final BeanFactory beans;
  private List<Entry> entries = List.of();

  Sections(RequestMappingHandlerMapping mappings, BeanFactory beans) {
    this.mappings = mappings;
    this.beans = beans;
  }

  /** A page in the navigation. */
  public record Entry(
      String path, String title, int order, @Nullable Requires required, @Nullable Badge badge) {

    /** The id of its part that a live page renews; null without a badge. */
    public @Nullable String part() {
      return badge == null ? null : path.substring(path.lastIndexOf('/') + 1) + "-count";
    }

    /** The title and what stands behind it. */
    public String text(Viewer viewer) {
      String more = badge == null ? "" : badge.text(viewer);
      return more.isEmpty() ? title : title + " " + more;
    }

    private boolean isFor(@Nullable Viewer viewer) {
      return required == null || viewer != null && Gate.isEnough(viewer, required);
    }

    private boolean isOfJobs() {
      return path.equals(JOBS) || path.startsWith(JOBS + "/");
    }
  }

  /** Reads what the pages declare; a section without an address of its own stops the start. */
  @Override
  public void afterSingletonsInstantiated() {
    List<Entry> found = new ArrayList<>();
    mappings
        .getHandlerMethods()
        .forEach(
            (route, method) -> {
              Section section = method.getMethodAnnotation(Section.class);
              if (section != null) {
                found.add(entry(section, route, method));
              }
            });
    found.sort(Comparator.comparingInt(Entry::order).thenComparing(Entry::path));
    entries = List.copyOf(found);
  }

  private Entry entry(Section section, RequestMappingInfo route, HandlerMethod method) {
    List<String> addresses =
        route.getPatternValues().stream().filter(pattern -> !pattern.contains("{")).toList();
    if (addresses.size() != 1) {
      throw new IllegalStateException(
          "%s is a section and needs one address without variables".formatted(method));
    }
    return new Entry(
        addresses.get(0),
        section.title(),
        section.order(),
        method.getMethodAnnotation(Requires.class),
        section.badge() == Badge.class ? null : beans.getBean(section.badge()));
  }

  /** Those under {@code /jobs} that the user may open, in their order. */
  public List<Entry> of(Viewer viewer) {
    return entries.stream().filter(entry -> entry.isOfJobs() && entry.isFor(viewer)).toList();
  }

  /**
   * The other ones, for the header.
   *
   * @param viewer null on pages that do not know their user
   */
  public List<Entry> areas(@Nullable Viewer viewer) {
    return entries.stream().filter(entry -> !entry.isOfJobs() && entry.isFor(viewer)).toList();
  }

  /** What a live page renews: these parts of its own, and the badges. */
  public String live(String parts) {
    return Stream.concat(
            Stream.of(parts),
            entries.stream().map(Entry::part).filter(Objects::nonNull).map(part -> "#" + part))
        .collect(Collectors.joining(", "));
  }
}
