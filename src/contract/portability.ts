import { z } from 'zod'

const path = z.string().min(1).max(4_096)
const onePlace = [
  ({ dir, file }: { dir?: string | undefined; file?: string | undefined }) =>
    (dir === undefined) !== (file === undefined),
  { error: 'Give either a folder or a file.' },
] as const

/** A place on the server's disk: a folder, in the clear, or a file, sealed. Only for the local command line. */
export const exportBody = z.object({ dir: path.optional(), file: path.optional() }).refine(...onePlace)

/** Such a place; `code` is the recovery code of the key that a file is sealed under, when it is not the one here. */
export const restoreBody = z
  .object({ dir: path.optional(), file: path.optional(), code: z.string().max(200).optional() })
  .refine(...onePlace)

export const exportedShape = z.object({
  messages: z.number().int(),
  conversations: z.number().int(),
  customers: z.number().int(),
  mediaFiles: z.number().int(),
})

export const restoredShape = z.object({ rows: z.number().int() })
