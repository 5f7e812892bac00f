package io.asyncable.web.cluster;

import io.asyncable.access.Viewer;
import io.asyncable.explain.OpenBreaker;
import io.asyncable.explain.OpenBreakers;
import io.asyncable.guard.Guards;
import io.asyncable.queue.QueueDepth;
import io.asyncable.queue.QueueDepths;
import io.asyncable.type.ProcessType;
import io.asyncable.web.VisibleTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The circuit breakers of the external services, on all living workers. */
final class Breakers {

  private final VisibleTypes types;
  private final Guards guards;
  private final QueueDepths depths;
  private final OpenBreakers open;

  Breakers(VisibleTypes types, Guards guards, QueueDepths depths, OpenBreakers open) {
    this.types = types;
    this.guards = guards;
    this.depths = depths;
    this.open = open;
  }

  /**
   * The breakers that guard types which the user may see; those that are not closed first, then by
   * service.
   */
  List<BreakerView> all(Viewer viewer) {
    Map<String, List<OpenBreaker>> notClosed =
        open.all().stream().collect(Collectors.groupingBy(OpenBreaker::service));
    Map<String, List<ProcessType>> guarded = guarded(viewer);
    if (types.all(viewer)) {
      // Instances with another version of the application may have more breakers.
      notClosed.keySet().forEach(service -> guarded.putIfAbsent(service, List.of()));
    }
    return guarded.entrySet().stream()
        .map(
            service ->
                view(
                    service.getKey(),
                    service.getValue(),
                    notClosed.getOrDefault(service.getKey(), List.of())))
        .sorted(Comparator.comparing(BreakerView::open).reversed())
        .toList();
  }

  private Map<String, List<ProcessType>> guarded(Viewer viewer) {
    Map<String, List<ProcessType>> guarded = new TreeMap<>();
    for (ProcessType type : types.of(viewer)) {
      for (String service : guards.of(type).breakers()) {
        guarded.computeIfAbsent(service, name -> new ArrayList<>()).add(type);
      }
    }
    return guarded;
  }

  private BreakerView view(String service, List<ProcessType> guarded, List<OpenBreaker> notClosed) {
    return new BreakerView(
        service,
        !notClosed.isEmpty(),
        guarded.stream().map(ProcessType::name).toList(),
        notClosed.isEmpty() ? null : held(guarded),
        notClosed.stream().map(BreakerView.OnWorker::of).toList());
  }

  private Count held(List<ProcessType> guarded) {
    QueueDepth depth = depths.of(guarded);
    return Count.of(depth.queued() + depth.retrying());
  }
}
