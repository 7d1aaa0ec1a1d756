import type { Db } from '../store/store.ts'

/** The numbers that North America keeps for stories, 555-0100 to 555-0199 in each area: nobody has one. */
const MADE_UP = /^\+1[2-9]\d{2}55501\d{2}$/

/**
 * Whether what is written to a number (E.164) is kept as if it were sent, and sent to nobody: in a sample firm, and there only to
 * somebody who is made up, so that a real number which somebody brought into one is answered as anywhere else.
 */
export async function isSandboxed(db: Db, number: string): Promise<boolean> {
  if (!MADE_UP.test(number)) return false
  const firm = await db.selectFrom('tenant').select('isSample').executeTakeFirst()
  return firm?.isSample === true
}
