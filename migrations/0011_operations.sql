-- What the operator should know, which processes work, and which scheduled tasks ran.

create type notice_severity as enum ('info', 'warning', 'urgent');

create table notices (
  id bigint generated always as identity primary key,
  kind text not null constraint notices_kind_is_short check (length(kind) between 1 and 60),
  subject text not null constraint notices_subject_is_short check (length(subject) between 1 and 120),
  severity notice_severity not null,
  text text not null constraint notices_text_is_short check (length(text) between 1 and 1000),
  times int not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  cleared_at timestamptz,
  cleared_by text constraint notices_cleared_by_is_short check (length(cleared_by) <= 100),
  constraint notices_are_cleared_by_somebody check ((cleared_at is null) = (cleared_by is null))
);
create unique index notices_one_open on notices (kind, subject) where cleared_at is null;

create table workers (
  name text primary key constraint workers_name_is_short check (length(name) between 1 and 100),
  started_at timestamptz not null,
  seen_at timestamptz not null
);
comment on table workers is 'processes that work; one that ends as it should takes its row away';

create table scheduled_tasks (
  task text primary key constraint scheduled_tasks_name_is_short check (length(task) between 1 and 60),
  known_since timestamptz not null
);
comment on column scheduled_tasks.known_since is
  'when a worker first scheduled it: it cannot have been missed before';

create table job_runs (
  id bigint generated always as identity primary key,
  task text not null constraint job_runs_task_is_short check (length(task) between 1 and 60),
  worker text not null constraint job_runs_worker_is_short check (length(worker) <= 100),
  job_id bigint,
  started_at timestamptz not null,
  finished_at timestamptz,
  error text constraint job_runs_error_is_short check (length(error) <= 1000),
  constraint job_runs_fail_when_they_end check (error is null or finished_at is not null)
);
create index job_runs_by_task on job_runs (task, started_at desc);
create index job_runs_open on job_runs (id) where finished_at is null;
comment on column job_runs.job_id is 'of the queue''s job; null: started by hand';

-- Processes of one shop find each other by it in a store that other shops use as well.
alter table shop add column installation uuid not null default gen_random_uuid();
