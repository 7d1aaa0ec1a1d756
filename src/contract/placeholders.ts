/** What is filled in where a template is used, written in braces: {first_name}. */
export const templatePlaceholders = ['first_name', 'firm'] as const

/** One or more words in braces, as somebody writes who wants something filled in. */
const PLACEHOLDER = /\{[ \t]*\p{L}[\p{L}\p{M}\d_ .-]{0,39}\}/gu

/** The placeholders that stand in a text, each once, as they are written: `{first_name}`, `{your name}`. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACEHOLDER), ([written]) => written))]
}

/** Those that no template has filled in: misspelled, or never known. */
export function unknownPlaceholders(text: string): string[] {
  return placeholdersIn(text).filter(
    (written) => !templatePlaceholders.some((name) => written === `{${name}}`),
  )
}
