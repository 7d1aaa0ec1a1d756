select tells_nothing('mirror');
select tells_nothing('conflict');
drop table mirror_link;
drop table mirror;
drop table conflict;
drop table conflict_rule;
