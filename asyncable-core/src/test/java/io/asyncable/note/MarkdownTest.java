package io.asyncable.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

  private static final Pattern TAG = Pattern.compile("<[^>]*>?");

  private final Markdown markdown = new Markdown();

  @Test
  void formatsWhatPeopleWrite() {
    assertThat(markdown.html("Called **them**:\n\n- `VBMS` is *back*\n- see > below\n\n> really"))
        .contains("<strong>them</strong>", "<li><code>VBMS</code> is <em>back</em></li>")
        .contains("<blockquote>");
  }

  @Test
  void headingsStayBelowThoseOfThePage() {
    assertThat(markdown.html("# one\n\n## two\n\n##### five"))
        .contains("<h3>one</h3>", "<h4>two</h4>", "<h6>five</h6>")
        .doesNotContain("<h1", "<h2");
  }

  @Test
  void linksVouchForNothing() {
    assertThat(markdown.html("[here](https://example.com/a?b=c) and [there](/jobs)"))
        .contains("href=\"https://example.com/a?b&#61;c\"", "rel=\"noopener nofollow\"")
        .contains("href=\"/jobs\"");
  }

  @Test
  void anImageBecomesALinkToIt() {
    assertThat(markdown.html("![a **chart**](https://example.com/chart.png)"))
        .contains("<a href=\"https://example.com/chart.png\"", ">a <strong>chart</strong></a>")
        .doesNotContain("<img");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)' onclick='alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&#58;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](javascript:alert(1))",
        "![x](https://example.com/x.png \"on\\\"error=alert(1)\")",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "<style>body{display:none}</style><svg onload=alert(1)>",
        "```<script>\n<script>alert(1)</script>\n```",
        "`<iframe src=//example.com>`",
        "<!-- --><object data=x>&lt;script&gt;"
      })
  void nothingHostileSurvives(String text) {
    assertThat(TAG.matcher(markdown.html(text)).results().map(MatchResult::group))
        .allMatch(
            tag ->
                tag.matches(
                    "</?(p|em|strong|code|pre|a|br)>|<a href=\"https://[^\"]*\" rel=\"noopener nofollow\">"));
  }

  @Test
  void tagsAreShownAsText() {
    assertThat(markdown.html("<b>x</b>")).contains("&lt;b&gt;x&lt;/b&gt;");
  }

  @ParameterizedTest
  @ValueSource(strings = {">", "- ", "*", "**a ", "[", "![", "`", "(", "<a ", "_a *b "})
  void deepNestingEndsSomewhere(String unit) {
    String text = unit.repeat(Note.LONGEST / unit.length());
    assertThat(markdown.html(text)).isNotEmpty();
    assertThat(markdown.html(text + "x" + "](/)".repeat(100))).isNotEmpty();
  }
}
