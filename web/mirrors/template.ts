import type { MirrorMapping } from '../../src/contract/mirrors.ts'

/** What a mapping looks like, to be changed to the names that are there. */
export const mappingTemplate: MirrorMapping = {
  schema: 'public',
  customer: {
    table: 'customers',
    key: 'id',
    ourId: 'plumbline_id',
    columns: {
      name: { column: 'name' },
      phone: { column: 'phone' },
      email: { column: 'email' },
    },
    makes: true,
    deletes: false,
  },
  ticket: {
    table: 'tickets',
    key: 'id',
    ourId: 'plumbline_id',
    columns: {
      title: { column: 'title' },
      priority: { column: 'priority' },
      status: {
        column: 'status',
        words: [
          { ours: 'open', theirs: 'open' },
          { ours: 'new', theirs: 'open' },
          { ours: 'resolved', theirs: 'done' },
        ],
      },
      customer: { column: 'customer_id' },
    },
    makes: true,
    deletes: false,
  },
}
