import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { UnderstandingRules } from '../../src/contract/understanding.ts'
import { ApiError } from '../api/client.ts'
import { tryRules } from '../api/endpoints.ts'
import { isKey, type Say, useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Problem } from '../parts/problem.tsx'
import { useInWords } from '../understanding/words.ts'
import { EmergencyFields } from './emergency-fields.tsx'
import { RuleIssues } from './rule-issues.tsx'
import { ServiceFields } from './service-fields.tsx'
import { TrialResult } from './trial-result.tsx'
import {
  type EmergencyRule,
  type RuleChange,
  rulesMax,
  type ServiceRule,
  useRuleChange,
} from './use-rules.ts'

type RuleDialogProps = {
  edited: RuleChange
  held: UnderstandingRules
  onClose: () => void
}

/** Writing one rule: what it looks for, on which past messages it would have fired, and what is wrong with it. */
export function RuleDialog({ edited, held, onClose }: RuleDialogProps) {
  const say = useSay()
  const inWords = useInWords()
  const [emergency, setEmergency] = useState<EmergencyRule>(
    (edited.kind === 'emergency_keyword' && edited.before) || {
      keyword: '',
      pattern: '',
      severity: 'critical',
    },
  )
  const [service, setService] = useState<ServiceRule>(
    (edited.kind === 'service' && edited.before) || { serviceType: '', patterns: [''], confidence: 80 },
  )
  const trial = useMutation({
    mutationFn: (after: RuleChange) =>
      tryRules(
        {
          emergencyKeywords: after.kind === 'emergency_keyword' && after.after ? [after.after] : [],
          serviceTypePatterns: after.kind === 'service' && after.after ? [after.after] : [],
        },
        {},
      ),
  })
  const save = useRuleChange()
  const [missing, setMissing] = useState<string | null>(null)

  const change: RuleChange =
    edited.kind === 'service'
      ? { ...edited, after: trimmedService(service) }
      : { ...edited, after: { ...emergency, keyword: emergency.keyword.trim() } }
  const name =
    edited.kind === 'service' ? inWords.service(service.serviceType.trim()) : emergency.keyword.trim()
  const reset = () => {
    trial.reset()
    save.reset()
    setMissing(null)
  }
  const whole = () => {
    const lack = lackOf(change, held, say)
    setMissing(lack)
    return lack === null
  }
  const submit = () => {
    if (!whole()) return
    save.mutate({ change, done: say('rules.saved', { name }) }, { onSuccess: onClose })
  }
  const refused =
    save.error instanceof ApiError && isKey(`rules.issue.${save.error.code}`) ? save.error : null
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={say(
        edited.kind === 'service'
          ? edited.before
            ? 'rules.service.edit'
            : 'rules.service.add'
          : edited.before
            ? 'rules.emergency.edit'
            : 'rules.emergency.add',
      )}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
        className="flex min-h-0 flex-1 flex-col"
      >
        <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
          {edited.kind === 'service' ? (
            <ServiceFields
              rule={service}
              onChange={(rule) => {
                setService(rule)
                reset()
              }}
            />
          ) : (
            <EmergencyFields
              rule={emergency}
              onChange={(rule) => {
                setEmergency(rule)
                reset()
              }}
            />
          )}
          {missing !== null && <Said>{missing}</Said>}
          {refused && (
            <RuleIssues issues={[{ code: refused.code, message: refused.message, next: refused.next }]} />
          )}
          {save.isError && !refused && <Problem error={save.error} />}
          {trial.isError && <Problem error={trial.error} />}
          {trial.isPending && (
            <p role="status" className="text-ink-2 text-sm">
              {say('rules.trying')}
            </p>
          )}
          {trial.data && <TrialResult trial={trial.data} onFollow={onClose} />}
        </div>
        <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
          <Button
            className="mr-auto max-sm:w-full"
            busy={trial.isPending}
            onClick={() => whole() && trial.mutate(change)}
          >
            {say('rules.try')}
          </Button>
          <Button look="quiet" className="max-sm:flex-1" onClick={onClose}>
            {say('common.cancel')}
          </Button>
          <Button
            type="submit"
            look="primary"
            className="max-sm:flex-1"
            busy={save.isPending}
            disabled={(trial.data?.issues.length ?? 0) > 0}
          >
            {say('common.save')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function Said({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="text-caution text-sm">
      {children}
    </p>
  )
}

function trimmedService({ serviceType, patterns, confidence }: ServiceRule): ServiceRule {
  return {
    serviceType: serviceType.trim(),
    patterns: patterns.filter((pattern) => pattern.trim() !== ''),
    confidence: Math.max(0, Math.min(100, Number.isFinite(confidence) ? confidence : 0)),
  }
}

/** What is still lacking of a rule, in words; null when nothing is. */
function lackOf(change: RuleChange, held: UnderstandingRules, say: Say): string | null {
  const full =
    change.kind === 'service'
      ? change.after && change.after.serviceType !== '' && change.after.patterns.length > 0
      : change.after && change.after.keyword !== '' && change.after.pattern.trim() !== ''
  if (!full) return say('rules.missing')
  const { length } = change.kind === 'service' ? held.serviceTypePatterns : held.emergencyKeywords
  return change.before === undefined && length >= rulesMax ? say('rules.tooMany', { n: rulesMax }) : null
}
