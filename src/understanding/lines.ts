import { type UnderstandInput, type Understanding, understand } from './understanding.ts'

/**
 * Understands JSON lines `{id, text, channel, sent_at, tz, lang?}` and gives one JSON line for each, in order and as
 * they come. A line that cannot be read gives `{id: null, error}` in its place.
 */
export async function* understandLines(input: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of input) {
    if (line.trim() === '') continue
    yield JSON.stringify(answerTo(line))
  }
}

function answerTo(line: string): object {
  let asked: Record<string, unknown>
  try {
    const parsed: unknown = JSON.parse(line)
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      return { id: null, error: 'The line is not a JSON object.' }
    asked = parsed as Record<string, unknown>
  } catch {
    return { id: null, error: 'The line is not JSON.' }
  }
  if (typeof asked.text !== 'string') return { id: asked.id ?? null, error: 'The line has no text.' }
  return { id: asked.id ?? null, ...shapeOf(understand(inputOf(asked, asked.text))) }
}

function inputOf(asked: Record<string, unknown>, text: string): UnderstandInput {
  const told = (name: string, otherwise: string) =>
    typeof asked[name] === 'string' ? asked[name] : otherwise
  return {
    text,
    channel: told('channel', 'sms'),
    sentAt: told('sent_at', '1970-01-01T00:00:00Z'),
    timeZone: told('tz', 'UTC'),
    ...(asked.lang === 'en' || asked.lang === 'pl' ? { languageHint: asked.lang } : {}),
  }
}

/** An understanding in the field names of the labelled corpus. */
export function shapeOf(understood: Understanding) {
  return {
    urgency: understood.urgency.value,
    services: understood.services.map((one) => one.service),
    scheduling: understood.scheduling,
    sentiment: understood.sentiment.value,
    style: understood.style.value,
    names: understood.names,
    phones: understood.phones,
    emails: understood.emails,
    addresses: understood.addresses,
    district: understood.district,
    business: understood.business.value,
    property_manager: understood.propertyManager.value,
    ticket: understood.ticket.value,
    language: understood.language,
    confidence: understood.confidence,
    reasons: { urgency: understood.urgency.reasons },
    findings: understood.findings,
  }
}
