-- Submissions.SUBMIT
-- Index Scan using letter_pkey on letter
update letter t set submitted_at = coalesce(
    case when t.attempts = 0 and t.claimed_by is null and t.processed_at is null
      then t.submitted_at end,
    greatest(:now, t.submitted_at + interval '1 microsecond')),
  last_submitted_at = case when t.last_submitted_at = :eligible
    then t.last_submitted_at + interval '1 microsecond' else :eligible end,
  attempted_at = null,
  processed_at = null,
  canceled_at = null,
  error = null,
  attempts = 0,
  due_at = :due,
  claimed_by = null,
  trace = :trace,
  published_at = :published,
  cause = null,
  hold = null
from unnest(:ids) m(id)
where t.id = cast(m.id as uuid)
  and true
returning cast(t.id as text) as id,
  t.submitted_at as first,
  t.last_submitted_at as submission

-- Submissions.BEGIN_WAITING
-- Index Scan using letter_pkey on letter
update letter t set last_submitted_at = :now,
  due_at = :due,
  published_at = :now,
  hold = null
from unnest(:ids) m(id)
where t.id = cast(m.id as uuid)
  and t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at > :now
  and true
returning cast(t.id as text) as id,
  t.trace as trace

-- Submissions.STATE
-- Index Scan using letter_pkey on letter
select submitted_at, last_submitted_at, attempted_at, processed_at, canceled_at, error, attempts, due_at, claimed_by, trace, published_at, cause, hold from letter where id = cast(:id as uuid)

-- Claims.CLAIM
-- Index Scan using letter_pkey on letter
-- Tid Scan on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
with free as (
  select t.ctid as place
  from unnest(:ids, :submissions, :attempts) m(id, submission, attempt)
  join letter t on t.id = cast(m.id as uuid)
  where t.last_submitted_at = cast(m.submission as timestamptz)
    and t.attempts = m.attempt
    and t.processed_at is null and t.canceled_at is null and t.due_at is not null
    and t.published_at is not null
    and exists (select 1 from asyncable_worker w where w.epoch = :epoch and w.dead_at is null)
    and true
  for no key update of t skip locked
)
update letter t set attempted_at = :now,
  error = null,
  attempts = t.attempts + 1,
  due_at = case when t.due_at < :near then :lease else t.due_at end,
  claimed_by = :epoch,
  published_at = null,
  cause = null,
  hold = null
from free m where t.ctid = m.place
returning cast(t.id as text) as id,
  t.last_submitted_at as submission,
  t.submitted_at as submitted,
  t.attempts as attempt,
  t.trace as trace,
  case when t.attempts > 1 then (select array[h.failures, h.losses] from asyncable_history h
    where h.process_type = :type and h.record_id = cast(t.id as text)
      and h.submission = t.last_submitted_at order by h.id desc limit 1) end as counts

-- Claims.CLAIM_LOCKED
-- Index Scan using letter_pkey on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
update letter t set attempted_at = :now,
  error = null,
  attempts = t.attempts + 1,
  due_at = case when t.due_at < :near then :lease else t.due_at end,
  claimed_by = :epoch,
  published_at = null,
  cause = null,
  hold = null
from unnest(:ids, :submissions, :attempts) m(id, submission, attempt)
where t.id = cast(m.id as uuid)
  and t.last_submitted_at = cast(m.submission as timestamptz)
  and t.attempts = m.attempt
  and t.processed_at is null and t.canceled_at is null and t.due_at is not null
  and t.published_at is not null
  and exists (select 1 from asyncable_worker w where w.epoch = :epoch and w.dead_at is null)
  and true
returning cast(t.id as text) as id,
  t.last_submitted_at as submission,
  t.submitted_at as submitted,
  t.attempts as attempt,
  t.trace as trace,
  case when t.attempts > 1 then (select array[h.failures, h.losses] from asyncable_history h
    where h.process_type = :type and h.record_id = cast(t.id as text)
      and h.submission = t.last_submitted_at order by h.id desc limit 1) end as counts

-- Claims.BEGIN_ONCE
-- Index Scan using letter_pkey on letter
with moved as (
  update letter t set cause = 'outcome_unknown'
  where t.id = cast(:id as uuid)
    and t.last_submitted_at = :submission
    and t.attempts = :attempt
    and t.claimed_by = :epoch
    and t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0
    and exists (select 1 from asyncable_worker w where w.epoch = :epoch and w.dead_at is null)
    and true
  returning 1
)
select count(*) from moved

