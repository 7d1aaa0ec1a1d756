drop table vouched_sender;
