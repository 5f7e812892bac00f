package io.asyncable.note;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Turns a note into HTML. Tags in the text are shown as text. The HTML passes a list of harmless
 * elements, so neither the renderer nor a hostile author can add more: no script, no style, no
 * image, and no links except to the web, to mail and within this server.
 */
public final class Markdown {

  /**
   * The deepest nesting: far more than people write, and far less than a thread's stack can hold.
   */
  private static final int DEEPEST = 50;

  private final Parser parser =
      Parser.builder()
          .maxOpenBlockParsers(DEEPEST)
          .maxInlineNesting(DEEPEST)
          .postProcessor(Markdown::linkImages)
          .build();

  private final HtmlRenderer renderer = HtmlRenderer.builder().escapeHtml(true).build();

  /** The page's own headings end with the second level. */
  private final PolicyFactory policy =
      new HtmlPolicyBuilder()
          .allowElements("p", "br", "hr", "em", "strong", "code", "pre", "blockquote")
          .allowElements("ul", "ol", "li")
          .allowElements((name, attributes) -> "h3", "h1")
          .allowElements((name, attributes) -> "h4", "h2")
          .allowElements((name, attributes) -> "h5", "h3")
          .allowElements((name, attributes) -> "h6", "h4", "h5", "h6")
          .allowElements("a")
          .allowAttributes("href")
          .onElements("a")
          .allowUrlProtocols("https", "http", "mailto")
          .requireRelsOnLinks("noopener", "nofollow")
          .toFactory();

  /** The HTML of this text. */
  public String html(String text) {
    return policy.sanitize(renderer.render(parser.parse(text)));
  }

  /** Turns images into links, because a page must load nothing from other servers. */
  private static Node linkImages(Node document) {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Image image) {
            visitChildren(image);
            Link link = new Link(image.getDestination(), image.getTitle());
            for (Node child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
              link.appendChild(child);
            }
            image.insertBefore(link);
            image.unlink();
          }
        });
    return document;
  }
}
