import type pg from 'pg'
import type { Encoder } from '../src/embeddings/embeddings.ts'
import { quantised, signsOf } from '../src/embeddings/encoder/vector.ts'
import { virtualTime } from '../test/kit/waiting.ts'

const BATCH = 2_000

/**
 * A vector for each message of a firm that has none: of real ones, of these texts, each a mean of two with weights of its own, so that no two
 * are the same. `bench/similar.ts` says how near that comes to what a model makes of such messages.
 */
export async function fillVectors(
  pool: pg.Pool,
  { tenantId, encoder, texts }: { tenantId: string; encoder: Encoder; texts: readonly string[] },
): Promise<void> {
  const { chance } = virtualTime()
  const made = (await encoder.encode(texts)).flatMap((vector) => (vector === null ? [] : [unit(vector)]))
  const some = () => made[Math.floor(chance() * made.length)] ?? new Float32Array(encoder.dimension)
  const { rows } = await pool.query<{ id: string }>('select id from message where tenant_id = $1', [tenantId])
  for (let at = 0; at < rows.length; at += BATCH) {
    const ids = rows.slice(at, at + BATCH).map(({ id }) => id)
    const vectors = ids.map(() => {
      const [one, other, share] = [some(), some(), 0.5 + chance() * 0.5]
      return quantised(one.map((value, n) => share * value + (1 - share) * (other[n] ?? 0)))
    })
    await pool.query(
      `insert into message_vector (tenant_id, message_id, model, number, dimension, vector, signs, made_at)
       select $1, id, $2, $3 + n, $4, vector, signs, now() from unnest($5::uuid[], $6::bytea[], $7::bytea[]) with ordinality v (id, vector, signs, n)`,
      [
        ...[tenantId, encoder.model, at, encoder.dimension, ids],
        ...[
          vectors.map((vector) => Buffer.from(vector.buffer)),
          vectors.map((vector) => Buffer.from(signsOf(vector))),
        ],
      ],
    )
  }
  await pool.query(
    'insert into message_vector_count (tenant_id, model, last_number, forgotten) values ($1, $2, $3, 0)',
    [tenantId, encoder.model, rows.length],
  )
}

function unit(vector: Int8Array): Float32Array {
  const length = Math.hypot(...vector) || 1
  return Float32Array.from(vector, (value) => value / length)
}
