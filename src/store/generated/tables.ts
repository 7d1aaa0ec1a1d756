// Made by scripts/generate-tables.ts from the migrations; do not edit.
import type { ColumnType } from 'kysely'

/** Written as a Date or ISO text, read as a Date. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>
/** A 64-bit integer, read as decimal text because a number cannot hold all of them. */
export type BigIntAsText = ColumnType<string, string | number | bigint, string | number | bigint>
/** Written as JSON text, read parsed; parse it again with a schema before use. */
export type Json = ColumnType<unknown, string, string>
/** The same, of a column that may be empty. */
export type NullableJson = ColumnType<unknown, string | null | undefined, string | null>
/** May be left out on insert: the database fills it in. */
export type Generated<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>

/** What is not well, from when until when. Written by monitoring. */
export type AlertTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** What: one of alertTypes of src/contract/monitoring.ts. */
  type: string
  /** At which source; null when it is none's. */
  sourceId: string | null
  /** low, medium, high or critical. */
  severity: string
  /** Figures, as they were last seen: value and threshold among them. */
  details: Json
  /** When it was found. */
  beganAt: Timestamp
  /** Since when it has not been seen again; null while it lasts. */
  calmSince: Timestamp | null
  /** When it was over by itself; null while it lasts, also after a person has resolved it. */
  endedAt: Timestamp | null
  /** When a person resolved it; null when none did. */
  resolvedAt: Timestamp | null
  /** Name of that person, as it was. */
  resolvedBy: string | null
  /** What they noted. */
  note: string | null
  /** When the firm's owners and managers were mailed of it; null when they were not. */
  mailedAt: Timestamp | null
  /** At which mirror; null when it is none's. */
  mirrorId: string | null
}

/** Something sent along with a message. Written by inbox. */
export type AttachmentTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The message. */
  messageId: string
  /** Place among its attachments, from 0. */
  position: number
  /** What the source says it is. */
  kind: string
  /** The name the source uses for it. */
  reference: string
  /** resolved: one file fits; ambiguous: one of several; missing: the source does not have it; too_large: it was left in its mail. */
  state: string
}

/** A file that is, or may be, an attachment. Written by inbox. */
export type AttachmentFileTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The attachment's message. */
  messageId: string
  /** The attachment's place in it. */
  position: number
  /** 0 is the best guess. */
  rank: number
  /** Path at the source. */
  path: string
  /** Its content; null until the bytes are stored. */
  sha256: string | null
}

/** Who did what and why: only added to, each entry chained to the one before. Written by audit. */
export type AuditEntryTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** 1, 2, 3, … in the firm, without gaps. */
  seq: BigIntAsText
  /** When, to the millisecond. */
  at: Timestamp
  /** person, key (API key), operator (command line on the server), rule (one of the firm's), model (language model) or system. */
  actorKind: string
  /** The person's or key's id; operator; the rule's or model's name; the part of the system. */
  actorId: string
  /** Their name at that time. */
  actorLabel: string
  /** What was done: customer.renamed. */
  action: string
  /** Kind of what it was done to: customer; null when it is the firm as a whole. */
  subjectKind: string | null
  /** Its id. */
  subjectId: string | null
  /** Why, in the actor's words or a code; null when not said. */
  reason: string | null
  /** JSON of ids, counts, roles and codes: nothing of customers. */
  details: string | null
  /** HMAC-SHA256 of what is sealed, so that it can be taken out and the chain stays whole. */
  sealedDigest: Buffer | null
  /** JSON {before, after} with names, numbers and addresses, sealed; null when there is none, or when it was taken out with the person it tells of. */
  sealed: Buffer | null
  /** HMAC-SHA256 over the hash of the entry before and all fields of this one but sealed. */
  hash: Buffer
}

/** The end of each firm's chain, which the next entry is added to; locked while that happens. Written by audit. */
export type AuditHeadTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Of the newest entry; 0 before there is one. */
  seq: BigIntAsText
  /** Of the newest entry; zeros before there is one. */
  hash: Buffer
}

/** How far each check has come on its way round all rows. Written by auditor. */
export type CheckRoundTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The check. */
  name: string
  /** Key of the newest row looked at; null before the first look. */
  newest: string | null
  /** Key behind which the round goes on; null at its beginning. */
  after: string | null
  /** When this round began. */
  beganAt: Timestamp
  /** When the last whole round ended; null before the first. */
  endedAt: Timestamp | null
}

/** One look whether what is kept agrees with itself. Written by auditor; the oldest go after 30 days. */
export type CheckRunTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** clock: as the setting says; person: by the API or the command line. */
  askedBy: string
  /** new: what is new, and a part of the rest; usual: all, and of what takes long to derive again a part; whole: all, derived again. */
  depth: string
  /** Only these checks; null for all. */
  names: string[] | null
  /** running, completed, cancelled by a person, or failed for a fault of ours. */
  status: string
  /** The process that works on it; null when it is over. */
  holder: string | null
  /** When another process may take the firm over; null when it is over. */
  leaseUntil: Timestamp | null
  /** A person asked it to stop. */
  cancelRequested: Generated<boolean>
  /** The check at work; null when it is over. */
  currentCheck: string | null
  /** Checks that are done. */
  done: Generated<number>
  /** Checks that are to be done. */
  total: number
  /** What each check found: [{name, looked, of, found, waiting, ms}]. */
  results: Generated<Json>
  /** Stable code of what ended it; null when nothing did. */
  errorCode: string | null
  /** When it began. */
  startedAt: Timestamp
  /** When it ended, however. */
  finishedAt: Timestamp | null
}

/** A named state of the firm, in counts and hashes, to compare others with. Written by auditor. */
export type CheckpointTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** What people call it. */
  name: string
  /** Name of who made it. */
  madeBy: string
  /** When its reading began. */
  beganAt: Timestamp
  /** When its reading ended. */
  endedAt: Timestamp
  /** All of it was read as it was at one moment; else what changed while it was read may be in it before or after. */
  oneMoment: boolean
  /** Fingerprint of the migrations: rows of other schemas differ all. */
  schema: string
  /** [{table, rows, hash}] by name; hash is the Merkle tree hash of its ranges (RFC 6962, section 2.1), hexadecimal. */
  tables: Json
  /** Merkle tree hash of all tables. */
  hash: Buffer
}

/** A leaf of a checkpoint's trees: rows of a table from behind the range before up to a key. Written by auditor. */
export type CheckpointRangeTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The checkpoint. */
  checkpointId: string
  /** The table. */
  tableName: string
  /** Counts the ranges of a table from 0, in order of keys. */
  place: number
  /** Key of its last row; hashed (SHA-256, hexadecimal) where a key can be somebody's address or name. Ranges are cut behind certain keys, so they stay the same whatever is added elsewhere. */
  lastKey: string
  /** How many rows. */
  rows: number
  /** SHA-256 over 0x00 and the SHA-256 of each row's canonical bytes. */
  hash: Buffer
}

/** A field that two changed from the same base: what each wrote, what holds, and what was lost. Written by conflicts. */
export type ConflictTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** ticket or customer. */
  kind: string
  /** Which one. No foreign key: what is erased takes its conflicts along by conflicts' own verb. */
  entityId: string
  /** Name of the field, as src/contract/conflicts.ts lists it. */
  field: string
  /** By which it was resolved; merge that found the same words changed waits as review does. */
  strategy: string
  /** both_changed; refused: the second cannot be had, as a status that cannot be reached; deleted: one changed what the other took away. */
  reason: string
  /** What both had seen: a text, a list of texts, or null. */
  base: Json
  /** What held here when the second came. */
  first: Json
  /** Name of who wrote it; null when nobody can tell. */
  firstBy: string | null
  /** When. */
  firstAt: Timestamp | null
  /** What came from the same base. */
  second: Json
  /** Name of who wrote it: a person, a key, or a mirror's name. */
  secondBy: string
  /** When it arrived here. */
  secondAt: Timestamp
  /** What has held since. */
  kept: Json
  /** Which of both does not hold; null when both do. */
  lost: string | null
  /** The mirror that the second came from; null when it came from a screen, a key or the command line. */
  mirrorId: string | null
  /** When both met. */
  foundAt: Timestamp
  /** When it was decided: at once where the strategy decides; null while it waits for a person. */
  settledAt: Timestamp | null
  /** Name of the person; conflicts where the strategy decided. */
  settledBy: string | null
  /** What a person chose; null where the strategy decided. */
  settled: NullableJson
}

/** What the firm chose to happen when two change the same field from the same base; without a row the strategy of src/contract/conflicts.ts holds. Written by conflicts. */
export type ConflictRuleTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** ticket or customer. */
  kind: string
  /** Name of the field, as src/contract/conflicts.ts lists it. */
  field: string
  /** latest: the later write holds; review: the first holds until a person decides; merge: three-way; both: both are kept. */
  strategy: string
  /** Name of who chose it. */
  setBy: string
  /** When. */
  setAt: Timestamp
}

