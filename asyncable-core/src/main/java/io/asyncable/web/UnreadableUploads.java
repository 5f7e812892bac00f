package io.asyncable.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** Answers uploads that cannot be read. The server reads an upload before it calls a controller. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class UnreadableUploads {

  @ExceptionHandler
  void refuse(
      MultipartException unreadable, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (Place.of(request) == Place.ELSEWHERE) {
      throw unreadable;
    }
    // Otherwise the error page would read the upload again, and fail again.
    request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, unreadable);
    response.sendError(
        unreadable instanceof MaxUploadSizeExceededException
            ? HttpStatus.CONTENT_TOO_LARGE.value()
            : HttpStatus.BAD_REQUEST.value());
  }
}
