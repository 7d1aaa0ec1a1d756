import { signedIn } from '../../access/access.ts'
import { noticeChoicesShape, noticeKindsFor, setNoticeChoicesBody } from '../../contract/notices.ts'
import { readChoices, writeChoices } from '../../notices/notices.ts'
import { endpoint } from '../endpoint.ts'

export const noticesChoicesSet = endpoint({
  name: 'notices-choices-set',
  method: 'PUT',
  path: '/api/notices/choices',
  who: 'member',
  changes: { action: 'notices.chosen' },
  tag: 'notices',
  summary: 'Chooses of which kinds one wants to be told; kinds that are not named stay as they are.',
  body: setNoticeChoicesBody,
  answer: noticeChoicesShape,
  handle: ({ services: { clock }, principal, body, write }) => {
    const { personId } = signedIn(principal)
    return write(async (tx, tell) => {
      await writeChoices(tx, { clock, personId, choices: body.choices })
      tell({ details: Object.fromEntries(body.choices.map(({ kind, wanted }) => [kind, wanted])) })
      return { choices: await readChoices(tx, { personId, kinds: noticeKindsFor(principal.permissions) }) }
    })
  },
})
