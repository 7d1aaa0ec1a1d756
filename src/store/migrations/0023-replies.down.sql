drop table voice_address;
drop table reply;
