import { fillTemplate, type ReplyTemplate } from '../../contract/reply-templates.ts'
import type { Asked } from './asked.ts'
import type { Manner } from './templates.ts'

/**
 * What the firm itself has laid down to say to a first request for this kind of work, by title, names filled in. Templates for any work
 * are left to people: which of them is meant, only somebody who reads can tell. So are requests that press. Pure.
 */
export function ownTemplatesFor(
  asked: Pick<Asked, 'language' | 'service' | 'urgency' | 'hazard' | 'isFirst'>,
  { own, manner }: { own: readonly ReplyTemplate[]; manner: Manner },
): { template: ReplyTemplate; text: string }[] {
  if (asked.service === null || !asked.isFirst || asked.hazard !== null || asked.urgency === 'emergency')
    return []
  return own
    .filter(({ language, service }) => language === asked.language && service === asked.service)
    .map((template) => ({
      template,
      text: fillTemplate(template.text, { first_name: manner.customerName, firm: manner.firmName }),
    }))
}
