drop table source_listing;
drop table source_file;
