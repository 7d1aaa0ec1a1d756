drop table message_vector_count;
drop table message_vector;
