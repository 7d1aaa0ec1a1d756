import { examineMachine, examineStore, type Finding } from '../monitoring/monitoring.ts'
import { dataDirHolder, openStore } from '../store/store.ts'
import { openClient } from './client.ts'
import { type Command, printJson } from './command.ts'

const MARKS: Record<Finding['state'], string> = { ok: '✓', warning: '!', bad: '✗' }

export const doctorCommand: Command = {
  usage: 'doctor',
  summary: 'Looks whether everything is well, and says what to do when it is not.',
  words: [0, 0],
  run: async ({ config, options, out }) => {
    const findings = await examineMachine(config.dataDir)
    const holder = config.databaseUrl === undefined ? dataDirHolder(config.dataDir) : undefined
    if (holder !== undefined) {
      await using client = await openClient(config)
      await client.call('GET', '/api/health')
      findings.push({
        check: 'server',
        state: 'ok',
        detail: `running as process ${holder}, and answers`,
        next: '',
      })
    } else if (!findings.some(({ state }) => state === 'bad')) {
      await using store = await openStore({
        databaseUrl: config.databaseUrl,
        dataDir: config.dataDir,
        migrate: false,
      })
      findings.push(...(await examineStore(store)))
    }
    if (options.json === true) printJson(out, { findings })
    else
      for (const { check, state, detail, next } of findings)
        out.write(`${MARKS[state]} ${check}: ${detail}\n${next === '' ? '' : `    ${next}\n`}`)
    return findings.some(({ state }) => state === 'bad') ? 1 : 0
  },
}
