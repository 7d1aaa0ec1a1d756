alter table suggestion drop constraint suggestion_rejection;
alter table suggestion no force row level security;
update suggestion set rejection = null where state <> 'rejected' and rejection is not null;
alter table suggestion force row level security;
alter table suggestion add constraint suggestion_check2 check ((state = 'rejected') = (rejection is not null));
comment on column suggestion.rejection is 'Why they did not want it: a code of src/contract/suggestions.ts.';
drop index suggestion_decided;
comment on column suggestion.confidence is 'How likely it can be sent as it is, 0 to 1.';
alter table suggestion drop column prior;
