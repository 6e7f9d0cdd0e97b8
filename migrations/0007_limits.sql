-- One counter per limited subject, shared by every process. Losing it in a crash forgives at
-- most one minute, so it is unlogged.
create unlogged table rate_windows (
  subject text collate "C" primary key,
  minute int not null,
  used int not null
) with (fillfactor = 50);
