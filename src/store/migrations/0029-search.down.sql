drop table search_record;
drop table search_message;
drop table search_document_block;
drop table search_term_block;
drop table search_segment;