/** Names a source has given for an address, over time and exports. Written by customers. */
export type ContactNameTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The address. */
  contactPointId: string
  /** As the source wrote it. */
  name: string
  /** Folded for comparing: lower case, no diacritics, "Last, First" turned round, without labels such as "cell". */
  nameKey: string
  /** Time of the oldest message it was seen with. */
  firstAt: Timestamp
  /** Time of the newest message it was seen with. */
  lastAt: Timestamp
  /** When it was first imported; the later of two names that are equally new wins. */
  notedAt: Timestamp
}

/** An address at which somebody can be reached, or a bare name when the source tells no more. Written by customers. */
export type ContactPointTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** phone (E.164), short_code, email, other (as written), name (only a name is known). */
  kind: string
  /** The normalised address. */
  value: string
  /** Whose it is; null for short codes and others that are nobody's. */
  customerId: string | null
  /** How it was matched to its customer. */
  linkMethod: string | null
  /** 0 to 1. */
  linkConfidence: number | null
  /** What it was matched by: [{what, detail}]. */
  linkEvidence: NullableJson
  /** When. */
  linkedAt: Timestamp | null
  /** When it was first seen. */
  madeAt: Timestamp
}

/** An address given to another customer, with all it takes to give it back. Written by customers. */
export type ContactPointMoveTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** Counts the firm's merges and moves together, in the order they were made. */
  seq: number
  /** The address. */
  contactPointId: string
  /** Whose it was; null when nobody's. */
  fromCustomerId: string | null
  /** Whose it became. */
  toCustomerId: string
  /** Whether to_customer_id was made for it. */
  madeCustomer: boolean
  /** Its link before: {method, confidence, evidence, linkedAt}; and keptName, the name from_customer_id was given to keep, if any. */
  link: Json
  /** The question whose answer it was; undoing the move asks it again. */
  questionId: string | null
  /** Who decided: a person, or the rule. */
  movedBy: string
  /** When. */
  movedAt: Timestamp
  /** Who took it back. */
  undoneBy: string | null
  /** When it was taken back; null while it holds. */
  undoneAt: Timestamp | null
}

/** Messages that belong together: one matter with one party. Written by inbox. */
export type ConversationTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7; stays as long as its anchor message leads a conversation. */
  id: string
  /** With whom. */
  participantsId: string
  /** The message it was first made for, for ever: wherever that message is, this conversation is. */
  anchorMessageId: string
  /** Its newest message. */
  lastMessageId: string
  /** Time of the oldest message. */
  firstAt: Timestamp
  /** Time of the newest message. */
  lastAt: Timestamp
  /** Time of the newest message to the firm. */
  lastInAt: Timestamp | null
  /** Time of the newest message from the firm. */
  lastOutAt: Timestamp | null
  /** When the other side began to wait for an answer; null when it does not. */
  waitingSince: Timestamp | null
  /** How many messages. */
  messageCount: number
  /** The source labelled it as spam. */
  spam: boolean
  /** A danger told of and not yet over: gas, carbon_monoxide, water, …; null when none. */
  hazard: string | null
  /** needs_reply: they spoke last and wait; waiting: we spoke last; active: nobody owes a word; archived: laid away, by a person or by silence. */
  status: string
  /** Code of why the status is what it is. */
  statusReason: string
  /** When silence will archive it; null when that is past or never. */
  restsAt: Timestamp | null
  /** When a person archived it; a newer message from the other side wakes it. */
  archivedAt: Timestamp | null
  /** The conversation its messages are in now, by a person's merge or by the rule; null while it stands for itself. */
  mergedInto: string | null
  /** Counts changes, for optimistic checks. */
  version: Generated<number>
  /** When it was first made. */
  madeAt: Timestamp
  /** The highest urgency of what the other side says and that is still open; null when archived, closed by the other side, or not yet understood. An emergency ends where a hazard ends. */
  urgency: string | null
  /** The newest message that is so urgent; null with urgency. */
  urgentMessageId: string | null
  /** When a person took it out after silence or its labels had archived it; from then on silence counts anew, and its labels do not make it spam. */
  takenOutAt: Timestamp | null
}

/** Figures of one conversation on one day of the firm's clock. Made from messages and findings, which can make it again; exports leave it out. Written by insights. */
export type ConversationAnalyticsTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The conversation. */
  conversationId: string
  /** Day of the firm's clock on which these messages were said, YYYY-MM-DD. */
  analysisDate: string
  /** The customer; the set of participants where it is none's or several customers'. */
  partyId: string
  /** Counts by name: {in, out, hours, channels, languages, urgencies, sentiments, services, topics, requests: [[waited minutes or null, of these working]]}. */
  metrics: Json
  /** Words of the other side, without names, numbers and addresses: {stem: [times, the word as it was written]}. */
  keywordAnalysis: Json
}

/** What a conversation comes to as a whole: whether it is resolved, and whether work was lost in it. Made from messages and findings, which can make it again; exports leave it out. Written by insights. */
export type ConversationInsightTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The conversation. */
  conversationId: string
  /** Of the rules that made it, and of the firm's clock; the stage makes it anew when they change. */
  version: string
  /** The customer; the set of participants where it is none's or several customers'. */
  partyId: string
  /** Time of the newest message. */
  lastAt: Timestamp
  /** How many messages. */
  messageCount: number
  /** resolved; scheduled: a visit is agreed; waiting_for_us; waiting_for_customer; nothing_asked: there was nothing to resolve; given_up: the customer called it off. */
  resolution: string
  /** Chance that nothing is owed any more, 0 to 1; bench/insights.ts shows how it is calibrated. */
  resolvedChance: number
  /** What was let slip; null when nothing was. */
  lostKind: string | null
  /** The message that asked, offered or promised. */
  lostMessageId: string | null
  /** When that was. */
  lostAt: Timestamp | null
  /** From when on it counts as lost: before, there is time to answer. */
  lostFrom: Timestamp | null
  /** Why: {reason, service, urgency, amount, currency, start, end, promise, dueAt}; a span counts in the message's words. */
  lostDetail: NullableJson
  /** What it is likely worth, in hours of work: the job's size times the chance that it can still be won, when it was fresh. */
  lostWorth: number | null
  /** After so many days it makes half as much sense to come back to it. */
  lostHalfLifeDays: number | null
  /** A later contact with the same customer in another conversation, by which it is not lost; null when there was none. */
  settledByMessageId: string | null
}

/** Figures that a firm's own programs report; let go after some days. Written by monitoring. */
export type CustomMetricTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** What was measured, as its program calls it. */
  name: string
  /** The figure, in unit. */
  value: number
  /** Unit of the figure; null when it was not told. */
  unit: string | null
  /** Run it was measured in, if one; not a foreign key, because programs may have runs of their own. */
  syncSessionId: string | null
  /** What else its program says of it. */
  metadata: NullableJson
  /** When it came. */
  recordedAt: Timestamp
}

/** A person or business the firm works for, or might. Written by customers. */
export type CustomerTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** What to call them; null while nobody has said. */
  name: string | null
  /** Who gave the name: the source's contacts, a message, a person of the firm (which no machine overwrites), or none. */
  nameFrom: Generated<string>
  /** The name folded for sorting: lower case, no diacritics; ~ sorts the nameless last. */
  sortName: Generated<string>
  /** Residential or business, once known or told by the name. */
  kind: Generated<string>
  /** The name a message or a person gave this very customer, whatever is shown meanwhile; null when none did. */
  givenName: string | null
  /** Who gave given_name. */
  givenBy: string | null
  /** The kind a person set; null leaves it to the name. */
  givenKind: string | null
  /** The customer this one turned out to be; null while it stands for itself. */
  mergedInto: string | null
  /** Counts changes, for optimistic checks. */
  version: Generated<number>
  /** When it was first made. */
  madeAt: Timestamp
  /** When it last changed. */
  changedAt: Timestamp
}

/** Two customers found to be one, with all it takes to part them again. Written by customers. */
export type CustomerMergeTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** Counts the firm's merges and moves together, in the order they were made. */
  seq: number
  /** Who stays. */
  keptId: string
  /** Who went into it; the row stays, pointing there. */
  absorbedId: string
  /** What changed hands: {contactPoints: [{id, method, confidence, evidence, linkedAt}], properties: [id], questions: [id]}. */
  moved: Json
  /** The question whose answer it was; undoing the merge asks it again. */
  questionId: string | null
  /** Who decided: a person, or the rule. */
  mergedBy: string
  /** When. */
  mergedAt: Timestamp
  /** Who took it back. */
  undoneBy: string | null
  /** When it was taken back; null while it holds. */
  undoneAt: Timestamp | null
}

/** The words of customers' names, folded and shortened, to find candidates for a likeness by name. Written by customers. */
export type CustomerNameTokenTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** First four letters of a word of the name, lower case, without diacritics. */
  token: string
  /** Who has it. */
  customerId: string
}