-- Claims.CURRENT
-- Index Scan using letter_pkey on letter
select exists (select 1 from letter t
where t.id = cast(:id as uuid)
  and t.last_submitted_at = :submission
  and t.attempts = :attempt
  and t.claimed_by = :epoch
  and t.processed_at is null and t.canceled_at is null and t.due_at is not null
  and true)

-- Claims.EXISTING
-- Index Only Scan using letter_pkey on letter
select exists (select 1 from letter where id = cast(:id as uuid))

-- Completions.COMPLETE
-- Index Scan using letter_pkey on letter
-- Tid Scan on letter
with free as (
  select t.ctid as place
  from unnest(:ids, :submissions, :attempts, :epochs) m(id, submission, attempt, epoch)
  join letter t on t.id = cast(m.id as uuid)
  where t.last_submitted_at = cast(m.submission as timestamptz)
    and t.attempts = m.attempt
    and t.claimed_by = m.epoch
    and t.processed_at is null and t.canceled_at is null and t.due_at is not null
    and true
  for no key update of t skip locked
)
update letter t set processed_at = :now,
  error = null,
  due_at = null,
  cause = null,
  hold = null
from free m where t.ctid = m.place
returning cast(t.id as text) as id

-- Completions.COMPLETE_ONE
-- Index Scan using letter_pkey on letter
update letter t set processed_at = :now,
  error = null,
  due_at = null,
  cause = null,
  hold = null
where t.id = cast(:id as uuid)
  and t.last_submitted_at = :submission
  and t.attempts = :attempt
  and t.claimed_by = :epoch
  and t.processed_at is null and t.canceled_at is null and t.due_at is not null
  and true
returning set_config('idle_in_transaction_session_timeout', :silence, true) as bound

-- Completions.COMPLETABLE
-- Index Scan using letter_pkey on letter
select cast(t.id as text) as id
from unnest(:ids, :submissions, :attempts, :epochs) m(id, submission, attempt, epoch)
join letter t on t.id = cast(m.id as uuid)
where t.last_submitted_at = cast(m.submission as timestamptz)
  and t.attempts = m.attempt
  and t.claimed_by = m.epoch
  and t.processed_at is null and t.canceled_at is null and t.due_at is not null
  and true

-- Completions.FAIL
-- Index Scan using letter_pkey on letter
-- Tid Scan on letter
with free as (
  select t.ctid as place, m.due, m.error, m.cause, m.event, m.begun, m.class, m.message, m.stack, m.frame, m.pattern, m.fingerprint, m.remedy, m.failures, m.losses
  from unnest(:ids, :submissions, :attempts, :epochs, :dues, :errors, :causes, :events, :beginnings, :classes, :messages, :stacks, :frames, :patterns, :fingerprints, :remedies, :failures, :losses) m(id, submission, attempt, epoch, due, error, cause, event, begun, class, message, stack, frame, pattern, fingerprint, remedy, failures, losses)
  join letter t on t.id = cast(m.id as uuid)
  where t.last_submitted_at = cast(m.submission as timestamptz)
    and t.attempts = m.attempt
    and t.claimed_by = m.epoch
    and t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0
    and true
  for no key update of t skip locked
),
moved as (
  update letter t set error = m.error,
    due_at = cast(m.due as timestamptz),
    cause = m.cause,
    hold = null
  from free m where t.ctid = m.place
  returning cast(t.id as text) as id,
    t.last_submitted_at as submission,
    t.attempts as attempt,
    m.event as event,
    m.cause as cause,
    cast(m.begun as timestamptz) as began_at,
    t.claimed_by as worker,
    (select w.name from asyncable_worker w where w.epoch = t.claimed_by) as worker_name,
    m.class as error_class,
    m.message as message,
    m.stack as stack,
    m.frame as frame,
    m.pattern as pattern,
    m.fingerprint as fingerprint,
    m.remedy as remedy,
    m.failures as failures,
    m.losses as losses
),
told as (
  insert into asyncable_history
    (process_type, record_id, submission, attempt, occurred_at, event, cause, began_at, worker, worker_name, error_class, message, stack, frame, pattern, fingerprint, remedy, failures, losses)
  select :type, id, coalesce(submission, :now), attempt, :now, event, cause, began_at, worker, worker_name, error_class, message, stack, frame, pattern, fingerprint, remedy, failures, losses
  from moved
)
select id from moved

