package io.asyncable.test.web;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a user signed in with a browser, or a program, gets from the application. */
public final class Site {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final String base;
  private final @Nullable String user;

  /**
   * @param user whose password is the same; null for somebody who does not sign in
   */
  public Site(int port, @Nullable String user) {
    this.base = "http://127.0.0.1:" + port;
    this.user = user;
  }

  public HttpResponse<String> get(String address) {
    return send(request(address).GET());
  }

  public HttpResponse<String> get(String address, Map<String, String> headers) {
    HttpRequest.Builder request = request(address).GET();
    headers.forEach(request::header);
    return send(request);
  }

  /** The answer after its redirect. */
  public HttpResponse<String> follow(HttpResponse<String> redirect) {
    String location = redirect.headers().firstValue("Location").orElseThrow();
    return get(URI.create(base).resolve(location).toString().substring(base.length()));
  }

  public HttpResponse<String> json(String address, String body) {
    return send(
        request(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> form(String address, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Submits a form of that page, with its token. */
  public HttpResponse<String> form(String page, String address, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    Matcher token = TOKEN.matcher(get(page).body());
    if (!token.find()) {
      throw new AssertionError("The page has no form with a token: " + page);
    }
    all.put("_csrf", token.group(1));
    return form(address, all);
  }

  /** A file of a form, or what only says that it is one. */
  public HttpResponse<String> upload(String address, @Nullable String file) {
    String body =
        """
        --end\r
        Content-Disposition: form-data; name="file"; filename="a.txt"\r
        \r
        %s\r
        --end--\r
        """
            .formatted(file);
    return send(
        request(address)
            .header("X-CSRF-TOKEN", get("/csrf").body())
            .header("Content-Type", "multipart/form-data" + (file == null ? "" : "; boundary=end"))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Any request, as a browser sends it that has the token of its session. */
  public HttpResponse<String> send(String method, String address) {
    return send(
        request(address)
            .header("X-CSRF-TOKEN", get("/csrf").body())
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  public static <T> T read(HttpResponse<String> answer, String path) {
    return JsonPath.read(answer.body(), path);
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String address) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + address));
    if (user == null) {
      return request;
    }
    String basic =
        Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    return request.header("Authorization", "Basic " + basic);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
