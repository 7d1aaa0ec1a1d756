import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { MirrorLayoutTable } from '../src/contract/mirrors.ts'
import { guessWords } from '../web/mirrors/guess.ts'
import { ourWords, readDraft, suggested, unmeant, withWord } from '../web/mirrors/mapping.ts'

const table = (name: string, key: string, ...columns: string[]): MirrorLayoutTable => ({
  ...{ schema: 'public', name, key, isView: false },
  columns: [key, ...columns].map((column) => ({ name: column, type: 'text', isRequired: false })),
})

describe('a mapping that is filled in', () => {
  it('begins with what the names of an office software’s tables say, and can be used as it is', () => {
    const draft = suggested([
      table('invoices', 'id', 'total'),
      table('Clients', 'client_no', 'plumbline_id', 'full name', 'segment', 'phone', 'mail'),
      table('jobs', 'job_no', 'plumbline_id', 'what', 'trade', 'urgency', 'stage', 'client_no', 'ref'),
    ])
    assert.deepEqual(readDraft(draft).mapping, {
      schema: 'public',
      customer: {
        ...{ table: 'Clients', key: 'client_no', ourId: 'plumbline_id', makes: true, deletes: false },
        columns: {
          name: { column: 'full name' },
          kind: { column: 'segment' },
          phone: { column: 'phone' },
          email: { column: 'mail' },
        },
      },
      ticket: {
        ...{ table: 'jobs', key: 'job_no', ourId: 'plumbline_id', makes: true, deletes: false },
        columns: {
          title: { column: 'what' },
          status: { column: 'stage' },
          priority: { column: 'urgency' },
          category: { column: 'trade' },
          customer: { column: 'client_no' },
          number: { column: 'ref' },
        },
      },
    })
  })

  it('makes nothing there where there is no place for our id, and takes nothing away', () => {
    const { ticket } = suggested([table('zlecenia', 'id', 'temat', 'etap')])
    assert.deepEqual([ticket?.makes, ticket?.deletes, ticket?.ourId], [false, false, null])
  })

  it('has a ticket’s customer only beside the customers', () => {
    assert.equal(suggested([table('jobs', 'id', 'client_id')]).ticket?.columns.customer, undefined)
  })

  it('takes theirs for the first of our words that it may mean, so that TODO is open here', () => {
    const words = guessWords('status', ourWords.status ?? [], ['TODO', 'PLANNED', 'LATER', 'resolved'])
    assert.deepEqual(
      words.map(({ ours, theirs }) => `${ours}=${theirs}`),
      ['open=TODO', 'new=TODO', 'reopened=TODO', 'scheduled=PLANNED'],
    )
    assert.deepEqual(unmeant('status', words, ['TODO', 'PLANNED', 'LATER', 'resolved']), ['LATER'])
    const added = withWord('status', [{ ours: 'new', theirs: 'TODO' }], { ours: 'open', theirs: 'TODO' })
    assert.equal(added[0]?.ours, 'open')
    assert.deepEqual(unmeant('category', [], ['roof']), [])
  })

  it('says where it cannot be read and why, by codes that have words in each language', () => {
    const ticket = { table: 'jobs', key: 'id', columns: {} }
    const wrong = (draft: unknown) => readDraft(draft).wrong
    assert.deepEqual(wrong(5), { where: '', why: 'kind' })
    assert.deepEqual(wrong({}), { where: '', why: 'no_table' })
    assert.deepEqual(wrong({ ticket: { ...ticket, key: undefined } }), { where: 'ticket.key', why: 'kind' })
    assert.deepEqual(wrong({ ticket: { ...ticket, table: '' } }), { where: 'ticket.table', why: 'name' })
    assert.deepEqual(wrong({ ticket: { ...ticket, columns: { customer: { column: 'client' } } } }), {
      ...{ where: '', why: 'no_customers' },
    })
    assert.deepEqual(wrong({ ticket: { ...ticket, columns: { colour: { column: 'c' } } } }), {
      ...{ where: 'ticket.columns.colour', why: 'unknown' },
    })
    assert.deepEqual(wrong(null), { where: '', why: 'kind' })
  })
})