-- Completions.FAILABLE
-- Index Scan using letter_pkey on letter
select cast(t.id as text) as id
from unnest(:ids, :submissions, :attempts, :epochs) m(id, submission, attempt, epoch)
join letter t on t.id = cast(m.id as uuid)
where t.last_submitted_at = cast(m.submission as timestamptz)
  and t.attempts = m.attempt
  and t.claimed_by = m.epoch
  and t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0
  and true

-- Completions.EXPIRE
-- Index Scan using letter_pkey on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
with moved as (
  update letter t set error = :error,
    due_at = null,
    cause = :cause,
    hold = null
  where t.id = cast(:id as uuid)
    and t.last_submitted_at = :submission
    and t.attempts = :attempt
    and t.processed_at is null and t.canceled_at is null and t.due_at is not null
    and (((t.attempts > 0) is not true)
      or (t.error is not null))
    and true
  returning cast(t.id as text) as id,
    t.last_submitted_at as submission,
    t.attempts as attempt,
    'expired' as event,
    :cause as cause,
    case when t.attempts > 0 then t.claimed_by end as worker,
    :error as message,
    (select array[h.failures, h.losses] from asyncable_history h
      where h.process_type = :type and h.record_id = cast(t.id as text)
        and h.submission = t.last_submitted_at order by h.id desc limit 1) as counts
),
told as (
  insert into asyncable_history
    (process_type, record_id, submission, attempt, occurred_at, event, cause, worker, message, failures, losses)
  select :type, id, coalesce(submission, :now), attempt, :now, event, cause, worker, message, coalesce(counts[1], 0), coalesce(counts[2], 0)
  from moved
)
select count(*) from moved

-- Completions.CANCEL
-- Index Scan using letter_pkey on letter
with moved as (
  update letter t set canceled_at = :now,
    due_at = null,
    cause = null,
    hold = null
  where t.id = cast(:id as uuid)
    and t.last_submitted_at = :submission
    and t.attempts = :attempt
    and t.claimed_by = :epoch
    and t.processed_at is null and t.canceled_at is null and t.due_at is not null
    and true
  returning cast(t.id as text) as id,
    t.last_submitted_at as submission,
    t.attempts as attempt,
    'canceled' as event,
    t.claimed_by as worker,
    'handler' as actor,
    :reason as message
),
told as (
  insert into asyncable_history
    (process_type, record_id, submission, attempt, occurred_at, event, worker, actor, message)
  select :type, id, coalesce(submission, :now), attempt, :now, event, worker, actor, message
  from moved
)
select count(*) from moved

-- Completions.LOCK
-- Index Scan using letter_pkey on letter
select 1 from letter where id = cast(:id as uuid) for no key update

-- Timers.ANY_DUE
-- Index Only Scan using letter__due_at_idx on letter
select min(due_at) <= :now from letter t where true

-- Timers.SET
-- Index Scan using letter_pkey on letter
with moved as (
  update letter t set due_at = cast(m.due as timestamptz),
    hold = null
  from unnest(:ids, :submissions, :attempts, :dues) m(id, submission, attempt, due)
  where t.id = cast(m.id as uuid)
    and t.last_submitted_at = cast(m.submission as timestamptz)
    and t.attempts = m.attempt
    and t.processed_at is null and t.canceled_at is null and t.due_at is not null
    and true
  returning 1
)
select count(*) from moved

-- Timers.PUBLISH
-- Index Scan using letter_pkey on letter
with moved as (
  update letter t set due_at = cast(m.due as timestamptz),
    published_at = :now,
    hold = null
  from unnest(:ids, :submissions, :attempts, :dues) m(id, submission, attempt, due)
  where t.id = cast(m.id as uuid)
    and t.last_submitted_at = cast(m.submission as timestamptz)
    and t.attempts = m.attempt
    and t.processed_at is null and t.canceled_at is null and t.due_at is not null
    and true
  returning 1
)
select count(*) from moved

-- Timers.HOLD_BACK
-- Index Scan using letter_pkey on letter
with moved as (
  update letter t set due_at = cast(m.due as timestamptz),
    hold = :hold
  from unnest(:ids, :submissions, :attempts, :dues) m(id, submission, attempt, due)
  where t.id = cast(m.id as uuid)
    and t.last_submitted_at = cast(m.submission as timestamptz)
    and t.attempts = m.attempt
    and t.processed_at is null and t.canceled_at is null and t.due_at is not null
    and (((t.attempts > 0) is not true)
      or (t.error is not null))
    and true
  returning 1
)
select count(*) from moved

