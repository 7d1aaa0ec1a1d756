import type { MirrorLayoutTable } from '../../src/contract/mirrors.ts'
import type { Word } from './mapping.ts'

/** How tables and columns of other systems are called, in English and Polish. A person looks at what is guessed. */
const TABLES = {
  customer: /client|customer|contact|account|klien|kontrahen/i,
  ticket: /ticket|job|order|case|request|zlec|zg[lł]osz/i,
}
const COLUMNS: Record<'customer' | 'ticket', Record<string, RegExp>> = {
  customer: {
    ourId: /plumbline/i,
    name: /^(full|display|company)?[ _]?name$|nazw|imi[eę]/i,
    kind: /segment|kind|^type$|rodzaj/i,
    phone: /phone|mobile|^tel/i,
    email: /mail/i,
  },
  ticket: {
    ourId: /plumbline/i,
    title: /title|subject|summary|^what$|descr|temat|opis/i,
    status: /status|stage|state|etap/i,
    priority: /prior|urgen|piln/i,
    category: /categ|trade|^type$|rodzaj/i,
    customer: /(client|customer|contact|account|klient)[ _]?(id|no|nr|ref)?$/i,
    number: /^(ref|number|nr|numer)$/i,
    openedAt: /^(opened|created|utworzon)/i,
  },
}
const WORDS: Record<string, Record<string, RegExp>> = {
  kind: {
    residential: /^(home|house|private|dom)/i,
    business: /^(company|firm|business|firma)/i,
    unknown: /^-?$/,
  },
  priority: {
    emergency: /emerg|urgent|critical|awari/i,
    high: /^high|wysok/i,
    medium: /^(medium|normal)|[sś]redn/i,
    low: /^low|nisk/i,
  },
  status: {
    open: /^(open|to.?do|new|otwart|now)/i,
    scheduled: /plan|sched/i,
    in_progress: /progress|doing|w toku/i,
    waiting_customer: /wait|hold|czeka/i,
    resolved: /done|resolved|finish|zrobion|wykonan/i,
    closed: /closed|done|zamkni/i,
    cancelled: /cancel|void|anul/i,
  },
}
/** What becomes what stands for it where nothing else does. */
const LIKE: Record<string, string> = { new: 'open', reopened: 'open' }

export function guessTable(
  kind: 'customer' | 'ticket',
  tables: readonly MirrorLayoutTable[],
): MirrorLayoutTable | undefined {
  return tables.find(({ name }) => TABLES[kind].test(name))
}

/** Columns by our fields; each column once. `ourId` among them. */
export function guessColumns(
  kind: 'customer' | 'ticket',
  { columns, key }: MirrorLayoutTable,
): Record<string, string> {
  const left = new Set((columns ?? []).map(({ name }) => name))
  const found: Record<string, string> = {}
  for (const [field, sign] of Object.entries(COLUMNS[kind])) {
    const column = [...left].find((name) => name !== key && sign.test(name))
    if (column === undefined) continue
    found[field] = column
    left.delete(column)
  }
  return found
}

/** Which of our words is which of theirs; only what differs. */
export function guessWords(field: string, ours: readonly string[], theirs: readonly string[]): Word[] {
  return ours.flatMap((word): Word[] => {
    if (theirs.includes(word)) return []
    const signs = WORDS[field]
    const sign = signs?.[word] ?? signs?.[LIKE[word] ?? '']
    const found = sign && theirs.find((one) => sign.test(one))
    return found === undefined ? [] : [{ ours: word, theirs: found }]
  })
}
