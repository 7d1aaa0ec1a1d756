import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../base/refusal.ts'

const FILE = 'export.json'

const manifestShape = z.object({
  format: z.literal(1),
  tables: z.record(z.string(), z.string()).describe('SHA-256 of tables/<name>.jsonl by name, hex'),
  mediaFiles: z.number().int(),
})

/** What an export must hold to be whole. It is written last, so that an export that broke off has none. */
export type Manifest = z.infer<typeof manifestShape>

export function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  return writeFile(join(dir, FILE), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Refuses with `not_an_export` a folder that has no manifest, or one that cannot be read. */
export async function readManifest(dir: string): Promise<Manifest> {
  try {
    return manifestShape.parse(JSON.parse(await readFile(join(dir, FILE), 'utf8')))
  } catch (cause) {
    throw new Refusal(
      'not_an_export',
      `The folder ${dir} is not a Plumbline export, or the export broke off.`,
      `Give the folder that "plumbline export --out" wrote to its end; it has a file named ${FILE}.`,
      { cause },
    )
  }
}
