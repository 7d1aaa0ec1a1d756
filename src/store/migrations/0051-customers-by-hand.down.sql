select tells_nothing('contact_point');
select tells_changes('contact_point', 'customer', '{customer_id}', '{}', 'customer_id');
select tells_nothing('property');
alter table property drop column access_note;
