import { stalledHooks, unsealedHooks } from '../../hooks/hooks.ts'
import { type Check, type Found, isMeant } from '../check.ts'

/** Other systems that are to be called are called: none is held for longer than any call takes, and each has what signs its calls. */
export const hooksCalled: Check = {
  name: 'hooks-called',
  summary: 'Every other system that hears of changes is called in time, and has a secret to sign with.',
  pace: 'compared',
  look: ({ read, clock }, part) =>
    read(async (db) => {
      const stalled = await stalledHooks(db, clock.now())
      const unsealed = await unsealedHooks(db)
      const found = [
        ...stalled.map(
          ({ id, waiting }): Found => ({
            kind: 'hook_stalled',
            subject: { kind: 'hook', id },
            details: { waiting },
          }),
        ),
        ...unsealed.map(
          (id): Found => ({ kind: 'hook_unsealed', subject: { kind: 'hook', id }, details: {} }),
        ),
      ].filter(({ subject }) => isMeant(part, subject.id))
      return { found, waiting: 0, looked: found.length }
    }),
}
