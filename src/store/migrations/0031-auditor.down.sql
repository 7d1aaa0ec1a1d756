drop index message_of_item;
drop table checkpoint_range;
drop table checkpoint;
drop table finding;
drop table check_round;
drop table check_run;
