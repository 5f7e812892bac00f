package io.asyncable.test.engine;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

public interface Payments extends JpaRepository<Payment, Long>, JpaSpecificationExecutor<Payment> {}
