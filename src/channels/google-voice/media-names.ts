import type { AttachmentKind } from '../message.ts'

/** Takeout cuts the stem of every file name at this many characters (code points), before the extension. */
const STEM_CHARACTERS_MAX = 50

const KIND_OF_EXTENSION: Record<string, AttachmentKind> = {
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  png: 'image',
  webp: 'image',
  heic: 'image',
  heif: 'image',
  mp4: 'video',
  '3gp': 'video',
  mov: 'video',
  mp3: 'audio',
  amr: 'audio',
  m4a: 'audio',
  wav: 'audio',
  ogg: 'audio',
  vcf: 'contact_card',
}

/** Whether a file with this extension can be an attachment of this kind; one we do not know can be anything. */
export function extensionFits(extension: string, kind: AttachmentKind): boolean {
  return (KIND_OF_EXTENSION[extension] ?? kind) === kind
}

/**
 * A stem in the form in which the page's and the disk's agree: composed letters (macOS decomposes them), `_`
 * for spaces (an upload does it) and for what Windows does not allow in names (Takeout does it).
 */
export function comparableStem(stem: string): string {
  return stem.normalize('NFC').replace(/[\s%?<>"|*/\\:]/g, '_')
}

/** The comparable stem that the file of a reference has on disk: cut, unless it is short. */
export function stemOnDisk(reference: string): string {
  const stem = comparableStem(reference)
  return stem.length <= STEM_CHARACTERS_MAX ? stem : [...stem].slice(0, STEM_CHARACTERS_MAX).join('')
}

/** A file name without folder, in two; the extension in lower case, without the dot, perhaps empty. */
export function splitExtension(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.')
  return dot <= 0
    ? { stem: name, extension: '' }
    : { stem: name.slice(0, dot), extension: name.slice(dot + 1).toLowerCase() }
}

/** The same for a reference, where only the extension of a kind of attachment is one: `Dr. Ames - …` has none. */
export function splitReference(reference: string): { stem: string; extension: string | null } {
  const { stem, extension } = splitExtension(reference)
  return extension in KIND_OF_EXTENSION ? { stem, extension } : { stem: reference, extension: null }
}

/**
 * The number that Takeout gave a stem which was taken already: `(1)` without a space. ` (1)` with one is what
 * a browser calls a copy, unless the space is itself the fiftieth character.
 */
export function splitClash(comparable: string): { stem: string; clash: number; copy: boolean } {
  const match = /^(.+)\((\d{1,6})\)$/s.exec(comparable)
  if (!match?.[1]) return { stem: comparable, clash: 0, copy: false }
  const stem = match[1]
  if (stem.endsWith('_') && [...stem].length < STEM_CHARACTERS_MAX)
    return { stem: stem.slice(0, -1), clash: 0, copy: true }
  return { stem, clash: Number(match[2]), copy: false }
}

/** Where a path of an archive is: the folder, as an export calls it, and the tree that folder is in. */
export type PathInTree = { tree: string; folder: string; name: string }

/** Splits `path`; a file that lies directly in a zip or tgz is in the folder without a name. */
export function pathInTree(path: string): PathInTree {
  const nameStart = path.lastIndexOf('/') + 1
  const folderStart = path.lastIndexOf('/', nameStart - 2) + 1
  const name = path.slice(nameStart)
  const parent = path.slice(folderStart, Math.max(folderStart, nameStart - 1))
  if (/\.(zip|tgz|gz|tar)$/i.test(parent)) return { tree: path.slice(0, nameStart - 1), folder: '', name }
  return { tree: path.slice(0, Math.max(0, folderStart - 1)), folder: parent.toLowerCase(), name }
}

/**
 * Whether Takeout may have called an attachment so: `<who> - …` with an extension that attachments have, or a stem that
 * is cut, of which no more may be left than the beginning of a name.
 */
export function isMediaName(path: string): boolean {
  const { stem, extension } = splitExtension(pathInTree(path).name)
  const comparable = comparableStem(stem)
  return (
    extension in KIND_OF_EXTENSION &&
    (/(^|_)-_/.test(comparable) || [...splitClash(comparable).stem].length >= STEM_CHARACTERS_MAX)
  )
}

/** Whom a page or a file is called after: `Rosa Delgado` of `Rosa Delgado - Text - 2026-01-10T15_00_00Z-1-1.png`; else empty. */
export function calledAfter(path: string): string {
  return /^(.*) - [^-]+ - \d{4}-\d\d-\d\dT/.exec(pathInTree(path).name)?.[1] ?? ''
}

/** Whether a page or a file is called after `who`, also where the rest of its name is cut. */
export function isCalledAfter(path: string, who: string): boolean {
  return comparableStem(pathInTree(path).name).startsWith(`${comparableStem(who)}_-_`)
}
