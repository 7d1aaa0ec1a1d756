-- What somebody of the firm writes of a customer by hand: a place says how one gets in there, and whoever adds, corrects or takes
-- away a place or an address tells of it.
alter table property add column access_note text;
comment on column property.access_note is 'How one gets in, in the firm''s own words: a gate code, where the key is, the dog; null when nobody said.';
select tells_changes('property', 'customer', '{customer_id}', '{address,access_note}', 'customer_id');
select tells_nothing('contact_point');
select tells_changes('contact_point', 'customer', '{customer_id,kind}', '{value}', 'customer_id');
