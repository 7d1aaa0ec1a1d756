import { workingHoursAnswer, workingHoursShape } from '../../contract/tickets.ts'
import { readHours, writeHours } from '../../tickets/tickets.ts'
import { endpoint } from '../endpoint.ts'
import { showHours } from '../show-hours.ts'

export const workingHoursSet = endpoint({
  name: 'working-hours-set',
  method: 'PUT',
  path: '/api/working-hours',
  who: 'rules.write',
  changes: { action: 'working_hours.set' },
  tag: 'tickets',
  summary: 'Chooses when the firm works; clocks of tickets that are open keep what they promised.',
  body: workingHoursShape,
  answer: workingHoursAnswer,
  handle: ({ services: { clock }, principal, body, write }) =>
    write(async (tx, tell) => {
      const { week, holidays, closedDays } = await readHours(tx)
      tell({ details: { before: { week, holidays, closedDays }, after: body } })
      await writeHours(tx, { clock, by: principal.label, hours: body })
      return showHours(await readHours(tx), clock.now())
    }),
})