/** Events that a subscriber could not do with, however often it tried, and passed over. Written by events. */
export type DeadLetterTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** Whose. */
  subscriber: string
  /** The event as it was: {cursor, kind, ids, changes, actor, at}; the log lets go of its own. */
  event: Json
  /** Why it failed last. */
  troubleCode: string
  /** How often it was tried. */
  tries: number
  /** When it was given up. */
  failedAt: Timestamp
  /** When it was done with after all, because a person had it tried again; null while it was not. */
  replayedAt: Timestamp | null
  /** Name of that person. */
  replayedBy: string | null
}

/** What a source told of a mail that was sent by it, itself or by a mail server's report (RFC 3464). Only added to, each once. Written by intake. */
export type DeliveryEventTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Who told. */
  sourceId: string
  /** The same however often it is told. */
  id: string
  /** The source's own id of the mail, as sending it returned it; of a report the Message-ID. */
  mailId: string
  /** The mail's Message-ID, as message.wire_id has it; null until it is known which mail the source means. */
  messageId: string | null
  /** delivered: the recipient's server took it; bounced: it came back; complained: it was called spam; opened: something fetched its picture. */
  kind: string
  /** When it happened, by the source's word. */
  at: Timestamp
  /** When it was told. */
  receivedAt: Timestamp
  /** Codes that the source gives along: no addresses and no words. */
  details: Json
}

/** What must not come back: addresses of people who were erased, and messages of theirs that told no address. Written by intake. */
export type ErasureMarkTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** HMAC-SHA256 of the address or of what was said when, under a key that is not in the database: nobody can read or guess it there. */
  mark: Buffer
  /** When they were erased. */
  madeAt: Timestamp
}

/** What changed, as one statement changed it, kept for some days. Of people it holds nothing but ids: no words, names, numbers or addresses, so that erasing somebody leaves nothing of them here; a column that holds such is told by its name alone. Filled by triggers (tells_changes). Written by events. */
export type EventTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** PostgreSQL's 64-bit number of the transaction; with id the order to read in. */
  transaction: Generated<BigIntAsText>
  /** Tells the events of a transaction apart, in their order; not the order of commits. */
  id: BigIntAsText
  /** Subject and what was done: conversation.changed. What is part of a subject, such as a customer's number, tells of it as changed. */
  kind: string
  /** Of the subjects; a statement that touches more than 500 makes several events. */
  ids: string[]
  /** {id: {column: [before, after]}} of the columns that changed; [] where what is in it is not told. Null for what was added, removed, or is part of the subject. */
  changes: NullableJson
  /** Who: person:ID, key:ID, operator (command line), system, or database:USER for somebody in psql. */
  actor: string
  /** When the statement ran, by the database's clock; its transaction was committed later. */
  at: Generated<Timestamp>
}

/** How far each subscriber has read a firm's events. Written by events. */
export type EventCursorTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Name of the subscriber; empty in the row that tells up to where the log was let go. */
  subscriber: string
  /** Of the last event that it is done with. */
  transaction: BigIntAsText
  /** Its id. */
  id: BigIntAsText
  /** How often the next one failed. */
  tries: Generated<number>
  /** Not to be tried again before; null when it may be. */
  tryAt: Timestamp | null
  /** Why it failed last; null when it did not. */
  troubleCode: string | null
  /** Process that reads for it; null when none does. */
  leaseHolder: string | null
  /** When another process may take over; null when none reads. */
  leaseUntil: Timestamp | null
  /** When it last got on. */
  readAt: Timestamp
}

/** Something that does not agree, from when until when. Written by auditor. */
export type FindingTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** Which check: one of checkNames of src/contract/auditor.ts. */
  checkName: string
  /** What: one of findingKinds there. */
  kind: string
  /** Of what: message, conversation, customer, … */
  subjectKind: string
  /** Its id, or a name that tells nothing of people. */
  subjectId: string
  /** Ids, counts, codes and names of columns; no words, names or numbers of people. */
  details: Json
  /** The look that found it first. */
  runId: string
  /** When it was found. */
  foundAt: Timestamp
  /** When it was last seen. */
  seenAt: Timestamp
  /** When it was found to be over, or was repaired; null while it stands. */
  endedAt: Timestamp | null
  /** itself; or the name of the person who had it repaired. */
  endedBy: string | null
}

/** An address of another system that is called when something changes here (Standard Webhooks). What its calls are signed with is sealed in secret, at its places. Never exported: a copy of a firm must call nobody. Written by hooks. */
export type HookTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** What the firm calls the other system. */
  name: string
  /** Where it is called: https, or http within the own network. Without user name and password. */
  url: string
  /** What it hears of: kinds of events (ticket.changed), all of a subject (ticket.*), or everything (*). */
  kinds: string[]
  /** on; paused: what happens meanwhile waits; off: it was switched off by itself, and hears nothing. */
  state: Generated<string>
  /** failing: nothing got through in three days; gone: it answered 410. Null while it is not off. */
  offReason: string | null
  /** Ids in secret of its signing secrets: up to three, whose times tell which is the present one. */
  secretPlaces: string[]
  /** Events from before are not for it: by the database's clock, as event.at. */
  hearsFrom: Generated<Timestamp>
  /** Of the first failure since a delivery last got through; null while all do. */
  failingSince: Timestamp | null
  /** It asked not to be called before (Retry-After). */
  notBefore: Timestamp | null
  /** The last call: {at, ms, status, trouble}; null before the first. */
  lastAttempt: NullableJson
  /** The process that calls it. */
  holder: string | null
  /** When another process may take over; null when none calls. */
  heldUntil: Timestamp | null
  /** Name of who added it. */
  madeBy: string
  /** When. */
  madeAt: Timestamp
}

/** An event to be told to another system, once for each event and hook, and how that went. Of people it holds nothing but ids, as event does. Written by hooks. */
export type HookDeliveryTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7; goes along as webhook-id, the same at every try. */
  id: string
  /** Whom it is for. */
  hookId: string
  /** Order of first tries: that of events. */
  place: BigIntAsText
  /** Of the event; with event_id its place in the log. */
  transaction: BigIntAsText
  /** Of the event. */
  eventId: BigIntAsText
  /** Of the event: ticket.changed. */
  kind: string
  /** Of what changed. */
  ids: string[]
  /** What is sent: {type, timestamp, data: {cursor, ids, actor, changes}}. */
  told: Json
  /** waiting for its next try; delivered; dead: given up, until somebody has it sent again. */
  state: Generated<string>
  /** How often it was tried since it began, or was begun again. */
  tries: Generated<number>
  /** When it is due; null once it has ended. */
  tryAt: Timestamp | null
  /** Its last tries, oldest first: {at, ms, status, trouble, answer}, where answer is the first part of what came back. */
  attempts: Generated<Json>
  /** When the event was read. */
  madeAt: Timestamp
  /** The same, or when somebody had it sent again. */
  begunAt: Timestamp
  /** When it was delivered or given up; null while it waits. */
  endedAt: Timestamp | null
}

/** What went wrong at a source, and how it was made good. Written by intake. */
export type IncidentTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** Where. */
  sourceId: string
  /** What: the source had forgotten where we stood; things lay where we had passed; it is laid out otherwise; it could not be reached, or read, or refused us. */
  kind: string
  /** Counts and codes that the wire tells. */
  details: Json
  /** Messages that were taken in on the way out of it; null while it lasts. */
  recovered: number | null
  /** When it was met. */
  beganAt: Timestamp
  /** When the source was asked to its end again; null while it lasts. */
  endedAt: Timestamp | null
}

/** Figures of one day of the firm, added up over its conversations, by what they are told apart by. Always added up anew from conversation_analytics, never counted on. Written by insights. */
export type InsightDayTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Day of the firm's clock, YYYY-MM-DD. */
  day: string
  /** all: one row for the day; else what its messages are told apart by. */
  dimension: string
  /** Value of the dimension: 14 for an hour, high for an urgency; for keyword the word, the 60 most used of the day. */
  key: string
  /** Messages and calls to the firm. */
  messagesIn: number
  /** Messages and calls from the firm. */
  messagesOut: number
  /** Conversations in which there were any. */
  conversations: number
  /** Times that the other side began to wait for an answer on this day. */
  requests: number
  /** Of these, how many have been answered, on whatever day. */
  answered: number
  /** Customers who were heard of for the first time; told for all only. */
  newCustomers: number
  /** Customers who had been heard of on an earlier day; told for all only. */
  returningCustomers: number
  /** How long the answered requests waited: a count for each bucket (insights/wait-buckets.ts), without empty ones at the end. */
  waited: number[]
  /** The same in working hours. */
  worked: number[]
}

/** Conversations of which something changed since their figures were made. Only added to by triggers, so that two transactions never wait for each other here; taken away by the stage that rolls up. Written by insights. */
export type InsightDueTable = {
  /** The firm. */
  tenantId: string
  /** In the order in which changes were made. */
  id: BigIntAsText
  /** The conversation; it may be gone by now. */
  conversationId: string
}

/** Days whose figures must be added up again. Written by insights. */
export type InsightStaleDayTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Day of the firm's clock, YYYY-MM-DD. */
  day: string
}

