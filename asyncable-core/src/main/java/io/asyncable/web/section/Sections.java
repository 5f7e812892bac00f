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

/** The entries of the navigation; templates use it as {@code @asyncableSections}. */
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

    /** The id of the part of the entry that a live page renews; null without a badge. */
    public @Nullable String part() {
      return badge == null ? null : path.substring(path.lastIndexOf('/') + 1) + "-count";
    }

    /** The title, and after it the text of the badge. */
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

  /**
   * Reads the sections of all pages. Stops the start for a section that does not have exactly one
   * address without variables.
   */
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

  /** The entries under {@code /jobs} that the user may open, in order. */
  public List<Entry> of(Viewer viewer) {
    return entries.stream().filter(entry -> entry.isOfJobs() && entry.isFor(viewer)).toList();
  }

  /**
   * The other entries, for the header, that the user may open.
   *
   * @param viewer null on pages that do not know their user
   */
  public List<Entry> areas(@Nullable Viewer viewer) {
    return entries.stream().filter(entry -> !entry.isOfJobs() && entry.isFor(viewer)).toList();
  }

  /** The parts that a live page renews: these parts of its own, and the badges. */
  public String live(String parts) {
    return Stream.concat(
            Stream.of(parts),
            entries.stream().map(Entry::part).filter(Objects::nonNull).map(part -> "#" + part))
        .collect(Collectors.joining(", "));
  }
}
