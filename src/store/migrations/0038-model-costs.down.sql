drop index model_call_of_message;
drop table model_stop;
drop table model_budget;
drop table model_day;
