/** Writes dates. Beside a day, May is "maja" in Polish: too short to be cut off, it alone of the short months shows its case. */
export function dates(locale: string, options: Intl.DateTimeFormatOptions) {
  const format = new Intl.DateTimeFormat(locale, options)
  const joined = (parts: readonly { type: string; value: string }[]) => {
    const hasDay = parts.some(({ type }) => type === 'day')
    return parts
      .map(({ type, value }) => (hasDay && type === 'month' && value === 'maj' ? 'maja' : value))
      .join('')
  }
  return {
    format: (when: Date | number) => joined(format.formatToParts(when)),
    formatRange: (start: Date, end: Date) => joined(format.formatRangeToParts(start, end)),
  }
}
