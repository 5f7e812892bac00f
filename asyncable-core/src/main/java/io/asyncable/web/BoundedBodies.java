package io.asyncable.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Limits the size of every request body, because servers limit only forms. */
@ControllerAdvice(annotations = Api.class)
class BoundedBodies extends RequestBodyAdviceAdapter {

  /** In bytes. The longest note with all its characters escaped needs a quarter of this. */
  private static final int LARGEST = 256 * 1024;

  @Override
  public boolean supports(
      MethodParameter body, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage request,
      MethodParameter body,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter)
      throws IOException {
    LargestBody larger = body.getParameterType().getAnnotation(LargestBody.class);
    int largest = larger == null ? LARGEST : larger.value();
    InputStream bounded = new Bounded(request.getBody(), largest);
    if (request.getHeaders().getContentLength() > largest) {
      // Reads up to the limit before it refuses: most clients send that much before they read.
      bounded.transferTo(OutputStream.nullOutputStream());
    }
    return new HttpInputMessage() {
      @Override
      public InputStream getBody() {
        return bounded;
      }

      @Override
      public HttpHeaders getHeaders() {
        return request.getHeaders();
      }
    };
  }

  /** A request is larger than any valid request. */
  static final class TooLarge extends RuntimeException {

    TooLarge(String message) {
      super(message);
    }
  }

  private static final class Bounded extends FilterInputStream {

    private final int largest;
    private long read;

    Bounded(InputStream body, int largest) {
      super(body);
      this.largest = largest;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int some = super.read(bytes, offset, length);
      count(Math.max(0, some));
      return some;
    }

    private void count(int more) {
      read += more;
      if (read > largest) {
        throw new TooLarge(
            "The body is larger than %d kB, the limit for this request.".formatted(largest / 1024));
      }
    }
  }
}