-- Timers.PARK
-- Index Scan using letter_pkey on letter
with moved as (
  update letter t set due_at = cast(m.due as timestamptz),
    published_at = null,
    hold = :hold
  from unnest(:ids, :submissions, :attempts, :dues) m(id, submission, attempt, due)
  where t.id = cast(m.id as uuid)
    and t.last_submitted_at = cast(m.submission as timestamptz)
    and t.attempts = m.attempt
    and t.processed_at is null and t.canceled_at is null and t.due_at is not null
    and (((t.attempts > 0) is not true)
      or (t.error is not null))
    and t.published_at is not null
    and true
  returning 1
)
select count(*) from moved

-- Timers.RELEASE
-- Index Scan using letter__last_submitted_at_idx on letter
-- Tid Scan on letter
with free as (
  select t.ctid as place from letter t
  where t.claimed_by = :epoch
    and t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0
    and t.due_at > t.attempted_at
    and true
  for no key update of t skip locked
),
moved as (
  update letter t set due_at = t.attempted_at,
    hold = null
  from free m where t.ctid = m.place
  returning 1
)
select count(*) from moved

-- Timers.ANY_LEFT
-- Index Scan using letter__due_at_idx on letter
select exists (select 1 from letter t
where t.claimed_by = :epoch
  and t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0
  and t.due_at > t.attempted_at
  and true)

-- Timers.ALL
-- Index Scan using letter__due_at_idx on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
select cast(t.id as text) as id, t.last_submitted_at as submission,
  t.attempts as attempt, t.attempted_at as attempted, t.claimed_by as worker,
  t.error as error, t.trace as trace, t.published_at as published,
  t.attempts > 0 and t.error is null as running,
  t.cause = 'outcome_unknown' as once,
  case when t.attempts > 0 then (select array[h.failures, h.losses] from asyncable_history h
    where h.process_type = :type and h.record_id = cast(t.id as text)
      and h.submission = t.last_submitted_at order by h.id desc limit 1) end as counts
from letter t
where t.due_at <= :now and t.processed_at is null and t.canceled_at is null and true
  and (t.attempts = 0 or t.error is not null or t.claimed_by = :epoch
    or not exists (select 1 from asyncable_worker w
                   where w.epoch = t.claimed_by and w.dead_at is null))
order by t.due_at limit :limit
for no key update of t skip locked

-- Timers.WITHOUT_WAITING
-- Index Scan using letter__due_at_idx on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
select cast(t.id as text) as id, t.last_submitted_at as submission,
  t.attempts as attempt, t.attempted_at as attempted, t.claimed_by as worker,
  t.error as error, t.trace as trace, t.published_at as published,
  t.attempts > 0 and t.error is null as running,
  t.cause = 'outcome_unknown' as once,
  case when t.attempts > 0 then (select array[h.failures, h.losses] from asyncable_history h
    where h.process_type = :type and h.record_id = cast(t.id as text)
      and h.submission = t.last_submitted_at order by h.id desc limit 1) end as counts
from letter t
where t.due_at <= :now and t.processed_at is null and t.canceled_at is null and true
  and (t.attempts = 0 or t.error is not null or t.claimed_by = :epoch
    or not exists (select 1 from asyncable_worker w
                   where w.epoch = t.claimed_by and w.dead_at is null))
  and (t.last_submitted_at <= :overdue or t.attempts > 0 and t.error is null)
order by t.due_at limit :limit
for no key update of t skip locked

-- Timers.OWN
-- Index Scan using letter__due_at_idx on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
select cast(t.id as text) as id, t.last_submitted_at as submission,
  t.attempts as attempt, t.attempted_at as attempted, t.claimed_by as worker,
  t.error as error, t.trace as trace, t.published_at as published,
  t.attempts > 0 and t.error is null as running,
  t.cause = 'outcome_unknown' as once,
  case when t.attempts > 0 then (select array[h.failures, h.losses] from asyncable_history h
    where h.process_type = :type and h.record_id = cast(t.id as text)
      and h.submission = t.last_submitted_at order by h.id desc limit 1) end as counts
