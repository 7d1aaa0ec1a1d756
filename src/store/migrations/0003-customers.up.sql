create table phone_normalization (
  tenant_id uuid not null default app_tenant(),
  region text not null,
  written text not null,
  kind text not null check (kind in ('phone', 'short_code', 'email', 'other')),
  value text not null,
  version integer not null,
  primary key (tenant_id, region, written),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table phone_normalization is 'Cache: what a written address turned out to be. Written by customers.';
comment on column phone_normalization.tenant_id is 'The firm.';
comment on column phone_normalization.region is 'The country whose plan was assumed, ISO 3166.';
comment on column phone_normalization.written is 'As written on the wire.';
comment on column phone_normalization.kind is 'phone: a valid number; short_code: 3 to 6 digits; email; other: kept as it is.';
comment on column phone_normalization.value is 'E.164 for a phone, lower case for an e-mail, else as written.';
comment on column phone_normalization.version is 'Version of the rule that read it; a newer rule reads it again.';
select firm_table('phone_normalization');

create table customer (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  name text,
  name_from text not null default 'none' check (name_from in ('none', 'contacts', 'message', 'person')),
  sort_name text collate "C" not null default '~',
  kind text not null default 'unknown' check (kind in ('unknown', 'residential', 'business')),
  given_name text,
  given_by text check (given_by in ('message', 'person')),
  given_kind text check (given_kind in ('residential', 'business')),
  merged_into uuid,
  version integer not null default 1,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id) references tenant (tenant_id),
  foreign key (tenant_id, merged_into) references customer (tenant_id, id) deferrable initially deferred
);
create index customer_by_name on customer (tenant_id, sort_name, id) where merged_into is null;
create index customer_absorbed on customer (tenant_id, merged_into) where merged_into is not null;
comment on table customer is 'A person or business the firm works for, or might. Written by customers.';
comment on column customer.tenant_id is 'The firm.';
comment on column customer.id is 'UUIDv7.';
comment on column customer.name is 'What to call them; null while nobody has said.';
comment on column customer.name_from is 'Who gave the name: the source''s contacts, a message, a person of the firm (which no machine overwrites), or none.';
comment on column customer.sort_name is 'The name folded for sorting: lower case, no diacritics; ~ sorts the nameless last.';
comment on column customer.kind is 'Residential or business, once known or told by the name.';
comment on column customer.given_name is 'The name a message or a person gave this very customer, whatever is shown meanwhile; null when none did.';
comment on column customer.given_by is 'Who gave given_name.';
comment on column customer.given_kind is 'The kind a person set; null leaves it to the name.';
comment on column customer.merged_into is 'The customer this one turned out to be; null while it stands for itself.';
comment on column customer.version is 'Counts changes, for optimistic checks.';
comment on column customer.made_at is 'When it was first made.';
comment on column customer.changed_at is 'When it last changed.';
select firm_table('customer');

create table customer_name_token (
  tenant_id uuid not null default app_tenant(),
  token text not null,
  customer_id uuid not null,
  primary key (tenant_id, token, customer_id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id) on delete cascade
);
comment on table customer_name_token is 'The words of customers'' names, folded and shortened, to find candidates for a likeness by name. Written by customers.';
comment on column customer_name_token.tenant_id is 'The firm.';
comment on column customer_name_token.token is 'First four letters of a word of the name, lower case, without diacritics.';
comment on column customer_name_token.customer_id is 'Who has it.';
select firm_table('customer_name_token');

create table contact_point (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  kind text not null check (kind in ('phone', 'short_code', 'email', 'other', 'name')),
  value text not null,
  customer_id uuid,
  link_method text check (link_method in ('new', 'exact', 'alternate_phone', 'email', 'property', 'fuzzy_name', 'person')),
  link_confidence real check (link_confidence between 0 and 1),
  link_evidence jsonb,
  linked_at timestamptz,
  made_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, kind, value),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
create index contact_point_of_customer on contact_point (tenant_id, customer_id);
comment on table contact_point is 'An address at which somebody can be reached, or a bare name when the source tells no more. Written by customers.';
comment on column contact_point.tenant_id is 'The firm.';
comment on column contact_point.id is 'UUIDv7.';
comment on column contact_point.kind is 'phone (E.164), short_code, email, other (as written), name (only a name is known).';
comment on column contact_point.value is 'The normalised address.';
comment on column contact_point.customer_id is 'Whose it is; null for short codes and others that are nobody''s.';
comment on column contact_point.link_method is 'How it was matched to its customer.';
comment on column contact_point.link_confidence is '0 to 1.';
comment on column contact_point.link_evidence is 'What it was matched by: [{what, detail}].';
comment on column contact_point.linked_at is 'When.';
comment on column contact_point.made_at is 'When it was first seen.';
select firm_table('contact_point');

