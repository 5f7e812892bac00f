package io.asyncable.test.web;

import jakarta.persistence.Entity;

/** The one kind of wire that this application knows. */
@Entity
class Telegram extends Wire {}
