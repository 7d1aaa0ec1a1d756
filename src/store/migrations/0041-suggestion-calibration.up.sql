-- What people decided calibrates the confidence of later drafts. What a draft's was before that stays beside it.
alter table suggestion add column prior real check (prior between 0 and 1);
comment on column suggestion.prior is 'The confidence before what people decided was looked at, 0 to 1; null where that is the confidence itself.';
comment on column suggestion.confidence is 'How likely it is sent as it is, or changed by little, 0 to 1: the prior, calibrated by what people had decided when it was made.';
create index suggestion_decided on suggestion (tenant_id, decided_at desc, id desc) where state in ('approved', 'edited', 'rejected');

-- A rejection can be taken back; its reason stays.
alter table suggestion drop constraint suggestion_check2;
alter table suggestion add constraint suggestion_rejection check (state <> 'rejected' or rejection is not null);
comment on column suggestion.rejection is 'Why they did not want it: a code of src/contract/suggestions.ts. It stays where that was taken back.';

comment on column metric_minute.name is 'What: stage, stored, look, request, timeout, suggestion.';
