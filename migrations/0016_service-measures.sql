-- What customers are shown of a service, over the newest orders that ended, whoever delivered them.
create table service_measures (
  service_id int primary key references services (id),
  sample int not null,
  start_sample int not null,
  start_s int,
  finish_sample int not null,
  finish_s int,
  completed_bp int not null,
  partial_bp int not null,
  canceled_bp int not null,
  measured_at timestamptz not null,
  constraint service_measures_have_enough check (sample >= 5),
  constraint service_measures_start_has_enough check ((start_s is null) = (start_sample < 5)),
  constraint service_measures_finish_has_enough check ((finish_s is null) = (finish_sample < 5))
);
comment on column service_measures.sample is 'ended orders that the shares are made of';
comment on column service_measures.start_s is 'median seconds from order to the first sight of delivery';
comment on column service_measures.finish_s is 'median seconds from order to completion';
