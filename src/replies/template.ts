import { type Selectable, sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { templatePlaceholders, unknownPlaceholders } from '../contract/placeholders.ts'
import { type ReplyTemplate, type ReplyTemplateBody, TEMPLATES_MAX } from '../contract/reply-templates.ts'
import type { Db, Tables, Tx } from '../store/store.ts'

/** The firm's own templates, by title. */
export async function listTemplates(db: Db): Promise<ReplyTemplate[]> {
  const rows = await db.selectFrom('replyTemplate').selectAll().orderBy('title').orderBy('id').execute()
  return rows.map(show)
}

/** One of them. Refuses with `template_not_found`. */
export async function readTemplate(db: Db, id: Id): Promise<ReplyTemplate> {
  const row = await db.selectFrom('replyTemplate').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw gone()
  return show(row)
}

/** Adds a template; answers its id. Refuses with `too_many_templates` and `unknown_placeholder`. */
export async function addTemplate(
  tx: Tx,
  { clock, template }: { clock: Clock; template: ReplyTemplateBody },
): Promise<Id> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from reply_template`.execute(tx)
  if ((rows[0]?.count ?? 0) >= TEMPLATES_MAX) throw tooMany()
  refuseUnknown(template)
  const id = newId(clock)
  const now = clock.now()
  await tx
    .insertInto('replyTemplate')
    .values({ id, ...columns(template), madeAt: now, changedAt: now })
    .execute()
  return id
}

/** Writes a template anew. Refuses with `template_not_found` and `unknown_placeholder`. */
export async function changeTemplate(
  tx: Tx,
  { clock, id, template }: { clock: Clock; id: Id; template: ReplyTemplateBody },
): Promise<void> {
  refuseUnknown(template)
  const changed = await tx
    .updateTable('replyTemplate')
    .set({ ...columns(template), changedAt: clock.now() })
    .where('id', '=', id)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw gone()
}

/** Takes a template away. Refuses with `template_not_found`. */
export async function removeTemplate(tx: Tx, { id }: { id: Id }): Promise<void> {
  const removed = await tx.deleteFrom('replyTemplate').where('id', '=', id).executeTakeFirst()
  if (removed.numDeletedRows === 0n) throw gone()
}

function show({ body, language, changedAt, ...row }: Selectable<Tables['replyTemplate']>): ReplyTemplate {
  const { id, title, service } = row
  return {
    ...{ id, title, text: body, language: language as ReplyTemplate['language'], service },
    changedAt: changedAt.toISOString(),
  }
}

const columns = ({ title, text, language, service }: ReplyTemplateBody) => ({
  ...{ title, body: text, language, service },
})

/** What nothing fills in would go out to customers as it is written. */
function refuseUnknown({ text }: ReplyTemplateBody): void {
  const [unknown] = unknownPlaceholders(text)
  if (unknown === undefined) return
  const known = templatePlaceholders.map((name) => `{${name}}`).join(' and ')
  throw new Refusal(
    'unknown_placeholder',
    `Nothing is filled in for ${unknown}.`,
    `${known} are filled in; write everything else without braces.`,
  )
}

function gone(): Refusal {
  return new Refusal(
    'template_not_found',
    'There is no such template.',
    'Reload the list: somebody may have taken it away.',
    { status: 404 },
  )
}

function tooMany(): Refusal {
  return new Refusal(
    'too_many_templates',
    `A firm can have ${TEMPLATES_MAX} templates.`,
    'Take away one that nobody uses.',
    { status: 409 },
  )
}
