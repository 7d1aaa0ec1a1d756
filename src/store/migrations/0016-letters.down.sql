drop table auth.email_proof;
delete from auth.sign_in_link where mailed;
alter table auth.sign_in_link drop column mailed;
