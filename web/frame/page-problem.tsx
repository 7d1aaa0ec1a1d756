import { useSay, useTell } from '../i18n/i18n.tsx'
import { Problem, wordsOf } from '../parts/problem.tsx'
import { useTitle } from './use-title.ts'

type PageProblemProps = { error: unknown; onRetry: () => void; className?: string }

/** A problem in the place of a whole page: its heading, and what the window is called. */
export function PageProblem(props: PageProblemProps) {
  const say = useSay()
  const tell = useTell()
  useTitle(wordsOf(props.error, { say, tell }).message)
  return <Problem heading {...props} />
}
