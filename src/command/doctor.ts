import { Refusal } from '../base/refusal.ts'
import type { Config } from '../config.ts'
import { healthShape } from '../contract/access.ts'
import { examineMachine, examineSafety, examineStore, type Finding } from '../monitoring/monitoring.ts'
import { masterKeysFrom } from '../secrets/secrets.ts'
import { dataDirHolder, openStore } from '../store/store.ts'
import { openClient } from './client.ts'
import { type Command, printJson } from './command.ts'

const MARKS: Record<Finding['state'], string> = { ok: '✓', warning: '!', bad: '✗' }

export const doctorCommand: Command = {
  usage: 'doctor',
  summary: 'Looks whether everything is well, and says what to do when it is not.',
  words: [0, 0],
  run: async ({ config, options, out }) => {
    const findings = [...(await examineMachine(config.dataDir)), ...(await examineSafety(safetyOf(config)))]
    const holder = config.databaseUrl === undefined ? dataDirHolder(config.dataDir) : undefined
    if (holder !== undefined) {
      findings.push(...(await examined('server', () => examineServer(config, holder))))
    } else if (!findings.some(({ state }) => state === 'bad')) {
      findings.push(...(await examined('database', () => examineDatabase(config))))
    }
    if (options.json === true) printJson(out, { findings })
    else
      for (const { check, state, detail, next } of findings)
        out.write(`${MARKS[state]} ${check}: ${detail}\n${next === '' ? '' : `    ${next}\n`}`)
    return findings.some(({ state }) => state === 'bad') ? 1 : 0
  },
}

/** What is asked of key, sealing and backups. */
function safetyOf({ databaseUrl, dataDir, masterKey, backups }: Config): Parameters<typeof examineSafety>[0] {
  return {
    key: { dataDir, ...masterKey },
    onServer: databaseUrl !== undefined,
    backupEveryHours: backups.everyHours,
    now: new Date(),
  }
}

/** What `examine` finds; that it was refused is a finding too. */
async function examined(check: string, examine: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await examine()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [{ check, state: 'bad', detail: error.message, next: error.next }]
  }
}

/** How the server that holds the data folder says it is. */
async function examineServer(config: Config, holder: number): Promise<Finding[]> {
  await using client = await openClient(config)
  const { reason } = healthShape.parse(await client.call('GET', '/api/health'))
  const running = `running as process ${holder}`
  if (reason === null) return [{ check: 'server', state: 'ok', detail: `${running}, and answers`, next: '' }]
  return [
    {
      check: 'server',
      state: 'warning',
      detail: `${running}. ${reason}`,
      next: 'Wait until its work is done; look again if it lasts longer than an import should.',
    },
  ]
}

async function examineDatabase({ databaseUrl, dataDir, masterKey, toolFolders }: Config): Promise<Finding[]> {
  const masterKeys = masterKeysFrom({ dataDir, ...masterKey })
  await using store = await openStore({ databaseUrl, dataDir, masterKeys, migrate: false })
  return await examineStore(store, { toolFolders }) // the store is open until then
}
