package io.asyncable.test.engine;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

public interface Letters extends JpaRepository<Letter, UUID>, JpaSpecificationExecutor<Letter> {}
