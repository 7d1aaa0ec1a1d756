import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { Refusal } from '../base/refusal.ts'
import type { ExportSource } from './place.ts'

export const MANIFEST = 'export.json'

const manifestShape = z.object({
  format: z.literal(1),
  tables: z.record(z.string(), z.string()).describe('SHA-256 of tables/<name>.jsonl by name, hex'),
  mediaFiles: z.number().int(),
})

/** What an export must hold to be whole. It is written last, so that an export that broke off has none. */
export type Manifest = z.infer<typeof manifestShape>

export function writeManifest(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
}

/** Refuses with `not_an_export` a place that has no manifest, or one that cannot be read. */
export async function readManifest(from: ExportSource): Promise<Manifest> {
  try {
    return manifestShape.parse(JSON.parse(await text(from.open(MANIFEST))))
  } catch (cause) {
    throw new Refusal(
      'not_an_export',
      `In ${from.path} is no Plumbline export, or the export broke off.`,
      `Give the folder that "plumbline export --out" wrote to its end; it has a file named ${MANIFEST}.`,
      { cause },
    )
  }
}
