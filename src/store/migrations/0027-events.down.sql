drop function tell_access() cascade;
select tells_nothing(name::regclass) from unnest(array['conversation', 'message', 'understanding', 'attachment_file', 'customer',
  'contact_point', 'match_question', 'reply', 'run', 'source', 'incident', 'alert']) name;
drop function tells_nothing(regclass);
drop function tells_changes(regclass, text, text[], text[], text);
drop table dead_letter;
drop table event_cursor;
drop table event;
