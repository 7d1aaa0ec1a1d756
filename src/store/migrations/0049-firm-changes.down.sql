drop trigger insight_due_update on tenant;
drop function insight_note_clock();
select tells_nothing('tenant');
