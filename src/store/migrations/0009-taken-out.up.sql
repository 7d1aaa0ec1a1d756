alter table conversation add column taken_out_at timestamptz;
comment on column conversation.taken_out_at is 'When a person took it out after silence or its labels had archived it; from then on silence counts anew, and its labels do not make it spam.';
