import { createHash } from 'node:crypto'

/** SHA-256 of `data`, 64 lower-case hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB']

/** A size for people, powers of 1024: `1.4 MB`. */
export function sizeForPeople(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024
    unit++
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${UNITS[unit]}`
}
