/**
 * The database side of Asyncable, for Liquibase on PostgreSQL: a changelog of the library's own
 * tables, and the change type {@code addAsyncable}, which adds one {@code Asyncable} to any table.
 *
 * <pre>{@code
 * databaseChangeLog:
 *   - include:
 *       file: io/asyncable/migrations/changelog.yaml
 *   - changeSet:
 *       id: supplemental-claims-establishment
 *       author: me
 *       changes:
 *         - addAsyncable:
 *             tableName: supplemental_claims
 *             prefix: establishment_
 * }</pre>
 *
 * <p>Without a prefix the columns have their plain names. A single column is named by its own
 * attribute, {@code processedAt: done_at}, which is taken as it stands, without the prefix. In XML
 * the change is an element of Liquibase's extension namespace:
 *
 * <pre>{@code
 * <ext:addAsyncable xmlns:ext="http://www.liquibase.org/xml/ns/dbchangelog-ext"
 *     tableName="supplemental_claims" prefix="establishment_"/>
 * }</pre>
 *
 * <p>See {@link io.asyncable.migrations.AddAsyncableChange} for all attributes and for what the
 * change adds.
 */
@NullMarked
package io.asyncable.migrations;

import org.jspecify.annotations.NullMarked;
