import { Link } from '@tanstack/react-router'
import type { Question } from '../../src/contract/customers.ts'
import { EvidenceList } from '../customers/evidence-list.tsx'
import { useFormat } from '../i18n/format.tsx'
import { isKey, useSay } from '../i18n/i18n.tsx'
import { Button, Kbd } from '../parts/button.tsx'
import type { Answer } from './use-answer.ts'

type QuestionCardProps = {
  question: Question
  chosen?: boolean
  level: 2 | 3
  /** Absent for who may not answer. */
  onAnswer: ((answer: Answer) => void) | undefined
}

/** One doubtful match: the question, what speaks for it, and the two answers. */
export function QuestionCard({ question, chosen = false, level, onAnswer }: QuestionCardProps) {
  const say = useSay()
  const Heading = `h${level}` as const
  const format = useFormat()
  const { contactPoint, candidate, confidence, evidence, method } = question
  const methodKey = `method.${method}`
  const name = candidate.name ?? say('common.nameless')
  return (
    <article
      className={`relative border-line border-b py-4 pl-5 ${chosen ? 'before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent' : ''}`}
    >
      <Heading className="font-semibold">
        {say('questions.ask', { value: format.address(contactPoint.value), name })}
      </Heading>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-ink-3 text-xs">
        <span>{say('common.sure', { percent: format.sure(confidence) })}</span>
        {isKey(methodKey) && <span>{say(methodKey)}</span>}
        <span>{say('questions.asked', { time: format.day(question.askedAt) })}</span>
        {contactPoint.customerId !== null && (
          <Link
            to="/customers/$customerId"
            params={{ customerId: contactPoint.customerId }}
            className="py-1 text-accent hover:underline"
          >
            {say('questions.now', { name: contactPoint.name ?? say('common.nameless') })}
          </Link>
        )}
        <Link
          to="/customers/$customerId"
          params={{ customerId: candidate.id }}
          className="py-1 text-accent hover:underline"
        >
          {name}
        </Link>
      </p>
      <div className="mt-2">
        <EvidenceList evidence={evidence} />
      </div>
      {onAnswer && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button look="primary" onClick={() => onAnswer('same')}>
            {say('questions.same')} {chosen && <Kbd>s</Kbd>}
          </Button>
          <Button onClick={() => onAnswer('different')}>
            {say('questions.different')} {chosen && <Kbd>d</Kbd>}
          </Button>
        </div>
      )}
    </article>
  )
}
