package io.asyncable.move;

import io.asyncable.type.ProcessType;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells whoever listens that records have come to their end: processed, canceled or given up. The
 * transaction that did it may still be open. What other instances do is not told here.
 */
public final class EndedRecords {

  /** Hears of it on the thread that did it, so must neither wait nor fail. */
  public interface Listener {
    void ended(ProcessType type, Collection<String> ids);
  }

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** From now on it is told. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  void tell(ProcessType type, Collection<String> ids) {
    if (!ids.isEmpty()) {
      listeners.forEach(listener -> listener.ended(type, ids));
    }
  }
}