from letter t
where t.due_at <= :now and t.processed_at is null and t.canceled_at is null and true
  and (t.attempts = 0 or t.error is not null or t.claimed_by = :epoch
    or not exists (select 1 from asyncable_worker w
                   where w.epoch = t.claimed_by and w.dead_at is null))
  and t.claimed_by = :epoch and t.attempts > 0 and t.error is null
order by t.due_at limit :limit
for no key update of t skip locked

-- Acts.RESTART
-- Index Scan using letter_pkey on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
with moved as (
  update letter t set submitted_at = case when t.processed_at is null then t.submitted_at
      else greatest(:now, t.submitted_at + interval '1 microsecond') end,
    last_submitted_at = case when t.last_submitted_at = :now
        or t.attempts = 0 and t.last_submitted_at > :now
      then t.last_submitted_at + interval '1 microsecond' else :now end,
    attempted_at = null,
    processed_at = null,
    canceled_at = null,
    error = null,
    attempts = 0,
    due_at = case when t.attempts = 0 and t.last_submitted_at > :now
      then t.last_submitted_at + interval '1 microsecond' else :due end,
    claimed_by = case when t.processed_at is null then t.claimed_by end,
    published_at = case when t.attempts = 0 and t.last_submitted_at > :now
      then null else :now end,
    cause = null,
    hold = null
  where t.id = cast(:id as uuid)
    and t.last_submitted_at is not null and ((t.processed_at is not null)
      or (t.processed_at is null and t.canceled_at is not null)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is null)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is not null))
    and true
  returning cast(t.id as text) as id,
    t.last_submitted_at as submission,
    t.attempts as attempt,
    case when t.processed_at is not null then 'PROCESSED' when t.processed_at is null and t.canceled_at is not null then 'CANCELED' when t.processed_at is null and t.canceled_at is null and t.last_submitted_at is null then 'NOT_SUBMITTED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is null then 'EXPIRED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is not null then 'RETRYING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0 then 'RUNNING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at > :now then 'SCHEDULED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at <= :now then 'QUEUED' end as state,
    t.published_at is not null as published,
    t.trace as trace,
    (select array[h.failures, h.losses] from asyncable_history h
      where h.process_type = :type and h.record_id = cast(t.id as text)
        and h.submission = t.last_submitted_at order by h.id desc limit 1) as counts,
    'restarted' as event,
    :actor as actor,
    :reason as message
),
told as (
  insert into asyncable_history
    (process_type, record_id, submission, attempt, occurred_at, event, actor, message, failures, losses)
  select :type, id, coalesce(submission, :now), attempt, :now, event, actor, message, coalesce(counts[1], 0), coalesce(counts[2], 0)
  from moved
)
select id, submission, attempt, state, published, trace, counts from moved

-- Acts.BEGIN_NOW
-- Index Scan using letter_pkey on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
with moved as (
  update letter t set last_submitted_at = :now,
    due_at = :due,
    published_at = :now,
    hold = null
  where t.id = cast(:id as uuid)
    and t.last_submitted_at is not null and ((t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at > :now))
    and true
  returning cast(t.id as text) as id,
    t.last_submitted_at as submission,
    t.attempts as attempt,
    case when t.processed_at is not null then 'PROCESSED' when t.processed_at is null and t.canceled_at is not null then 'CANCELED' when t.processed_at is null and t.canceled_at is null and t.last_submitted_at is null then 'NOT_SUBMITTED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is null then 'EXPIRED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is not null then 'RETRYING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0 then 'RUNNING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at > :now then 'SCHEDULED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at <= :now then 'QUEUED' end as state,
    t.published_at is not null as published,
    t.trace as trace,
    (select array[h.failures, h.losses] from asyncable_history h
      where h.process_type = :type and h.record_id = cast(t.id as text)
        and h.submission = t.last_submitted_at order by h.id desc limit 1) as counts,
    'begun_now' as event,
    :actor as actor,
    :reason as message
),
told as (
  insert into asyncable_history
    (process_type, record_id, submission, attempt, occurred_at, event, actor, message, failures, losses)
  select :type, id, coalesce(submission, :now), attempt, :now, event, actor, message, coalesce(counts[1], 0), coalesce(counts[2], 0)
  from moved
)
select id, submission, attempt, state, published, trace, counts from moved

