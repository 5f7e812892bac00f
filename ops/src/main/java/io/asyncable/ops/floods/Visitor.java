package io.asyncable.ops.floods;

import io.asyncable.ops.instance.Instance;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sends requests to an instance, and counts its answers without keeping them. */
final class Visitor {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final Instance instance;
  private final Answers answers;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Visitor(Instance instance, Answers answers) {
    this.instance = instance;
    this.answers = answers;
  }

  /** A request by nobody. */
  HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(instance.address(path)).timeout(PATIENCE);
  }

  /** A request by a program whose user may do everything. */
  HttpRequest.Builder program(String path) {
    return instance.request(path).timeout(PATIENCE);
  }

  /** A session of a browser, and the token that its forms carry. */
  record Session(String cookies, String token) {

    /** A form's address with the token. */
    String address(String path) {
      return path + "?_csrf=" + token;
    }
  }

  /** A request from that session. */
  HttpRequest.Builder browser(String path, Session session) {
    return anonymous(session.address(path))
        .header("Cookie", session.cookies())
        .header("Accept", "text/html");
  }

  /** Signs in as people do. */
  Session signIn(String name) {
    HttpResponse<String> form = page(anonymous("/login").header("Accept", "text/html").GET());
    HttpResponse<String> signedIn =
        page(
            anonymous("/login")
                .header("Cookie", cookies(form))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "username=%s&password=%s&_csrf=%s".formatted(name, name, token(form)))));
    String cookies = cookies(signedIn);
    return new Session(
        cookies,
        token(page(anonymous("/intake").header("Cookie", cookies).header("Accept", "text/html"))));
  }

  private HttpResponse<String> page(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String cookies(HttpResponse<?> answer) {
    return setCookies(answer).stream()
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .collect(Collectors.joining("; "));
  }

  private static List<String> setCookies(HttpResponse<?> answer) {
    return answer.headers().allValues("Set-Cookie");
  }

  private static String token(HttpResponse<String> page) {
    Matcher token = TOKEN.matcher(page.body());
    if (!token.find()) {
      throw new IllegalStateException("There is no form on the page of " + page.uri());
    }
    return token.group(1);
  }

  /** Sends a request of a flood. */
  void send(HttpRequest.Builder request) {
    try {
      answers.add(word(client.send(request.build(), BodyHandlers.discarding())));
    } catch (HttpTimeoutException silent) {
      answers.add("none within 30 s");
    } catch (IOException cut) {
      answers.add("cut off");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String word(HttpResponse<Void> answer) {
    String status = Integer.toString(answer.statusCode());
    if (setCookies(answer).stream().anyMatch(cookie -> cookie.startsWith("JSESSIONID="))) {
      return status + " with a session";
    }
    return answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isEmpty()
        ? "503 without Retry-After"
        : status;
  }
}