create table contact_name (
  tenant_id uuid not null default app_tenant(),
  contact_point_id uuid not null,
  name text not null,
  name_key text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  noted_at timestamptz not null,
  primary key (tenant_id, contact_point_id, name),
  foreign key (tenant_id, contact_point_id) references contact_point (tenant_id, id)
);
create index contact_name_by_key on contact_name (tenant_id, name_key);
comment on table contact_name is 'Names a source has given for an address, over time and exports. Written by customers.';
comment on column contact_name.tenant_id is 'The firm.';
comment on column contact_name.contact_point_id is 'The address.';
comment on column contact_name.name is 'As the source wrote it.';
comment on column contact_name.name_key is 'Folded for comparing: lower case, no diacritics, "Last, First" turned round, without labels such as "cell".';
comment on column contact_name.first_at is 'Time of the oldest message it was seen with.';
comment on column contact_name.last_at is 'Time of the newest message it was seen with.';
comment on column contact_name.noted_at is 'When it was first imported; the later of two names that are equally new wins.';
select firm_table('contact_name');

create table property (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  customer_id uuid not null,
  address text not null,
  address_key text not null,
  building_key text not null,
  made_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
create index property_of_customer on property (tenant_id, customer_id, address_key);
create index property_by_building on property (tenant_id, building_key);
comment on table property is 'A place where a customer wants work done. Written by customers.';
comment on column property.tenant_id is 'The firm.';
comment on column property.id is 'UUIDv7.';
comment on column property.customer_id is 'Whose place it is.';
comment on column property.address is 'As given.';
comment on column property.address_key is 'building|unit|town, folded: lower case, no diacritics or punctuation, street words shortened.';
comment on column property.building_key is 'House number and street, folded likewise: what all flats of one house share.';
comment on column property.made_at is 'When it was first known.';
select firm_table('property');

create table match_question (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  contact_point_id uuid not null,
  customer_id uuid not null,
  method text not null,
  confidence real not null check (confidence between 0 and 1),
  evidence jsonb not null,
  answer text check (answer in ('same', 'different')),
  asked_at timestamptz not null,
  answered_at timestamptz,
  answered_by text,
  primary key (tenant_id, id),
  unique (tenant_id, contact_point_id, customer_id),
  foreign key (tenant_id, contact_point_id) references contact_point (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
create index match_question_about on match_question (tenant_id, customer_id);
create index match_question_open on match_question (tenant_id, confidence desc, id) where answer is null;
comment on table match_question is 'A doubtful match, waiting for a person. Written by customers.';
comment on column match_question.tenant_id is 'The firm.';
comment on column match_question.id is 'UUIDv7.';
comment on column match_question.contact_point_id is 'The address in question, which has a customer of its own until answered.';
comment on column match_question.customer_id is 'Who it might belong to; with method renamed, whose it is and may no longer be.';
comment on column match_question.method is 'How the likeness was found: exact, alternate_phone, email, property, fuzzy_name; renamed when an address turned up under an utterly different name.';
comment on column match_question.confidence is '0 to 1.';
comment on column match_question.evidence is 'What speaks for and against: [{what, detail}].';
comment on column match_question.answer is 'same, different, or null while open.';
comment on column match_question.asked_at is 'When it arose.';
comment on column match_question.answered_at is 'When a person answered.';
comment on column match_question.answered_by is 'Who answered.';
select firm_table('match_question');

create table customer_merge (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  seq integer not null,
  kept_id uuid not null,
  absorbed_id uuid not null,
  moved jsonb not null,
  question_id uuid,
  merged_by text not null,
  merged_at timestamptz not null,
  undone_by text,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, kept_id) references customer (tenant_id, id),
  foreign key (tenant_id, absorbed_id) references customer (tenant_id, id),
  foreign key (tenant_id, question_id) references match_question (tenant_id, id)
);
create index customer_merge_in_order on customer_merge (tenant_id, seq);
create index customer_merge_of on customer_merge (tenant_id, kept_id, merged_at);
create index customer_merge_away on customer_merge (tenant_id, absorbed_id, merged_at);
comment on table customer_merge is 'Two customers found to be one, with all it takes to part them again. Written by customers.';
comment on column customer_merge.tenant_id is 'The firm.';
comment on column customer_merge.id is 'UUIDv7.';
comment on column customer_merge.seq is 'Counts the firm''s merges and moves together, in the order they were made.';
comment on column customer_merge.kept_id is 'Who stays.';
comment on column customer_merge.absorbed_id is 'Who went into it; the row stays, pointing there.';
comment on column customer_merge.moved is 'What changed hands: {contactPoints: [{id, method, confidence, evidence, linkedAt}], properties: [id], questions: [id]}.';
comment on column customer_merge.question_id is 'The question whose answer it was; undoing the merge asks it again.';
comment on column customer_merge.merged_by is 'Who decided: a person, or the rule.';
comment on column customer_merge.merged_at is 'When.';
comment on column customer_merge.undone_by is 'Who took it back.';
comment on column customer_merge.undone_at is 'When it was taken back; null while it holds.';
select firm_table('customer_merge');

create table contact_point_move (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  seq integer not null,
  contact_point_id uuid not null,
  from_customer_id uuid,
  to_customer_id uuid not null,
  made_customer boolean not null,
  link jsonb not null,
  question_id uuid,
  moved_by text not null,
  moved_at timestamptz not null,
  undone_by text,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_point_id) references contact_point (tenant_id, id),
  foreign key (tenant_id, from_customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, to_customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, question_id) references match_question (tenant_id, id)
);
create index contact_point_move_in_order on contact_point_move (tenant_id, seq);
create index contact_point_move_of on contact_point_move (tenant_id, contact_point_id, moved_at);
comment on table contact_point_move is 'An address given to another customer, with all it takes to give it back. Written by customers.';
comment on column contact_point_move.tenant_id is 'The firm.';
comment on column contact_point_move.id is 'UUIDv7.';
comment on column contact_point_move.seq is 'Counts the firm''s merges and moves together, in the order they were made.';
comment on column contact_point_move.contact_point_id is 'The address.';
comment on column contact_point_move.from_customer_id is 'Whose it was; null when nobody''s.';
comment on column contact_point_move.to_customer_id is 'Whose it became.';
comment on column contact_point_move.made_customer is 'Whether to_customer_id was made for it.';
comment on column contact_point_move.link is 'Its link before: {method, confidence, evidence, linkedAt}; and keptName, the name from_customer_id was given to keep, if any.';
comment on column contact_point_move.question_id is 'The question whose answer it was; undoing the move asks it again.';
comment on column contact_point_move.moved_by is 'Who decided: a person, or the rule.';
comment on column contact_point_move.moved_at is 'When.';
comment on column contact_point_move.undone_by is 'Who took it back.';
comment on column contact_point_move.undone_at is 'When it was taken back; null while it holds.';
select firm_table('contact_point_move');

create table participants (
  tenant_id uuid not null default app_tenant(),
  id uuid not null,
  key text not null,
  kind text not null check (kind in ('one', 'group', 'unknown')),
  made_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, key),
  foreign key (tenant_id) references tenant (tenant_id)
);
comment on table participants is 'Who a message is exchanged with: one address, a group of them, or nobody known. Written by customers.';
comment on column participants.tenant_id is 'The firm.';
comment on column participants.id is 'UUIDv7.';
comment on column participants.key is 'Sorted kind:value of all members, joined by a space (sha256:<hash> of that when it is very long); unknown:<message identity> when the source withholds the other side.';
comment on column participants.kind is 'one, group, or unknown.';
comment on column participants.made_at is 'When first seen.';
select firm_table('participants');

create table participant (
  tenant_id uuid not null default app_tenant(),
  participants_id uuid not null,
  contact_point_id uuid not null,
  primary key (tenant_id, participants_id, contact_point_id),
  foreign key (tenant_id, participants_id) references participants (tenant_id, id),
  foreign key (tenant_id, contact_point_id) references contact_point (tenant_id, id)
);
create index participant_of on participant (tenant_id, contact_point_id);
comment on table participant is 'Which addresses take part. Written by customers.';
comment on column participant.tenant_id is 'The firm.';
comment on column participant.participants_id is 'The set.';
comment on column participant.contact_point_id is 'A member of it.';
select firm_table('participant');
