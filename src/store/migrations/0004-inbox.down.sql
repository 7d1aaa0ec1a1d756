drop table thread_change;
drop table thread_entry;
drop table conversation;
drop table thread_rule;
drop table attachment_file;
drop table attachment;
drop table media;
drop table message;
