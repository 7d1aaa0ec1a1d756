import { filesNamedAmong } from '../../inbox/inbox.ts'
import { countOpenRuns } from '../../intake/intake.ts'
import { type Check, type Found, isMeant } from '../check.ts'

/** A file is there before the row that names it. */
const YOUNG_MS = 60 * 60_000
const NAMES_PER_STATEMENT = 500

/** Nothing lies in the media folder that no row names: a kill, or a database that was put back, leaves such. */
export const filesNamed: Check = {
  name: 'files-named',
  summary: 'Nothing lies in the folder of files that nothing refers to.',
  pace: 'derived',
  look: async ({ read, media, tenantId, clock }, part) => {
    const found: Found[] = []
    let looked = 0
    let names: string[] = []
    const settle = async () => {
      const contents = names
      names = []
      if (contents.length === 0) return
      const named = await read((db) => filesNamedAmong(db, contents))
      for (const name of contents)
        if (!named.has(name))
          found.push({
            kind: 'file_unnamed',
            subject: { kind: 'file', id: name },
            details: { isDraft: name.startsWith('.') },
          })
    }
    const { queued, running } = await read(countOpenRuns)
    for await (const { name, changedAt } of media.walk(tenantId)) {
      looked += 1
      if (clock.now().getTime() - changedAt.getTime() < YOUNG_MS || !isMeant(part, name)) continue
      names.push(name)
      if (names.length === NAMES_PER_STATEMENT) await settle()
    }
    await settle()
    if (queued + running > 0) return { found: [], waiting: found.length, looked }
    return { found, waiting: 0, looked }
  },
}
