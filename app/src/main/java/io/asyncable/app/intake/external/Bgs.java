package io.asyncable.app.intake.external;

import io.asyncable.app.http.HttpService;

/** The Benefits Gateway Services: who a veteran is. */
public class Bgs {

  private final HttpService http;

  Bgs(HttpService http) {
    this.http = http;
  }

  /** What BGS knows about a veteran. */
  public record Person(String participantId, String firstName, String lastName) {}

  /** Fetches the veteran with this file number. */
  public Person fetchVeteran(String fileNumber, String key) {
    return http.get(key, Person.class, "/veterans/{fileNumber}", fileNumber);
  }
}
