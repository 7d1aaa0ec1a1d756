import type { Example, Gold, TimedExample } from './corpus.ts'

/** Figures of one group of messages, 0 to 1; NaN where the group has no such label. */
export type Figures = Record<FigureName, number>
export type FigureName =
  | 'emergency_recall'
  | 'emergency_precision'
  | 'urgency_macro_f1'
  | 'services_f1'
  | 'scheduling_f1'
  | 'sentiment_macro_f1'
  | 'names_f1'
  | 'phones_f1'
  | 'emails_f1'
  | 'addresses_f1'
  | 'district_accuracy'
  | 'business_f1'
  | 'property_manager_f1'
  | 'ticket_f1_true'
  | 'ticket_f1_false'

/** What was concluded about a message, in the shapes of its gold labels. */
export type Predicted = Gold & { id: string }

/** A message whose conclusion in one field differs from its label. */
export type Miss = { id: string; field: keyof Gold; want: unknown; got: unknown }

/** Scores conclusions against labels; a message without a conclusion counts as all wrong. */
export function score(examples: Example[], predicted: Map<string, Predicted>, misses: Miss[] = []): Figures {
  const urgency = classes('urgency', examples, predicted, misses)
  const ticket = classes('ticket', examples, predicted, misses)
  return {
    emergency_recall: urgency.per.get('emergency')?.recall ?? Number.NaN,
    emergency_precision: urgency.per.get('emergency')?.precision ?? Number.NaN,
    urgency_macro_f1: urgency.macroF1,
    services_f1: sets('services', examples, predicted, misses),
    scheduling_f1: sets('scheduling', examples, predicted, misses),
    sentiment_macro_f1: classes('sentiment', examples, predicted, misses).macroF1,
    names_f1: sets('names', examples, predicted, misses),
    phones_f1: sets('phones', examples, predicted, misses),
    emails_f1: sets('emails', examples, predicted, misses),
    addresses_f1: sets('addresses', examples, predicted, misses),
    district_accuracy: classes('district', examples, predicted, misses).accuracy,
    business_f1: classes('business', examples, predicted, misses).per.get('true')?.f1 ?? Number.NaN,
    property_manager_f1:
      classes('property_manager', examples, predicted, misses).per.get('true')?.f1 ?? Number.NaN,
    ticket_f1_true: ticket.per.get('true')?.f1 ?? Number.NaN,
    ticket_f1_false: ticket.per.get('false')?.f1 ?? Number.NaN,
  }
}

/** F1 of the times asked for alone. */
export const scoreTimes = (
  examples: TimedExample[],
  predicted: Map<string, Pick<Predicted, 'scheduling'>>,
  misses: Miss[] = [],
): number => sets('scheduling', examples, predicted, misses)

type ClassFigures = { precision: number; recall: number; f1: number }

/** Accuracy, macro-F1 over the labels that occur, and the figures of each. */
function classes(field: keyof Gold, examples: Example[], predicted: Map<string, Predicted>, misses: Miss[]) {
  const rows = examples.map((example) => ({
    id: example.id,
    want: String(example.gold[field]),
    got: String(predicted.get(example.id)?.[field] ?? null),
  }))
  for (const row of rows) if (row.want !== row.got) misses.push({ ...row, field })
  const per = new Map<string, ClassFigures>()
  for (const label of new Set(rows.map((row) => row.want))) {
    const hit = rows.filter((row) => row.want === label && row.got === label).length
    const said = rows.filter((row) => row.got === label).length
    const there = rows.filter((row) => row.want === label).length
    per.set(label, figures(hit, said, there))
  }
  const f1s = [...per.values()].map((one) => one.f1)
  return {
    per,
    accuracy: rows.filter((row) => row.want === row.got).length / rows.length,
    macroF1: f1s.reduce((a, b) => a + b, 0) / f1s.length,
  }
}

type SetField = 'services' | 'scheduling' | 'names' | 'phones' | 'emails' | 'addresses'

/** Micro-averaged F1 over sets; a clogged toilet may also be, or not be, a drain to clean. */
function sets<F extends SetField>(
  field: F,
  examples: { id: string; gold: Pick<Gold, F> }[],
  predicted: Map<string, Pick<Predicted, F>>,
  misses: Miss[],
): number {
  let hit = 0
  let extra = 0
  let missing = 0
  for (const { id, gold } of examples) {
    const left: unknown[] = [...gold[field]]
    const clogged = field === 'services' && left.includes('toilet_repair')
    let wrong = 0
    const got = [
      ...new Map((predicted.get(id)?.[field] ?? []).map((value) => [JSON.stringify(value), value])).values(),
    ]
    for (const value of got) {
      const at = left.findIndex((want) => same(field, want, value))
      if (at >= 0) {
        left.splice(at, 1)
        hit++
      } else if (!(clogged && value === 'drain_cleaning')) wrong++
    }
    const lost = clogged ? left.filter((want) => want !== 'drain_cleaning') : left
    extra += wrong
    missing += lost.length
    if (wrong > 0 || lost.length > 0) misses.push({ id, field, want: gold[field], got })
  }
  return figures(hit, hit + extra, hit + missing).f1
}

function figures(hit: number, said: number, there: number): ClassFigures {
  const precision = hit / (said || 1)
  const recall = hit / (there || 1)
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall || 1) }
}

function same(field: SetField, want: unknown, got: unknown): boolean {
  if (field === 'services') return want === got
  if (field === 'scheduling') return slot(want) === slot(got)
  const [a, b] = [String(want), String(got)]
  if (field === 'phones') return a.replace(/[^\d+]/g, '') === b.replace(/[^\d+]/g, '')
  if (field === 'emails') return a.toLowerCase() === b.toLowerCase()
  return field === 'names' ? plain(a) === plain(b) : isSameAddress(plain(a), plain(b))
}

function slot(window: unknown): string {
  const { type, start, end } = window as { type?: string; start?: string; end?: string }
  return [type, start ?? '', end ?? ''].join('|')
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łŁ]/g, 'l')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The house number and the street's first word are there, and the answer is not the whole message. */
function isSameAddress(want: string, got: string): boolean {
  if (want === got) return true
  const number = want.match(/\d+\w*/)?.[0]
  const street = want
    .split(' ')
    .find(
      (word) =>
        /^\p{L}{3,}/u.test(word) && !['ulica', 'ul', 'aleja', 'apt', 'unit', 'suite', 'the'].includes(word),
    )
  return Boolean(
    number &&
      street &&
      got.split(' ').includes(number) &&
      got.includes(street) &&
      got.length <= want.length + 25,
  )
}
