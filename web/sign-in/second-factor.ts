import { ApiError } from '../api/client.ts'

type Attempt = { error: unknown; variables: { code?: string | undefined } | undefined }

/**
 * What signing in still lacks: `asksCode` once a code was asked for, and while one is tried; `problem` is the error, unless
 * it only asks for the code.
 */
export function lackOf({ error, variables }: Attempt): { asksCode: boolean; problem: unknown } {
  const asked = error instanceof ApiError && error.code === 'second_factor_needed'
  return { asksCode: asked || variables?.code !== undefined, problem: asked ? null : error }
}

/** The code that was typed into a form, if it asked for one. */
export function codeIn(form: FormData): { code?: string } {
  const code = form.get('code')
  return typeof code === 'string' && code.trim() !== '' ? { code: code.trim() } : {}
}
