package io.asyncable.app.test;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.jayway.jsonpath.JsonPath;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Somebody signed in who uses the application's addresses. */
public record Caller(MockMvcTester mvc, RequestPostProcessor login) {

  public Caller(MockMvcTester mvc, String name, String role) {
    this(mvc, user(name).roles(role));
  }

  public MvcTestResult get(String address) {
    return mvc.get().uri(address).with(login).exchange();
  }

  public MvcTestResult post(String address, String json) {
    return mvc.post()
        .uri(address)
        .contentType(MediaType.APPLICATION_JSON)
        .content(json)
        .with(csrf())
        .with(login)
        .exchange();
  }

  /** Posts and returns the address of what was created. */
  public String create(String address, String json) {
    return String.valueOf(post(address, json).getResponse().getHeader("Location"));
  }

  public MvcTestResult upload(String address, byte[] file) {
    return mvc.post()
        .uri(address)
        .multipart()
        .file("file", file)
        .with(csrf())
        .with(login)
        .exchange();
  }

  public MvcTestResult uploadNothing(String address) {
    return mvc.post().uri(address).multipart().with(csrf()).with(login).exchange();
  }

  /** The value at a JSON path of an answer, as text. */
  public static String read(MvcTestResult answer, String path) {
    try {
      return String.valueOf(JsonPath.<Object>read(answer.getResponse().getContentAsString(), path));
    } catch (UnsupportedEncodingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