/** A person's word that something in the list of lost work is not lost. It holds for the message, wherever that is threaded. Written by insights. */
export type LostWorkDismissalTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** The message that asked, offered or promised. */
  messageId: string
  /** As what it was listed. */
  lostKind: string
  /** done_by_phone, not_ours, no_longer_wanted, done_since, other. */
  reason: string
  /** What they noted; null when nothing. */
  note: string | null
  /** Name of the person. */
  dismissedBy: string
  /** When. */
  dismissedAt: Timestamp
  /** Who took it back; null while it holds. */
  undoneBy: string | null
  /** When it was taken back. */
  undoneAt: Timestamp | null
}

/** A doubtful match, waiting for a person. Written by customers. */
export type MatchQuestionTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** The address in question, which has a customer of its own until answered. */
  contactPointId: string
  /** Who it might belong to; with method renamed, whose it is and may no longer be. */
  customerId: string
  /** How the likeness was found: exact, alternate_phone, email, property, fuzzy_name; renamed when an address turned up under an utterly different name. */
  method: string
  /** 0 to 1. */
  confidence: number
  /** What speaks for and against: [{what, detail}]. */
  evidence: Json
  /** same, different, or null while open. */
  answer: string | null
  /** When it arose. */
  askedAt: Timestamp
  /** When a person answered. */
  answeredAt: Timestamp | null
  /** Who answered. */
  answeredBy: string | null
}

/** A stored file, named by its content; the bytes are in the media folder. Written by inbox. */
export type MediaTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** SHA-256 of the bytes, 64 hexadecimal digits; the file's name. */
  sha256: string
  /** Told by its first bytes: image/jpeg, audio/mpeg, … */
  mediaType: string
  /** Size, bytes. */
  bytes: BigIntAsText
  /** When the bytes were safely in the folder. */
  storedAt: Timestamp
  /** When its last message was erased; the bytes go next, and the row after them, so that a kill in between leaves nothing behind. */
  forgottenAt: Timestamp | null
}

/** One thing said or tried, once, however often it was seen. Written by inbox; made from raw_item, which can make it again. */
export type MessageTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** The account it went through. */
  sourceId: string
  /** What it was first made from. */
  rawItemId: string
  /** Place in that raw item, from 0. */
  position: number
  /** Two 64-bit halves of SHA-256: what was said when and which way; then with whom, and which of exact twins. The same message has the same identity in every export. */
  identity: string
  /** With whom. */
  participantsId: string
  /** Which wire: google-voice, … */
  channel: string
  /** text, voicemail, or a call: placed, received, missed, recorded; email; chat: said to or by an agent; step: what an agent did between, which is no talk. */
  kind: string
  /** When it was said, to the millisecond. */
  at: Timestamp
  /** in: to the firm; out: from the firm; null where the wire does not say. */
  direction: string | null
  /** Address of who said it, as written on the wire; null when withheld. */
  sender: string | null
  /** The other side's address as written on the wire; null in groups and when not told. */
  peer: string | null
  /** The other side's name as the wire gave it then. */
  peerName: string | null
  /** All others of a group as written on the wire; null when one-to-one. */
  groupAddresses: string[] | null
  /** The text; empty for calls. */
  body: string
  /** What was spoken, as the source heard it. */
  transcript: string | null
  /** Length of a call or recording, seconds. */
  durationSeconds: number | null
  /** The source's own labels, lower case. */
  labels: string[]
  /** The user had deleted it at the source. */
  deleted: boolean
  /** Version of the parser that made this row. */
  parseVersion: number
  /** The wire's own id of it: a mail's Message-ID, a row's table and id; null for a wire without ids. */
  wireId: string | null
  /** What the source calls the exchange it belongs to; null where it has no such name. */
  sourceThread: string | null
  /** Subject of a mail. */
  subject: string | null
  /** The earliest it can have been said, where the wire does not tell when; at is the latest then. */
  notBefore: Timestamp | null
  /** Of a mail, whether its domain stands behind it: aligned, failed, or untold. */
  senderProof: string | null
  /** Of a mail that came as HTML: more when that shows pictures or tables, which the text does not, else same. Null for plain text, for what is no mail, and before this was kept. */
  markup: string | null
}

/** What a message means, in the numbers of a model; one without a row has none yet. Several models may be side by side. Written by embeddings; made from messages, which can make it again, so exports leave it out. */
export type MessageVectorTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The message. */
  messageId: string
  /** Which model made it, with its version. */
  model: string
  /** In which order vectors of the model were written, from 1: what is above a number was written since. Null when there is no vector. */
  number: BigIntAsText | null
  /** How many numbers there are. */
  dimension: number
  /** Signed bytes. Only their direction counts: two messages are as alike as the angle between theirs is small. Null when the message has nothing that the model reads. */
  vector: Buffer | null
  /** A bit for each number, lowest first: whether it is above 0. */
  signs: Buffer | null
  /** When it was made. */
  madeAt: Timestamp
}

/** How far the vectors of a model go. Whoever writes some or takes some away does so alone until their transaction ends, so that numbers are in the order of commits. Written by embeddings. */
export type MessageVectorCountTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The model. */
  model: string
  /** The highest number that was given; some may be of no vector. */
  lastNumber: BigIntAsText
  /** How many times vectors were taken away: whoever keeps a copy of them in memory reads it anew when this has changed. */
  forgotten: BigIntAsText
}

/** What was done for a firm within a minute, added up over all processes; let go after some days. Written by monitoring. */
export type MetricMinuteTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Beginning of the minute, UTC. */
  at: Timestamp
  /** What: stage, stored, look, request, timeout, suggestion. */
  name: string
  /** Which of them: a stage's name, a channel, a source's id; empty where there is one only. */
  label: string
  /** How many times; of a stage, how many messages. */
  count: number
  /** How many of them failed. */
  failed: number
  /** How long they took together, milliseconds. */
  sumMs: number
  /** How long the longest took, milliseconds; also one that is not over yet. */
  maxMs: number
  /** How many took up to each of the bounds of src/metrics/histogram.ts, and how many longer; no running totals. */
  buckets: number[]
}

/** Another database that holds tickets and customers too, and is kept in step with ours. What opens it is sealed in secret, under the mirror's id. Written by mirror. */
export type MirrorTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** What the firm calls the other system. */
  label: string
  /** Which of its tables and columns are what of ours, and by which words: mirrorMappingShape of src/contract/mirrors.ts. */
  mapping: Json
  /** active or paused. */
  state: Generated<string>
  /** Triggers in the other database note what changes there; false: all its rows are compared. */
  captures: Generated<boolean>
  /** When all rows of both sides were compared last; null: they are to be. */
  lookedThroughAt: Timestamp | null
  /** When a round last ended in which the other database answered. */
  inStepAt: Timestamp | null
  /** Rounds that failed in a row. */
  failures: Generated<number>
  /** Why the last one failed: unreachable, credentials_refused, not_found, …; null when it did not. */
  troubleCode: string | null
  /** Since when. */
  troubleAt: Timestamp | null
  /** Not to be asked before, after a failure. */
  tryAt: Timestamp | null
  /** The process that works on it. */
  holder: string | null
  /** Until when, unless it says so again. */
  heldUntil: Timestamp | null
  /** Name of who added it. */
  madeBy: string
  /** When. */
  madeAt: Timestamp
  /** When it was taken away; its rows here stay, and so do those there. */
  removedAt: Timestamp | null
}

/** A row of a mirror and what it is here, with what both sides last had in common: the base of the three-way merge. Written by mirror. */
export type MirrorLinkTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Any UUID. */
  id: Generated<string>
  /** The mirror. */
  mirrorId: string
  /** ticket or customer. */
  kind: string
  /** The row's key there, as text; null until it is made there. */
  remoteKey: string | null
  /** The ticket or customer here; null until it is made here, and when it was erased. */
  localId: string | null
  /** What the row said there when it was last taken into account: {field: value}; null before. */
  agreed: NullableJson
  /** What is on its way there, written down before it goes: while it stands, the row is to be seen to, and it is asked whether it arrived. */
  sending: NullableJson
  /** Marks that write in the notes of the other database, so that it is known again. */
  sendId: string | null
  /** The row's version there (xmin) when it was last taken into account: the same one says that nobody wrote it since; null where the table tells none. */
  mark: string | null
  /** Counts changes of this row: of two processes at once one goes on. */
  revision: Generated<number>
  /** agreed; set_aside: it cannot be had on the other side (reason); gone: taken away on one side (reason: here or there); forgetting: erased here, and to be erased there. */
  state: Generated<string>
  /** Something may have changed on one of the sides since it was seen to. */
  due: Generated<boolean>
  /** Why it waits or was set aside: a code, and after a colon the column; never what is in it. */
  reason: string | null
  /** How often it was tried since it last came through. */
  tries: Generated<number>
  /** When this was written last. */
  changedAt: Timestamp
}

