select tells_nothing('suggestion');
drop table suggestion;
