drop table set_aside;
drop table run_item;
drop table raw_item;
drop table run;
drop table source;