/** What language models may cost the firm, where it chose so itself; what the installation allows goes before it when it is less. Written by models. */
export type ModelBudgetTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** US dollars for a UTC day; null: what the installation allows. */
  dayUsd: number | null
  /** US dollars for a UTC month; null: what the installation allows. */
  monthUsd: number | null
  /** Name of the person or API key that chose it. */
  setBy: string
  /** When it was chosen. */
  setAt: Timestamp
}

/** One request to a language model: what it was for, how it went and what it cost; nothing of what was asked or answered. Written by models. */
export type ModelCallTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** What it was for: refine, … */
  purpose: string
  /** The message it was about, null when none; not a foreign key, because the cost outlives the message. */
  messageId: string | null
  /** Whose wire was spoken: anthropic, openai, openai-compatible. */
  provider: string
  /** The provider's name of the model. */
  model: string
  /** When the request was sent. */
  at: Timestamp
  /** Time to its end, milliseconds. */
  latencyMs: number
  /** ok; bad_shape: an answer of another shape than asked for; refused: the model would not; timeout: given up; rate_limited: too many requests (429); error: anything else of the provider or the network; stopped: Plumbline was shutting down. */
  outcome: string
  /** HTTP status of a failure; null when none came, or when it went well. */
  httpStatus: number | null
  /** Tokens read, as the provider counted them; null when not told. */
  inputTokens: number | null
  /** Tokens written, as the provider counted them; null when not told. */
  outputTokens: number | null
  /** US dollars by the price list; 0 for a request that the provider turned away or never got; null when the price or the tokens are not known. */
  costUsd: number | null
  /** US dollars counted against the firm's daily budget: the cost where it is known, else the most it can have been. */
  budgetedUsd: number
}

/** Requests to language models of one day, added up: budgets and figures are read here, however many requests there were. Added to in the transaction that keeps the request in model_call. Written by models. */
export type ModelDayTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UTC day on which they were sent, YYYY-MM-DD. */
  day: string
  /** What they were for, as in model_call. */
  purpose: string
  /** Whose wire was spoken. */
  provider: string
  /** The provider's name of the model. */
  model: string
  /** How they went, as in model_call. */
  outcome: string
  /** How many. */
  calls: number
  /** Of these, how many whose cost is not known. */
  unpricedCalls: number
  /** Tokens read, where they were told. */
  inputTokens: BigIntAsText
  /** Tokens written, where they were told. */
  outputTokens: BigIntAsText
  /** US dollars, where the cost is known. */
  costUsd: number
  /** US dollars counted against budgets. */
  budgetedUsd: number
  /** Of these, the most that those of unknown cost can have cost. */
  unpricedUsdMax: number
  /** The longest took so long, milliseconds. */
  latencyMaxMs: number
  /** How many took how long, by BOUNDS_MS of src/metrics/histogram.ts. */
  latencyBuckets: number[]
}

/** When a question was last not put because a budget had no room for it. Written by models. */
export type ModelStopTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Of which budget: day, month. */
  span: string
  /** First UTC day of the span, YYYY-MM-DD: with the next one it is over. */
  beganOn: string
  /** What the budget was, US dollars: with a higher one it is over. */
  limitUsd: number
  /** When the first question was not put. */
  at: Timestamp
}

/** What somebody of the firm is told: one for each person and cause. It holds ids and codes, and no words of anybody. Written by notices. */
export type NoticeTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** Who is told. No foreign key: people are in schema auth; when somebody leaves the firm, a trigger there takes theirs away. */
  personId: string
  /** What of: one of noticeKinds of src/contract/notices.ts. */
  kind: string
  /** What it is told because of, as kind/id: a person is told once of each. */
  cause: string
  /** Which turn of the cause it tells of, a time in milliseconds or a version: what comes with the same or a lower one is known. */
  turn: BigIntAsText
  /** What to open: conversation, ticket, reply (its conversation), conflict, mirror. */
  subjectKind: string
  /** Its id. No foreign key: what is erased takes its notices along by notices' own verb. */
  subjectId: string
  /** Codes and numbers: {hazard}, {from, to}, {clock}, {trouble}, {of, field}. */
  about: Json
  /** Who did it, as events name them: person:ID, key:ID, mirror:ID, database:USER, operator, system; null when nobody did. */
  actor: string | null
  /** When it happened, in its last turn. */
  at: Timestamp
  /** When it was told first. */
  madeAt: Timestamp
  /** When the person read it; null while unread, and again when the cause takes another turn. */
  readAt: Timestamp | null
  /** When it was over by itself: the danger, the wait, the trouble; null while it stands, and for what only happened. */
  overAt: Timestamp | null
}

/** Which kinds of notices a person wants; of a kind without a row they are told. Written by notices. */
export type NoticeChoiceTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Whose choice. */
  personId: string
  /** One of noticeKinds of src/contract/notices.ts. */
  kind: string
  /** Whether they are told. */
  wanted: boolean
  /** When they chose. */
  setAt: Timestamp
}

/** Which addresses take part. Written by customers. */
export type ParticipantTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The set. */
  participantsId: string
  /** A member of it. */
  contactPointId: string
}

/** Who a message is exchanged with: one address, a group of them, or nobody known. Written by customers. */
export type ParticipantsTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** Sorted kind:value of all members, joined by a space (sha256:<hash> of that when it is very long); unknown:<message identity> when the source withholds the other side. */
  key: string
  /** one, group, or unknown. */
  kind: string
  /** When first seen. */
  madeAt: Timestamp
}

/** Cache: what a written address turned out to be. Written by customers. */
export type PhoneNormalizationTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The country whose plan was assumed, ISO 3166. */
  region: string
  /** As written on the wire. */
  written: string
  /** phone: a valid number; short_code: 3 to 6 digits; email; other: kept as it is. */
  kind: string
  /** E.164 for a phone, lower case for an e-mail, else as written. */
  value: string
  /** Version of the rule that read it; a newer rule reads it again. */
  version: number
}

/** A place where a customer wants work done. Written by customers. */
export type PropertyTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** Whose place it is. */
  customerId: string
  /** As given. */
  address: string
  /** building|unit|town, folded: lower case, no diacritics or punctuation, street words shortened. */
  addressKey: string
  /** House number and street, folded likewise: what all flats of one house share. */
  buildingKey: string
  /** When it was first known. */
  madeAt: Timestamp
  /** How one gets in, in the firm's own words: a gate code, where the key is, the dog; null when nobody said. */
  accessNote: string | null
}

/** What came in, as it came: everything else can be made again from it. Written by intake. */
export type RawItemTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** Where it came from. */
  sourceId: string
  /** The run that first brought it. */
  runId: string
  /** The wire's own id of it; for a wire without ids the SHA-256 of its bytes. Where it is sealed, what is a hash of the content is the HMAC-SHA-256 of that. */
  externalId: string
  /** Name at the source: for an archive the path inside it. Where it is sealed, base64 of [path, external id] under AES-256-GCM. */
  path: string
  /** How body is packed: identity, or deflate (raw, RFC 1951); sealed: AES-256-GCM of a byte for one of these, 0 or 1, and what was packed so; then external_id, path and details are kept sealed too. */
  encoding: string
  /** The bytes. */
  body: Buffer
  /** Size before packing, bytes. */
  bytes: number
  /** When we stored it. */
  receivedAt: Timestamp
  /** What the source told of it beside its bytes when it came, as {name: text}: of Gmail threadId, historyId, labels, role; of Postmark stream, tag, originalRecipient, mailboxHash. Null where it told nothing, or before this was kept. Where it is sealed, {sealed: base64} of that under AES-256-GCM. */
  details: NullableJson
}

/** What a person wrote to be sent, and what became of it. What was sent is a message too. Written by replies. */
export type ReplyTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUID that the writer's screen gave it: asking twice sends once. */
  id: string
  /** The message of the conversation that had come in last when the writer read it; it belongs to the conversation that this is in. */
  messageId: string
  /** The account it goes out from. */
  sourceId: string
  /** E-mail address that it goes out from; of sandbox the firm's number. */
  sender: string
  /** email; google-voice: a mail that Google Voice passes on as a text; sandbox: of the sample firm, kept as if it were sent, and sent to nobody. */
  way: string
  /** E-mail addresses it goes to; of sandbox the number. */
  recipients: string[]
  /** Subject of the mail; null where the way has none. */
  subject: string | null
  /** What is said. */
  body: string
  /** Message-ID of the mail, without angle brackets, the same at every try. */
  mailId: string
  /** Message-IDs that it answers, the one it answers directly last. */
  answers: string[]
  /** waiting: to be sent at send_at; sending: a process is at it; sent; failed: a person decides; unsure: it may have been sent, a person looks; withdrawn: never sent. */
  state: string
  /** Name of the person. */
  writtenBy: string
  /** When they pressed send. */
  writtenAt: Timestamp
  /** Not to be sent before: there is a moment to take it back, and a wait after a failure. */
  sendAt: Timestamp
  /** How often it was tried. */
  tries: Generated<number>
  /** Process that is at it; null when none is. */
  leaseHolder: string | null
  /** When another process may take it up; null when none is at it. */
  leaseUntil: Timestamp | null
  /** When a try broke off of which nobody knows whether it was sent; null when none did. */
  maybeSentAt: Timestamp | null
  /** Why the last try failed; null when it did not. */
  troubleCode: string | null
  /** What the account's server calls the mail: Gmail's id, Postmark's MessageID. */
  providerId: string | null
  /** When it was sent. */
  sentAt: Timestamp | null
  /** That person, who is told when it does not arrive; null for what was written before this was kept. */
  writerId: string | null
}

