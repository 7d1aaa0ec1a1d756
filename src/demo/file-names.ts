/** Where Takeout cuts the stem of a file name, pages and media alike; characters. */
export const STEM_MAX = 50

/** A name without the characters that Takeout replaces in file names. */
export function safe(name: string): string {
  return name.replace(/[%?<>"|*/\\:]/g, '_')
}

/** Hands out file names as Takeout does: the stem cut at 50 characters, `(1)`, `(2)` … when it is taken. */
export function openNames() {
  const taken = new Map<string, number>()
  return {
    take(folder: string, stem: string, extension: string): string {
      const cut = [...stem].slice(0, STEM_MAX).join('')
      const key = `${folder}/${cut}${extension}`
      const before = taken.get(key) ?? 0
      taken.set(key, before + 1)
      return before === 0 ? `${cut}${extension}` : `${cut}(${before})${extension}`
    },
  }
}
