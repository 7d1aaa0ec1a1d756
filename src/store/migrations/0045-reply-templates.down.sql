drop table reply_template;