/** An answer in the firm's own words, to be put into what somebody writes. Written by replies. */
export type ReplyTemplateTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** What people find it by. */
  title: string
  /** The words, with {first_name} and {firm} where a name is filled in. */
  body: string
  /** Of the words. */
  language: string
  /** The kind of work it is for: a service of understanding or of the firm's own; null for any. */
  service: string | null
  /** When it was added. */
  madeAt: Timestamp
  /** When it was changed last. */
  changedAt: Timestamp
}

/** How long a firm keeps a kind of data; without a row, for ever. Written by privacy. */
export type RetentionRuleTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** messages: conversations silent for so long, with their pages and files; files: attachments of older messages; set_aside: bytes of what older imports could not use; audit: older entries of the audit trail. */
  kind: string
  /** Days. */
  keepDays: number
  /** Name of who chose it. */
  setBy: string
  /** When. */
  setAt: Timestamp
}

/** One bringing-in of messages, from start to proof of completeness. Written by intake. */
export type RunTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7; the syncId of the API. */
  id: string
  /** The account it turned out to be; null until the survey has found out. */
  sourceId: string | null
  /** Which wire. */
  channel: string
  /** initial: everything; incremental: what is new; manual: asked for by a person. */
  syncType: string
  /** completed only when seen = stored + duplicates + rejected and the source's own count agrees; incomplete when something could not be read; interrupted when it can be resumed. */
  status: string
  /** True: everything was done on a copy, and thrown away. */
  dryRun: Generated<boolean>
  /** What to read: {paths: [absolute path]} on the server's disk, or {uploadId}. */
  input: Json
  /** Equal for equal input, so that starting again resumes an interrupted run. */
  inputKey: string
  /** What it is doing now. */
  phase: Generated<string>
  /** Count taken from the source by the survey, apart from the parser; null before it. */
  totalMessages: number | null
  /** Messages met, also rejected ones; a file that cannot be read counts as one. */
  seen: Generated<number>
  /** Messages new to us. */
  stored: Generated<number>
  /** Messages we had already. */
  duplicates: Generated<number>
  /** Messages and files set aside with a reason. */
  rejected: Generated<number>
  /** Customers made in this run. */
  customersCreated: Generated<number>
  /** Conversations made in this run. */
  conversationsCreated: Generated<number>
  /** Attachments in the archive's pages whose file it has, surely or as one of several; copies of a page count once. */
  attachmentsResolved: Generated<number>
  /** Attachments for which the archive has no file. */
  attachmentsMissing: Generated<number>
  /** Attachments for which several files could be the one; they are part of resolved. */
  attachmentsAmbiguous: Generated<number>
  /** Pages that do not tell who the other side is. */
  pagesWithoutPeer: Generated<number>
  /** Files that hold no messages: greetings, bills, index pages. */
  ignoredFiles: Generated<number>
  /** Stable code of what ended it. */
  errorCode: string | null
  /** One plain sentence for people. */
  errorMessage: string | null
  /** What to do next. */
  errorNext: string | null
  /** The process that works on it. */
  leaseHolder: string | null
  /** When the run counts as abandoned unless renewed. */
  leaseUntil: Timestamp | null
  /** A person asked it to stop. */
  cancelRequested: Generated<boolean>
  /** When it was asked for. */
  madeAt: Timestamp
  /** When work first began. */
  startedAt: Timestamp | null
  /** When it ended, however. */
  finishedAt: Timestamp | null
  /** Working time over all its attempts, seconds. */
  seconds: Generated<number>
  /** Most memory the working process has held, MB of 2^20 bytes. */
  peakRssMb: Generated<number>
  /** Something may have come since its last look; it looks again before it ends. */
  askedAgain: Generated<boolean>
}

/** The ledger, line by line: what became of each file of a run. Written by intake in the transaction that stores the file's messages. */
export type RunItemTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The run. */
  runId: string
  /** Part and path inside it: takeout-001.zip/Takeout/Voice/Calls/….html. */
  path: string
  /** The stored file; null when it was set aside whole. */
  rawItemId: string | null
  /** Messages met in it. */
  seen: number
  /** Of these, new to us. */
  stored: number
  /** Of these, already here. */
  duplicates: number
  /** Of these, set aside. */
  rejected: number
  /** Of the rejected, pieces that the source's own count cannot know of. */
  uncounted: number
  /** The page does not tell who the other side is. */
  withoutPeer: Generated<boolean>
}

/** What a segment's documents are, 256 to a row. Written by search. */
export type SearchDocumentBlockTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The segment. */
  segmentId: string
  /** Place of its first document, divided by 256. */
  block: number
  /** For each document 21 bytes: its kind, its id, and its time, Unix seconds, big-endian. */
  ids: Buffer
}

/** Records of which something changed since the index of words was last brought up to date. Only added to by triggers, so that two transactions never wait for each other here; taken away by the stage that indexes words. Written by search. */
export type SearchDueTable = {
  /** The firm. */
  tenantId: string
  /** In the order in which changes were made. */
  id: BigIntAsText
  /** What the record is: customer, contact_point, property, ticket. */
  kind: string
  /** The record; it may be gone by now. */
  recordId: string
}

/** Messages that are in the index of words; one without a row is not found yet. Written by search. */
export type SearchMessageTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The message. */
  messageId: string
}

/** Customers, addresses, places and tickets that are in the index of words, as they were then. Written by search. */
export type SearchRecordTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** What it is. */
  kind: string
  /** Its id; no foreign key, because it is of several tables. */
  recordId: string
  /** Hash of the words that were indexed: another one now means that they have changed. */
  mark: BigIntAsText
}

/** A part of the index of words: some documents and their terms, never changed, only replaced. Written by search; made from what it indexes, which can make it again, so exports leave it out. */
export type SearchSegmentTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** message: what was said; record: customers, addresses, places and tickets. */
  family: string
  /** Of the rules that made its terms; the stage makes older segments anew. */
  version: number
  /** How many documents; their places count from 0, oldest first. */
  documents: number
  /** Time of the oldest. */
  firstAt: Timestamp
  /** Time of the newest. */
  lastAt: Timestamp
  /** Time of every 256th document from the first, Unix seconds, 4 bytes each, big-endian. */
  times: Buffer
  /** Words of documents that are gone may be in it; the stage writes it anew without them. */
  stale: Generated<boolean>
  /** When it was written. */
  madeAt: Timestamp
}

/** Terms of a segment in order, some 900 bytes to a row, each with the places of its documents. Written by search. */
export type SearchTermBlockTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The segment. */
  segmentId: string
  /** The first of its terms; the row reaches to the next row's. */
  firstTerm: string
  /** As src/search/index/codec.ts writes it: terms front-coded, places as differences of variable length. */
  entries: Buffer
}

/** What a firm opens other systems with; of no use without the master key, and in no export. Written by secrets. */
export type SecretTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** oauth_token, oauth_attempt, imap_password, server_token, database_url, webhook_secret or model_key. */
  purpose: string
  /** Version 1, id of the data key, IV, tag, ciphertext (AES-256-GCM), bound to firm, purpose and id. */
  sealed: Buffer
  /** When the firm gave it first. */
  madeAt: Timestamp
  /** When it got its present value. */
  changedAt: Timestamp
}

/** What a run could not use, with its reason, kept to look at. Written by intake. */
export type SetAsideTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** The run. */
  runId: string
  /** Part and path inside it; the part alone when all of it is concerned. */
  path: string
  /** Place of the one message concerned in its file, from 0; null when it is the whole file. */
  position: number | null
  /** Stable code of the reason. */
  code: string
  /** One plain sentence. */
  reason: string
  /** The bytes, at most 1 MB of them; null when they could not be read. */
  body: Buffer | null
}

/** An account on a channel, from which messages come. Written by intake. */
export type SourceTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** Which wire: google-voice, … */
  channel: string
  /** What people call it; the account's own number to begin with. */
  label: string
  /** The account's own addresses, also former ones, as the wire writes them. */
  addresses: Generated<string[]>
  /** When it was first seen. */
  madeAt: Timestamp
  /** active: it is asked for what is new; paused: a person said to wait; broken: it needs a person before it can be asked again. One that archives alone fill stays active. */
  state: Generated<string>
  /** How it is reached, without what opens it (table secret, under the source's id); null when archives alone fill it. */
  settings: NullableJson
  /** Where one stands at it: JSON that only its wire reads; null before the first look. Written with what came before it. */
  cursor: NullableJson
  /** When it was last asked to the end, and nothing more was there. */
  lookedAt: Timestamp | null
  /** When something new last came from it. */
  newsAt: Timestamp | null
  /** Looks that failed in a row. */
  failures: Generated<number>
  /** Not to be asked before, after a failure; null when it may be. */
  tryAt: Timestamp | null
  /** Why the last look failed: a WireFault, or internal for a fault of ours; null when it did not. */
  troubleCode: string | null
  /** When a person took it away; what came from it stays. */
  removedAt: Timestamp | null
  /** Messages that came from it and are here; counted in the transaction that stores or erases them. */
  messageCount: Generated<number>
  /** Process that hears at once what is new at it; null when none does. */
  watchHolder: string | null
  /** When another process may take that over; null when none does it. */
  watchUntil: Timestamp | null
}

