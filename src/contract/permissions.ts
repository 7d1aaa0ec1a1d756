import { z } from 'zod'

/** What somebody is in a firm, from most to least. */
export const roles = ['owner', 'manager', 'dispatcher', 'technician', 'read_only'] as const
export const roleShape = z.enum(roles)
export type Role = (typeof roles)[number]

/** What each role is for, one sentence. */
export const roleMeanings: Record<Role, string> = {
  owner: 'Answers for the firm: everything.',
  manager: 'Runs the office: everything but owners and how long things are kept.',
  dispatcher: 'Answers customers and keeps the inbox and the customers in order.',
  technician: 'Reads what customers said and who they are, on the way to them.',
  read_only: 'Looks on, such as a bookkeeper: reads what the office reads, changes nothing.',
}

const everybody = roles
const office = ['owner', 'manager', 'dispatcher'] as const
const officeAndReaders = ['owner', 'manager', 'dispatcher', 'read_only'] as const
const leaders = ['owner', 'manager'] as const

type Row = {
  /** What it allows, after "may". */
  allows: string
  roles: readonly Role[]
  /** Not for API keys: a leaked key must not be able to make itself at home. */
  peopleOnly?: true
}

/**
 * Who may do what: the one table that every endpoint, docs/permissions.md and the tests are read from. What is about
 * oneself only (who one is, one's own sessions and password) needs no permission.
 */
const table = {
  'conversations.read': {
    allows: 'read conversations, messages, their media, and what was understood of them',
    roles: everybody,
  },
  'conversations.write': {
    allows: 'archive, merge and split conversations, and undo that',
    roles: office,
  },
  'replies.send': {
    allows: 'answer customers, by text and mail',
    roles: office,
    peopleOnly: true,
  },
  'customers.read': { allows: 'read customers, how they are reached, and open questions', roles: everybody },
  'customers.write': { allows: 'rename, merge and correct customers, and answer questions', roles: office },
  'customers.export': {
    allows: 'take out all that is kept about a person',
    roles: leaders,
    peopleOnly: true,
  },
  'customers.erase': {
    allows: 'forget a person in everything the firm keeps',
    roles: leaders,
    peopleOnly: true,
  },
  'tickets.read': { allows: 'see tickets, their clocks, and when the firm works', roles: everybody },
  'tickets.write': {
    allows: 'open, change, link, merge and split tickets, and undo that',
    roles: office,
  },
  'insights.read': {
    allows: 'see the figures of conversations and days, and work that was let slip',
    roles: officeAndReaders,
  },
  'lost_work.write': {
    allows: 'put aside what is listed as lost work, and take that back',
    roles: office,
  },
  'conflicts.read': {
    allows: 'see what two changed at once, and how that is resolved',
    roles: officeAndReaders,
  },
  'conflicts.write': { allows: 'decide what holds where two changed the same, and undo that', roles: office },
  'conflicts.rules': { allows: 'choose what happens when two change the same', roles: leaders },
  'imports.read': {
    allows: 'see imports, their ledger, and what was set aside with its contents',
    roles: officeAndReaders,
  },
  'imports.write': { allows: 'upload archives, and start, cancel and resume imports', roles: leaders },
  'events.read': {
    allows: 'see what changed lately, and who changed it, of what they may read',
    roles: leaders,
  },
  'events.write': {
    allows: 'have what failed to follow from a change tried again',
    roles: leaders,
  },
  'sources.read': {
    allows: 'see the accounts from which messages come, how they are, and what went wrong there',
    roles: officeAndReaders,
  },
  'sources.write': { allows: 'have sources asked now, pause and resume them', roles: leaders },
  'sources.manage': {
    allows: 'add sources, set what opens them, and take them away',
    roles: leaders,
    peopleOnly: true,
  },
  'rules.read': { allows: 'see how messages are threaded and understood', roles: officeAndReaders },
  'rules.write': { allows: 'try and change the rules for that', roles: leaders },
  'people.read': { allows: 'see who works for the firm', roles: officeAndReaders },
  'people.manage': {
    allows: 'invite people, change their roles and end their work for the firm',
    roles: leaders,
    peopleOnly: true,
  },
  'monitoring.read': {
    allows: 'see whether all is well: figures, alerts and health, and scrape them for Prometheus',
    roles: officeAndReaders,
  },
  'monitoring.write': { allows: 'resolve alerts, and report figures of other programs', roles: leaders },
  'budgets.write': { allows: 'choose what language models may cost the firm', roles: leaders },
  'checks.read': {
    allows: 'see whether what is kept agrees with itself, what a repair would do, and checkpoints',
    roles: officeAndReaders,
  },
  'checks.write': { allows: 'make such checks and checkpoints', roles: leaders },
  'repairs.apply': { allows: 'repair what such checks find', roles: leaders, peopleOnly: true },
  'audit.read': { allows: 'see who did what in the firm, and check that trail', roles: leaders },
  'retention.read': { allows: 'see how long the firm keeps what', roles: leaders },
  'retention.manage': { allows: 'choose how long the firm keeps what', roles: ['owner'], peopleOnly: true },
  'firm.manage': {
    allows: 'change what the firm is called, its country and its time zone',
    roles: ['owner'],
    peopleOnly: true,
  },
  'firms.make': { allows: 'set up the sample firm beside the own one', roles: leaders, peopleOnly: true },
  'sign_in.manage': {
    allows: 'see and set the provider by which the firm’s people sign in',
    roles: ['owner'],
    peopleOnly: true,
  },
  'keys.manage': {
    allows:
      'list, make and revoke API keys and the secrets of webhooks, and have other systems called when something changes',
    roles: leaders,
    peopleOnly: true,
  },
} as const satisfies Record<string, Row>

export type Permission = keyof typeof table
export const permissions: Readonly<Record<Permission, Row>> = table
export const permissionNames = Object.keys(table) as [Permission, ...Permission[]]
export const permissionShape = z.enum(permissionNames)

/** What a role may do. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return new Set(permissionNames.filter((name) => permissions[name].roles.includes(role)))
}

/** What an API key can be given. */
export const scopeNames = permissionNames.filter((name) => !permissions[name].peopleOnly) as [
  Permission,
  ...Permission[],
]
export const scopeShape = z.enum(scopeNames)