-- Acts.RETRY_NOW
-- Index Scan using letter_pkey on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
with moved as (
  update letter t set due_at = :due,
    published_at = :now,
    hold = null
  where t.id = cast(:id as uuid)
    and t.last_submitted_at is not null and ((t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is not null)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at <= :now))
    and true
  returning cast(t.id as text) as id,
    t.last_submitted_at as submission,
    t.attempts as attempt,
    case when t.processed_at is not null then 'PROCESSED' when t.processed_at is null and t.canceled_at is not null then 'CANCELED' when t.processed_at is null and t.canceled_at is null and t.last_submitted_at is null then 'NOT_SUBMITTED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is null then 'EXPIRED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is not null then 'RETRYING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0 then 'RUNNING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at > :now then 'SCHEDULED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at <= :now then 'QUEUED' end as state,
    t.published_at is not null as published,
    t.trace as trace,
    (select array[h.failures, h.losses] from asyncable_history h
      where h.process_type = :type and h.record_id = cast(t.id as text)
        and h.submission = t.last_submitted_at order by h.id desc limit 1) as counts,
    'retried_now' as event,
    :actor as actor,
    :reason as message
),
told as (
  insert into asyncable_history
    (process_type, record_id, submission, attempt, occurred_at, event, actor, message, failures, losses)
  select :type, id, coalesce(submission, :now), attempt, :now, event, actor, message, coalesce(counts[1], 0), coalesce(counts[2], 0)
  from moved
)
select id, submission, attempt, state, published, trace, counts from moved

-- Acts.CANCEL
-- Index Scan using letter_pkey on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
with moved as (
  update letter t set canceled_at = :now,
    due_at = null,
    hold = null
  where t.id = cast(:id as uuid)
    and ((t.processed_at is null and t.canceled_at is null and t.last_submitted_at is null)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is null)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is not null)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at > :now)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at <= :now))
    and true
  returning cast(t.id as text) as id,
    t.last_submitted_at as submission,
    t.attempts as attempt,
    case when t.processed_at is not null then 'PROCESSED' when t.processed_at is null and t.canceled_at is not null then 'CANCELED' when t.processed_at is null and t.canceled_at is null and t.last_submitted_at is null then 'NOT_SUBMITTED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is null then 'EXPIRED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is not null then 'RETRYING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0 then 'RUNNING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at > :now then 'SCHEDULED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at <= :now then 'QUEUED' end as state,
    t.published_at is not null as published,
    t.trace as trace,
    (select array[h.failures, h.losses] from asyncable_history h
      where h.process_type = :type and h.record_id = cast(t.id as text)
        and h.submission = t.last_submitted_at order by h.id desc limit 1) as counts,
    'canceled' as event,
    :actor as actor,
    :reason as message
),
told as (
  insert into asyncable_history
    (process_type, record_id, submission, attempt, occurred_at, event, actor, message, failures, losses)
  select :type, id, coalesce(submission, :now), attempt, :now, event, actor, message, coalesce(counts[1], 0), coalesce(counts[2], 0)
  from moved
)
select id, submission, attempt, state, published, trace, counts from moved

-- Acts.MARK_PROCESSED
-- Index Scan using letter_pkey on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
with moved as (
  update letter t set processed_at = :now,
    error = null,
    due_at = null,
    cause = null,
    hold = null
  where t.id = cast(:id as uuid)
    and t.last_submitted_at is not null and ((t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is null)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is not null)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at > :now)
      or (t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at <= :now))
    and true
  returning cast(t.id as text) as id,
    t.last_submitted_at as submission,
    t.attempts as attempt,
    case when t.processed_at is not null then 'PROCESSED' when t.processed_at is null and t.canceled_at is not null then 'CANCELED' when t.processed_at is null and t.canceled_at is null and t.last_submitted_at is null then 'NOT_SUBMITTED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is null then 'EXPIRED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is not null then 'RETRYING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0 then 'RUNNING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at > :now then 'SCHEDULED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at <= :now then 'QUEUED' end as state,
    t.published_at is not null as published,
    t.trace as trace,
    (select array[h.failures, h.losses] from asyncable_history h
      where h.process_type = :type and h.record_id = cast(t.id as text)
        and h.submission = t.last_submitted_at order by h.id desc limit 1) as counts,
    'marked_processed' as event,
    :actor as actor,
    :reason as message
),
told as (
  insert into asyncable_history
    (process_type, record_id, submission, attempt, occurred_at, event, actor, message, failures, losses)
  select :type, id, coalesce(submission, :now), attempt, :now, event, actor, message, coalesce(counts[1], 0), coalesce(counts[2], 0)
  from moved
)
select id, submission, attempt, state, published, trace, counts from moved