/** What the archives of an account held beside pages: files that may be attachments, of pages that came or will come. Written by inbox. */
export type SourceFileTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The account. */
  sourceId: string
  /** Part and path inside it: takeout-001.zip/Takeout/Voice/Calls/…. */
  path: string
  /** The file's content, once its bytes are stored. */
  sha256: string | null
}

/** The pages that the archives of an account held. A later part of the same export is laid beside them. Written by inbox. */
export type SourceListingTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The account. */
  sourceId: string
  /** Parts and paths inside them, takeout-001.zip/Takeout/Voice/Calls/….html: a JSON array, deflated (raw, RFC 1951). What became of each is in run_item. */
  pages: Buffer
}

/** An answer that was drafted for a person to approve, edit or reject, and what they did: one pending for each conversation. Written by suggestions. */
export type SuggestionTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** The conversation that it was made for. */
  conversationId: string
  /** The message that had come in last when it was made; a later one ends it. */
  messageId: string
  /** pending; approved: sent as it was; edited: sent with other words; rejected; expired: a newer message, an answer by another way, or a better draft. */
  state: string
  /** What it says, as drafted. */
  body: string
  /** Of the body. */
  language: string
  /** model: a language model; past_replies: what the firm answered to a similar message; template. */
  source: string
  /** How likely it is sent as it is, or changed by little, 0 to 1: the prior, calibrated by what people had decided when it was made. */
  confidence: number
  /** Why it says that: [{code, params}], codes of src/contract/suggestions.ts. */
  reasons: Json
  /** Provider and model that wrote it; null when none did. */
  model: string | null
  /** The past answer that it repeats; null for other sources. No foreign key: whoever is erased takes it along by suggestions' own verb. */
  pastMessageId: string | null
  /** When a language model was asked for a better one, whatever it answered; null while none was, and where none may be. */
  modelAskedAt: Timestamp | null
  /** When it was drafted. */
  madeAt: Timestamp
  /** When it ended; null while it is pending. */
  decidedAt: Timestamp | null
  /** Name of the person; null where nobody decided. */
  decidedBy: string | null
  /** That person. */
  deciderId: string | null
  /** Why they did not want it: a code of src/contract/suggestions.ts. It stays where that was taken back. */
  rejection: string | null
  /** What they added to that. */
  note: string | null
  /** The reply that it became. No foreign key: a reply may be forgotten first. */
  replyId: string | null
  /** How far what was sent is from the body: Levenshtein distance by the longer length, 0 the same, 1 all new; null where nothing was sent. */
  editDistance: number | null
  /** The confidence before what people decided was looked at, 0 to 1; null where that is the confidence itself. */
  prior: number | null
}

/** One firm. Written by access. */
export type TenantTable = {
  /** The firm; every other table carries it first in its key. */
  tenantId: Generated<string>
  /** What the firm calls itself. */
  name: string
  /** ISO 3166 country whose numbering plan reads phone numbers written without a country code. */
  region: Generated<string>
  /** IANA zone of the firm's working day. */
  timeZone: Generated<string>
  /** When the firm was set up. */
  madeAt: Generated<Timestamp>
  /** Made up, to look at: what is written in it is sent to nobody. Said when the firm is made, and of one that is put back by what it was. */
  isSample: Generated<boolean>
}

/** A person's own decision on threads, which no rule overrides and which can be undone. Written by inbox. */
export type ThreadChangeTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** merge: other_conversation_id went into conversation_id; split: conversation_id was cut before message_id, the rest became other_conversation_id. */
  kind: string
  /** The conversation that stays. */
  conversationId: string
  /** The one merged in, or the one split off. */
  otherConversationId: string | null
  /** For a split: the first message of the new conversation. */
  messageId: string | null
  /** Who. */
  madeBy: string
  /** When. */
  madeAt: Timestamp
  /** Who took it back. */
  undoneBy: string | null
  /** When it was taken back; null while it holds. */
  undoneAt: Timestamp | null
}

/** Which conversation a message is in, and why. Written by inbox, by the stage thread. */
export type ThreadEntryTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The message. */
  messageId: string
  /** Its conversation. */
  conversationId: string
  /** With whom; as in the message. */
  participantsId: string
  /** Time of the message, for order. */
  at: Timestamp
  /** Which turn of the conversation, from 1: a burst of messages by one side is one turn. */
  turn: number
  /** What was decided for this message. */
  decision: string
  /** 0 to 1. */
  confidence: number
  /** What spoke for and against: [[factor, weight, score from -1 to 1, detail]]. */
  factors: Json
  /** Other conversations it could have joined: [{conversationId, score}], best first; null when none. */
  runnersUp: NullableJson
  /** The thread_rule it was decided by. */
  ruleVersion: number
}

/** How messages are joined to conversations; the newest version rules, the older stay to be compared with. Written by inbox. */
export type ThreadRuleTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Counts from 1; every decision names its own. */
  version: number
  /** Silence after which a new matter is as likely as the old one, hours. */
  timeoutHours: number
  /** Score at or above which a message continues a conversation, 0 to 1. */
  threshold: number
  /** Weight of each factor: {factor: number}. */
  weights: Json
  /** Who set it. */
  madeBy: string
  /** When. */
  madeAt: Timestamp
}

/** Work that the firm owes somebody, from the first word of it until it is done. Written by tickets. */
export type TicketTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** UUIDv7. */
  id: string
  /** What people call it: #1042. Counts from 1 in each firm. */
  number: number
  /** Whose work it is; null when nobody is known. With a cause it follows who wrote that. */
  customerId: string | null
  /** Where the work is to be done; null when not told. */
  propertyId: string | null
  /** Where, in the customer's words; null when not told. */
  place: string | null
  /** When they would like it, in the firm's wall clock: {type, start, end}; null when not told. */
  wanted: NullableJson
  /** What it is called, often the customer's own words; null: it is called after its category. */
  title: string | null
  /** Kind of work: a service of understanding or of the firm's own, or other. */
  category: string
  /** How pressing: low, medium, high, emergency. */
  priority: string
  /** A danger to life that was told of and that nobody has said to be over: gas, carbon_monoxide. While it stands, the ticket is an emergency. */
  hazard: string | null
  /** Where it stands; docs/tickets.md has the moves between them. resolved, closed and cancelled are done. */
  status: string
  /** Since when it stands there. */
  statusSince: Timestamp
  /** What a person should decide: maybe_cancelled, maybe_not_solved; null when nothing. */
  question: string | null
  /** The message that asked for the work; null when a person opened it without one, or when that was erased. */
  causeMessageId: string | null
  /** Name of the person who opened it; tickets when it was opened by itself. */
  openedBy: string
  /** When it was opened. */
  openedAt: Timestamp
  /** Since when the customer waits: time of the cause, or of the last re-opening. Both clocks run from here. */
  clockFrom: Timestamp
  /** When the customer should have had a first answer. */
  respondBy: Timestamp
  /** When the work should be done; moved on by the time spent waiting for the customer. */
  solveBy: Timestamp
  /** Since when the clock stands, because the customer is waited for; null while it runs. */
  pausedAt: Timestamp | null
  /** Working time for which the clock has stood before, milliseconds. */
  pausedMs: Generated<BigIntAsText>
  /** Time of our first word to the customer since clock_from; null when there is none. Made from messages. */
  respondedAt: Timestamp | null
  /** When it was done, or called off; null while it is open. */
  solvedAt: Timestamp | null
  /** The person of the firm who sees to it; null when nobody. */
  assigneeId: string | null
  /** The ticket that stands for this one now; null while it stands for itself. */
  mergedInto: string | null
  /** Counts changes, whoever makes them, for optimistic checks. */
  version: Generated<number>
  /** When it was changed last. */
  changedAt: Timestamp
}

/** What became of a ticket; only added to, by triggers on ticket and ticket_conversation, so that nobody who changes a ticket can forget it. Written by tickets. */
export type TicketActivityTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The ticket. */
  ticketId: string
  /** Counts the ticket's own activity from 1. */
  seq: number
  /** What was done in one go, perhaps to several tickets, has one id, by which it can be undone. */
  changeId: string
  /** The change that this one takes back; null when it takes none back. */
  undoes: string | null
  /** opened; changed: columns of the ticket; linked, unlinked: a message; noted: something said of it. */
  kind: string
  /** When. */
  at: Timestamp
  /** person, key, operator, tickets (by itself), or database: somebody at the database itself. */
  actorKind: string
  /** Name of the person or key then; the database user for database. */
  actor: string
  /** The ticket's version from then on. */
  version: number
  /** What changed as it was: {column: value}. */
  before: NullableJson
  /** What changed as it is from then on: {column: value}. */
  after: NullableJson
  /** Why: {code, …}, such as the reasons with their spans, or words of safety. */
  note: NullableJson
}

