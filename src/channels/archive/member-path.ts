/**
 * The path of a member as we write it: `/`-separated, without `.` and empty segments. Null when it is
 * absolute or climbs out with `..`, or has a NUL: such a name is never joined to a folder of ours.
 */
export function memberPath(raw: string): string | null {
  const slashed = raw.replaceAll('\\', '/')
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed) || slashed.includes('\0')) return null
  const segments = slashed.split('/').filter((segment) => segment !== '' && segment !== '.')
  return segments.length === 0 || segments.includes('..') ? null : segments.join('/')
}

/** Whether the member is the litter that macOS and Windows leave behind: `__MACOSX/`, `._*`, `.DS_Store`. */
export function isLitter(path: string): boolean {
  return /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(path)
}
