package io.asyncable.web.section;

import io.asyncable.DatabaseTrouble;
import io.asyncable.access.Access;
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
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The entries of the navigation that the user of the current request may open; templates use it as
 * {@code @asyncableSections}. It asks for the user itself, because the application's own pages show
 * the header too.
 */
public final class Sections implements SmartInitializingSingleton {

  private final RequestMappingHandlerMapping mappings;
  private final BeanFactory beans;
  private List<Entry> entries = List.of();

  Sections(RequestMappingHandlerMapping mappings, BeanFactory beans) {
    this.mappings = mappings;
    this.beans = beans;
  }

  /** A page in the navigation. */
  public record Entry(
      String path,
      String title,
      int order,
      Menu menu,
      @Nullable Requires required,
      @Nullable Badge badge) {

    /** The id of the part of the entry that a live page renews; null without a badge. */
    public @Nullable String part() {
      return badge == null ? null : path.substring(path.lastIndexOf('/') + 1) + "-count";
    }

    private boolean isFor(@Nullable Viewer viewer) {
      return required == null || viewer != null && Gate.isEnough(viewer, required);
    }

    /** Whether the page at the address is this one, or one below it. */
    private boolean contains(String address) {
      return address.equals(path) || address.startsWith(path + "/");
    }

    /** What {@code aria-current} says of a link to this page on the page at the address. */
    private @Nullable String current(String address, @Nullable Entry shown) {
      return address.equals(path) ? "page" : equals(shown) ? "true" : null;
    }
  }

  /**
   * A link of the navigation.
   *
   * @param current the value of {@code aria-current}; null if the link leads elsewhere
   */
  public record Link(Entry entry, @Nullable String current) {}

  /**
   * A tab.
   *
   * @param title of the tab; a tab with a single page has the title of that page
   * @param links the pages in it, of which the first is where the tab leads
   * @param open whether the shown page is one of them
   */
  public record Tab(String title, List<Link> links, boolean open) {

    /** Whether there is nothing to choose in it. Public for the templates. */
    public boolean isSingle() {
      return links.size() == 1;
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
    found.sort(
        Comparator.comparing(Entry::menu)
            .thenComparingInt(Entry::order)
            .thenComparing(Entry::path));
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
        section.menu(),
        method.getMethodAnnotation(Requires.class),
        section.badge() == Badge.class ? null : beans.getBean(section.badge()));
  }

  /** The tabs that have a page for the user, while the page at the address is shown. */
  public List<Tab> tabs(String address) {
    Viewer viewer = viewer();
    Entry shown =
        entries.stream()
            .filter(entry -> entry.contains(address))
            .max(Comparator.comparingInt(entry -> entry.path.length()))
            .orElse(null);
    return Menu.TABS.stream()
        .map(menu -> tab(menu, entries(menu, viewer), address, shown))
        .filter(tab -> !tab.links.isEmpty())
        .toList();
  }

  private static Tab tab(Menu menu, List<Entry> pages, String address, @Nullable Entry shown) {
    return new Tab(
        pages.size() == 1 ? pages.get(0).title : menu.title(),
        pages.stream().map(page -> new Link(page, page.current(address, shown))).toList(),
        shown != null && shown.menu == menu);
  }

  /** The pages in the header: the application's own. */
  public List<Entry> areas() {
    return entries(Menu.HEADER, viewer());
  }

  /** The page behind the bell; null if there is none for the user. */
  public @Nullable Entry bell() {
    return entries(Menu.BELL, viewer()).stream().findFirst().orElse(null);
  }

  /** The title of an entry, and after it the text of its badge. */
  public String text(Entry entry) {
    Viewer viewer = viewer();
    String more = entry.badge == null || viewer == null ? "" : text(entry.badge, viewer);
    return more.isEmpty() ? entry.title : entry.title + " " + more;
  }

  /** A page that needs no database, such as one that says it is away, is shown without badges. */
  private static String text(Badge badge, Viewer viewer) {
    try {
      return badge.text(viewer);
    } catch (RuntimeException failure) {
      if (DatabaseTrouble.stoppingAll(failure).isEmpty()) {
        throw failure;
      }
      return "";
    }
  }

  private List<Entry> entries(Menu menu, @Nullable Viewer viewer) {
    return entries.stream().filter(entry -> entry.menu == menu && entry.isFor(viewer)).toList();
  }

  /** The user of the current request; null where the library serves no pages. */
  private @Nullable Viewer viewer() {
    Access access = beans.getBeanProvider(Access.class).getIfAvailable();
    return access != null
            && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes now
        ? access.viewer(now.getRequest().getUserPrincipal())
        : null;
  }

  /** The parts that a live page renews: these parts of its own, and the badges. */
  public String live(String parts) {
    return Stream.concat(
            Stream.of(parts),
            entries.stream().map(Entry::part).filter(Objects::nonNull).map(part -> "#" + part))
        .collect(Collectors.joining(", "));
  }
}
