package io.asyncable.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the reference application. */
@SpringBootApplication
public class AsyncableApplication {

  /** Starts it with the usual Spring Boot arguments. */
  public static void main(String[] arguments) {
    SpringApplication.run(AsyncableApplication.class, arguments);
  }
}
