drop schema machine cascade;
drop table alert;
drop table custom_metric;
drop table metric_minute;
