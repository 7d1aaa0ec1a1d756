drop index media_forgotten;
alter table media drop column forgotten_at;
drop table erasure_mark;
