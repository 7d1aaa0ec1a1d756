import { madeSignInLinkShape } from '../contract/access.ts'
import { openClient } from './client.ts'
import { type Command, printJson } from './command.ts'

export const signInLinkCommand: Command = {
  usage: 'sign-in-link [--email ADDRESS]',
  summary: 'Prints a link that signs somebody in once, within a day: for who has lost the password.',
  options: { email: { type: 'string' } },
  words: [0, 0],
  run: async ({ config, options, out }) => {
    await using client = await openClient(config)
    const made = madeSignInLinkShape.parse(
      await client.call('POST', '/api/sign-in-links', { email: options.email }),
    )
    if (options.json === true) printJson(out, made)
    else
      out.write(
        `Whoever opens this link is signed in as ${made.person.name} (${made.person.email}).\nIt works once, until ${made.expiresAt}, while the server runs:\n\n  ${made.url}\n\n`,
      )
    return 0
  },
}