/** A ticket's conversations, held by a message each: the conversation is the one in which that message is now, so that a link goes along when conversations are merged, split or threaded anew. Written by tickets. */
export type TicketConversationTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The ticket. */
  ticketId: string
  /** The message; thread_entry tells its conversation. */
  messageId: string
  /** Why: cause, same_trouble, correction, cancellation, complaint; by_hand when a person linked it. */
  role: string
  /** Name of the person who linked it; tickets when it was linked by itself. */
  linkedBy: string
  /** When. */
  linkedAt: Timestamp
  /** Who took it off; the row stays, so that it is not linked again by itself. */
  unlinkedBy: string | null
  /** When it was taken off; null while it holds. */
  unlinkedAt: Timestamp | null
}

/** The last number that a ticket of the firm got. Written by tickets. */
export type TicketCounterTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Counts from 1; a number is given once, and never again. */
  lastNumber: number
}

/** What was decided of a message: whether it asks for work, and of which ticket. Written by tickets, by its stage. */
export type TicketDecisionTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The message. */
  messageId: string
  /** The conversation that it was in then; in another one it is decided anew. */
  conversationId: string
  /** Versions of the understanding that it was decided by. */
  understood: string
  /** create: it opened a ticket; link_existing: it belongs to one; none. */
  result: string
  /** Why: new_trouble, same_trouble, correction, cancellation, complaint, below_threshold, no_work, automatic, … */
  code: string
  /** The ticket; null when none. */
  ticketId: string | null
  /** Chance that it is so, 0 to 1. */
  confidence: number
  /** A person decided it; it is not decided again. */
  byHand: boolean
  /** Name of the person; tickets when it was decided by itself. */
  decidedBy: string
  /** When. */
  decidedAt: Timestamp
}

/** What a message of the other side says, by the newest rules that read it. Written by findings; made from message, which can make it again, so exports leave it out. */
export type UnderstandingTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The message. */
  messageId: string
  /** Of the rules and weights that made it; the stage makes it anew when they change. */
  version: string
  /** The understanding_rule it was made by; 0 when the firm had none. */
  ruleVersion: number
  /** Of the message. */
  language: string
  /** How pressing it is. */
  urgency: string
  /** Its mood. */
  sentiment: string
  /** Whether somebody at the firm owes work. */
  ticket: boolean
  /** How sure the whole reading is, 0 to 1. */
  confidence: number
  /** All else: judgements with reasons, findings, services, time windows. Spans are UTF-16 units in the message's words, which are not repeated here. */
  detail: Json
  /** Name of the language model that refined it; null when none did. */
  refinedBy: string | null
  /** When a language model was asked, whether or not it knew better; null while none was. */
  refinedAt: Timestamp | null
}

/** A firm's own words for danger and its kinds of work; the newest version rules, the older stay to tell what held when. Written by findings. */
export type UnderstandingRuleTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Counts from 1. */
  version: number
  /** {emergencyKeywords: [{keyword, pattern, severity}], serviceTypePatterns: [{serviceType, patterns, confidence}]}. */
  rules: Json
  /** Who set it. */
  madeBy: string
  /** When. */
  madeAt: Timestamp
}

/** By which address a mail reaches a number as a text, from the newest forwarded mail. Written by replies. */
export type VoiceAddressTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** The Google Voice account. */
  sourceId: string
  /** The other side's number, E.164. */
  number: string
  /** The address at txt.voice.google.com, as written: its token tells small letters from capitals. */
  address: string
  /** The mailbox that Google Voice forwards to; Google takes answers from its owner alone. */
  mailSourceId: string
  /** When the mail that told it was written. */
  seenAt: Timestamp
}

/** Addresses whose mail a person took for true though their domain does not stand behind it. Written by customers. */
export type VouchedSenderTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** E-mail address, lower case. */
  address: string
  /** Name of the person. */
  vouchedBy: string
  /** When they said so. */
  vouchedAt: Timestamp
}

/** What other systems that sign nothing show along with their calls (HTTP Basic, RFC 7617). Written by webhooks. */
export type WebhookPasswordTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** What the calls are about: a source. */
  id: string
  /** SHA-256 of the password, which is 256 random bits and kept nowhere. */
  hash: Buffer
  /** When it was made; those before it count no more. */
  madeAt: Timestamp
}

/** Calls of other systems that were taken, so that none is taken twice. Written by webhooks; a day later deleted. */
export type WebhookReceiptTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Which kind of call: conversation-complete. */
  source: string
  /** The id that the caller gave it, which is signed. */
  callId: string
  /** When the work on it began. */
  receivedAt: Timestamp
  /** When that was done; null meanwhile, and when the server was killed. */
  doneAt: Timestamp | null
}

/** When the firm works, which its clocks count in; without a row Monday to Friday, 8 to 17. Written by tickets. */
export type WorkingHoursTable = {
  /** The firm. */
  tenantId: Generated<string>
  /** Seven lists, Monday first, of {from, to}: HH:MM of the firm's wall clock, not overlapping, in order. */
  week: Json
  /** Whether it is closed on the public holidays of its country. */
  holidays: boolean
  /** Other days on which it is closed, YYYY-MM-DD. */
  closedDays: string[]
  /** Name of who chose it. */
  setBy: string
  /** When. */
  setAt: Timestamp
}

/** All firm tables by name. */
export type Tables = {
  alert: AlertTable
  attachment: AttachmentTable
  attachmentFile: AttachmentFileTable
  auditEntry: AuditEntryTable
  auditHead: AuditHeadTable
  checkRound: CheckRoundTable
  checkRun: CheckRunTable
  checkpoint: CheckpointTable
  checkpointRange: CheckpointRangeTable
  conflict: ConflictTable
  conflictRule: ConflictRuleTable
  contactName: ContactNameTable
  contactPoint: ContactPointTable
  contactPointMove: ContactPointMoveTable
  conversation: ConversationTable
  conversationAnalytics: ConversationAnalyticsTable
  conversationInsight: ConversationInsightTable
  customMetric: CustomMetricTable
  customer: CustomerTable
  customerMerge: CustomerMergeTable
  customerNameToken: CustomerNameTokenTable
  deadLetter: DeadLetterTable
  deliveryEvent: DeliveryEventTable
  erasureMark: ErasureMarkTable
  event: EventTable
  eventCursor: EventCursorTable
  finding: FindingTable
  hook: HookTable
  hookDelivery: HookDeliveryTable
  incident: IncidentTable
  insightDay: InsightDayTable
  insightDue: InsightDueTable
  insightStaleDay: InsightStaleDayTable
  lostWorkDismissal: LostWorkDismissalTable
  matchQuestion: MatchQuestionTable
  media: MediaTable
  message: MessageTable
  messageVector: MessageVectorTable
  messageVectorCount: MessageVectorCountTable
  metricMinute: MetricMinuteTable
  mirror: MirrorTable
  mirrorLink: MirrorLinkTable
  modelBudget: ModelBudgetTable
  modelCall: ModelCallTable
  modelDay: ModelDayTable
  modelStop: ModelStopTable
  notice: NoticeTable
  noticeChoice: NoticeChoiceTable
  participant: ParticipantTable
  participants: ParticipantsTable
  phoneNormalization: PhoneNormalizationTable
  property: PropertyTable
  rawItem: RawItemTable
  reply: ReplyTable
  replyTemplate: ReplyTemplateTable
  retentionRule: RetentionRuleTable
  run: RunTable
  runItem: RunItemTable
  searchDocumentBlock: SearchDocumentBlockTable
  searchDue: SearchDueTable
  searchMessage: SearchMessageTable
  searchRecord: SearchRecordTable
  searchSegment: SearchSegmentTable
  searchTermBlock: SearchTermBlockTable
  secret: SecretTable
  setAside: SetAsideTable
  source: SourceTable
  sourceFile: SourceFileTable
  sourceListing: SourceListingTable
  suggestion: SuggestionTable
  tenant: TenantTable
  threadChange: ThreadChangeTable
  threadEntry: ThreadEntryTable
  threadRule: ThreadRuleTable
  ticket: TicketTable
  ticketActivity: TicketActivityTable
  ticketConversation: TicketConversationTable
  ticketCounter: TicketCounterTable
  ticketDecision: TicketDecisionTable
  understanding: UnderstandingTable
  understandingRule: UnderstandingRuleTable
  voiceAddress: VoiceAddressTable
  vouchedSender: VouchedSenderTable
  webhookPassword: WebhookPasswordTable
  webhookReceipt: WebhookReceiptTable
  workingHours: WorkingHoursTable
}
