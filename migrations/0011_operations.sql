-- What the operator should know, and which scheduled tasks ran.

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

create table job_runs (
  id bigint generated always as identity primary key,
  task text not null constraint job_runs_task_is_short check (length(task) between 1 and 60),
  worker text not null constraint job_runs_worker_is_short check (length(worker) <= 100),
  started_at timestamptz not null,
  finished_at timestamptz,
  error text constraint job_runs_error_is_short check (length(error) <= 1000)
);
create index job_runs_by_task on job_runs (task, started_at desc);
