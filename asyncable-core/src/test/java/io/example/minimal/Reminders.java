package io.example.minimal;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

interface Reminders extends JpaRepository<Reminder, UUID>, JpaSpecificationExecutor<Reminder> {}
