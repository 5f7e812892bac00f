package io.asyncable.run;

import java.util.concurrent.ThreadFactory;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Threads for handlers: virtual ones where the JVM has them. */
public final class HandlerThreads {

  private HandlerThreads() {}

  public static ThreadFactory named(String prefix) {
    return JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE)
        ? new VirtualThreadTaskExecutor(prefix).getVirtualThreadFactory()
        : new CustomizableThreadFactory(prefix);
  }
}
