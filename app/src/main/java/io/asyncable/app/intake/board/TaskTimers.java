package io.asyncable.app.intake.board;

import io.asyncable.app.intake.review.Appeal;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface TaskTimers extends Repository<TaskTimer, UUID> {

  Optional<TaskTimer> findByAppeal(Appeal appeal);
}
