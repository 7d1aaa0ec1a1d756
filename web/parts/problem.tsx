import { TriangleAlert } from 'lucide-react'
import { ApiError } from '../api/client.ts'
import { isKey, type Say, type Tell, useSay, useTell } from '../i18n/i18n.tsx'
import { Button } from './button.tsx'

/** What happened and what to do, in the spoken language where the words are ours, else as the server put it. */
export function wordsOf(
  error: unknown,
  { say, tell }: { say: Say; tell: Tell },
): { code: string; message: string; next: string } {
  const code = error instanceof ApiError ? error.code : 'screen_failed'
  const key = `error.${code}`
  const nextKey = `${key}.next`
  if (error instanceof ApiError && error.message !== '')
    return { code, message: tell(key, {}, error.message), next: tell(nextKey, {}, error.next) }
  if (isKey(key) && isKey(nextKey)) return { code, message: say(key), next: say(nextKey) }
  return { code, message: say('error.server_failed'), next: say('error.server_failed.next') }
}

type ProblemProps = {
  error: unknown
  /** What to say of it here, in place of what is said of it everywhere. */
  words?: { message: string; next: string } | undefined
  onRetry?: (() => void) | undefined
  /** Whether it stands in a page's place, and is its heading. */
  heading?: boolean
  className?: string
}

/** An error shown where its result would have stood. */
export function Problem(props: ProblemProps) {
  const say = useSay()
  const tell = useTell()
  const { code, message, next } = { ...wordsOf(props.error, { say, tell }), ...props.words }
  const Message = props.heading ? 'h1' : 'p'
  return (
    <div
      role="alert"
      className={`flex gap-3 rounded-lg bg-caution-soft p-3 text-ink ${props.className ?? ''}`}
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-caution" />
      <div className="min-w-0">
        <Message className="font-medium">{message}</Message>
        <p className="text-ink-2">{next}</p>
        <p className="mt-1 text-2xs text-ink-2">{say('common.code', { code })}</p>
        {props.onRetry && (
          <Button size="sm" className="mt-2" onClick={props.onRetry}>
            {say('common.again')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** What a screen shows when drawing it failed: never a blank page. */
export function ScreenProblem({ error }: { error: unknown }) {
  const say = useSay()
  return (
    <div className="grid h-full place-items-center p-6">
      <div className="w-full max-w-md">
        <Problem error={error} />
        <Button className="mt-3" onClick={() => location.reload()}>
          {say('error.reload')}
        </Button>
      </div>
    </div>
  )
}
