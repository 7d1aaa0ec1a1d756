drop table source_file;
