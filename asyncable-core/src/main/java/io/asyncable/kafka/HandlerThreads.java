package io.asyncable.kafka;

import java.util.concurrent.ThreadFactory;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Threads for handlers: virtual ones where the JVM has them. */
final class HandlerThreads {

  private HandlerThreads() {}

  static ThreadFactory named(String prefix) {
    return JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE)
        ? new VirtualThreadTaskExecutor(prefix).getVirtualThreadFactory()
        : new CustomizableThreadFactory(prefix);
  }
}
