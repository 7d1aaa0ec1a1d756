/** The telephone numbers of the account, as written in `Phones.vcf`. */
export type Phones = {
  /** Google Voice numbers. */
  voice: string[]
  /** Telephones that are linked to the account. */
  linked: string[]
}

const VOICE_LABEL = /^google voice$/i

/**
 * Reads `Phones.vcf`: `item1.TEL:+1…` labelled `item1.X-ABLabel:Google Voice`, in either order, is the Voice
 * number; a TEL that is an item without any label is one too; `TEL;TYPE=CELL:+1…` is a linked telephone.
 */
export function parsePhones(vcard: string): Phones {
  const phones: Phones = { voice: [], linked: [] }
  const lines = vcard.split(/\r?\n/).map(splitLine)
  const labels = new Map(
    lines.flatMap(({ item, name, value }) => (name === 'X-ABLABEL' ? [[item, value]] : [])),
  )
  for (const { item, name, value } of lines) {
    if (name !== 'TEL' || value === '') continue
    const label = labels.get(item)
    const isVoice = item !== '' && (label === undefined || VOICE_LABEL.test(label))
    ;(isVoice ? phones.voice : phones.linked).push(value)
  }
  return phones
}

/** `item1.TEL;TYPE=CELL:+1…` in three (RFC 6350, section 3.3); the parameters are of no use here. */
function splitLine(line: string): { item: string; name: string; value: string } {
  const match = /^(?:([\w-]+)\.)?([\w-]+)(?:;[^:]*)?:(.*)$/.exec(line)
  return { item: match?.[1] ?? '', name: (match?.[2] ?? '').toUpperCase(), value: (match?.[3] ?? '').trim() }
}
