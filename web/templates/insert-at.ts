type Insertion = { into: string; words: string; change: (text: string) => void }

/** Puts words where the cursor stands in a field, in place of what is chosen there, and the cursor after them. */
export function insertAt(field: HTMLTextAreaElement | null, { into, words, change }: Insertion): void {
  const start = field?.selectionStart ?? into.length
  const end = field?.selectionEnd ?? into.length
  change(into.slice(0, start) + words + into.slice(end))
  // Once the field has the words.
  requestAnimationFrame(() => {
    field?.focus()
    field?.setSelectionRange(start + words.length, start + words.length)
  })
}
