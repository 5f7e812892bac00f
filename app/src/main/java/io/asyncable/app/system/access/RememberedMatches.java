package io.asyncable.app.system.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Remembers for a while which password matched which hash, so that a program that sends its
 * password with each request does not cost a slow hash each time. It keeps only digests, under a
 * random key chosen at start. If a user's hash changes, the password is checked again.
 */
final class RememberedMatches implements PasswordEncoder {

  static final Duration FOR = Duration.ofMinutes(5);

  private static final int REMEMBERED = 1_000;
  private static final String DIGEST = "HmacSHA256";

  private final PasswordEncoder encoder;
  private final Cache<ByteBuffer, Boolean> matches;
  private final SecretKeySpec key;

  RememberedMatches(PasswordEncoder encoder, Clock clock) {
    this.encoder = encoder;
    this.matches =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(FOR)
            .ticker(Failures.ticking(clock))
            .build();
    byte[] drawn = new byte[32];
    new SecureRandom().nextBytes(drawn);
    this.key = new SecretKeySpec(drawn, DIGEST);
  }

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return encoder.encode(password);
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
    if (password == null || encoded == null) {
      return encoder.matches(password, encoded);
    }
    ByteBuffer pair = digest(password, encoded);
    if (matches.getIfPresent(pair) != null) {
      return true;
    }
    boolean fits = encoder.matches(password, encoded);
    if (fits) {
      matches.put(pair, true);
    }
    return fits;
  }

  @Override
  public boolean upgradeEncoding(@Nullable String encoded) {
    return encoder.upgradeEncoding(encoded);
  }

  private ByteBuffer digest(CharSequence password, String encoded) {
    try {
      Mac mac = Mac.getInstance(DIGEST);
      mac.init(key);
      // A hash contains no NUL, so its end is certain.
      mac.update(encoded.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      mac.update(password.toString().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(mac.doFinal());
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