-- Acts.UPDATE_ERROR
-- Index Scan using letter_pkey on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
with moved as (
  update letter t set error = :error
  where t.id = cast(:id as uuid)
    and t.error is not null
    and true
  returning cast(t.id as text) as id,
    t.last_submitted_at as submission,
    t.attempts as attempt,
    case when t.processed_at is not null then 'PROCESSED' when t.processed_at is null and t.canceled_at is not null then 'CANCELED' when t.processed_at is null and t.canceled_at is null and t.last_submitted_at is null then 'NOT_SUBMITTED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is null then 'EXPIRED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is not null then 'RETRYING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0 then 'RUNNING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at > :now then 'SCHEDULED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at <= :now then 'QUEUED' end as state,
    t.published_at is not null as published,
    t.trace as trace,
    (select array[h.failures, h.losses] from asyncable_history h
      where h.process_type = :type and h.record_id = cast(t.id as text)
        and h.submission = t.last_submitted_at order by h.id desc limit 1) as counts,
    'error_updated' as event,
    :actor as actor,
    :reason as message
),
told as (
  insert into asyncable_history
    (process_type, record_id, submission, attempt, occurred_at, event, actor, message, failures, losses)
  select :type, id, coalesce(submission, :now), attempt, :now, event, actor, message, coalesce(counts[1], 0), coalesce(counts[2], 0)
  from moved
)
select id, submission, attempt, state, published, trace, counts from moved

-- Acts.CLEAR_ERROR
-- Index Scan using letter_pkey on letter
-- Index Scan Backward using asyncable_history_record_idx on asyncable_history
with moved as (
  update letter t set error = null
  where t.id = cast(:id as uuid)
    and t.error is not null
    and t.canceled_at is not null
    and true
  returning cast(t.id as text) as id,
    t.last_submitted_at as submission,
    t.attempts as attempt,
    case when t.processed_at is not null then 'PROCESSED' when t.processed_at is null and t.canceled_at is not null then 'CANCELED' when t.processed_at is null and t.canceled_at is null and t.last_submitted_at is null then 'NOT_SUBMITTED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is null then 'EXPIRED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is not null then 'RETRYING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and t.attempts > 0 then 'RUNNING' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at > :now then 'SCHEDULED' when t.last_submitted_at is not null and t.processed_at is null and t.canceled_at is null and t.due_at is not null and t.error is null and (t.attempts > 0) is not true and t.last_submitted_at <= :now then 'QUEUED' end as state,
    t.published_at is not null as published,
    t.trace as trace,
    (select array[h.failures, h.losses] from asyncable_history h
      where h.process_type = :type and h.record_id = cast(t.id as text)
        and h.submission = t.last_submitted_at order by h.id desc limit 1) as counts,
    'error_cleared' as event,
    :actor as actor,
    :reason as message
),
told as (
  insert into asyncable_history
    (process_type, record_id, submission, attempt, occurred_at, event, actor, message, failures, losses)
  select :type, id, coalesce(submission, :now), attempt, :now, event, actor, message, coalesce(counts[1], 0), coalesce(counts[2], 0)
  from moved
)
select id, submission, attempt, state, published, trace, counts from moved

-- Acts.STATE
-- Index Scan using letter_pkey on letter
select case when processed_at is not null then 'PROCESSED' when processed_at is null and canceled_at is not null then 'CANCELED' when processed_at is null and canceled_at is null and last_submitted_at is null then 'NOT_SUBMITTED' when last_submitted_at is not null and processed_at is null and canceled_at is null and due_at is null then 'EXPIRED' when last_submitted_at is not null and processed_at is null and canceled_at is null and due_at is not null and error is not null then 'RETRYING' when last_submitted_at is not null and processed_at is null and canceled_at is null and due_at is not null and error is null and attempts > 0 then 'RUNNING' when last_submitted_at is not null and processed_at is null and canceled_at is null and due_at is not null and error is null and (attempts > 0) is not true and last_submitted_at > :now then 'SCHEDULED' when last_submitted_at is not null and processed_at is null and canceled_at is null and due_at is not null and error is null and (attempts > 0) is not true and last_submitted_at <= :now then 'QUEUED' end from letter t where id = cast(:id as uuid) and true
