import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { hookSubjects } from '../src/contract/hooks.ts'
import { scopeNames } from '../src/contract/permissions.ts'
import { evidenceCodes, likenessReasons } from '../src/customers/customers.ts'
import { detailCodes, reasonCodes } from '../src/inbox/inbox.ts'
import { pl } from '../web/i18n/pl.ts'
import { toldInPolish } from '../web/i18n/pl-told.ts'

const ROOT = join(import.meta.dirname, '..')

/** Refusals that only programs, the command line or an administrator's set-up can meet. */
const NOT_ON_SCREENS = new Set([
  'archive_damaged',
  'backup_folder_unusable',
  'backup_running',
  'bad_address',
  'bad_anchor',
  'checkpoint_exists',
  'checkpoint_not_found',
  'bad_json',
  'bad_key_file',
  'bad_media_type',
  'bad_range',
  'bad_setting',
  'data_dir_in_use',
  'database_not_empty',
  'database_will_not_open',
  'export_too_new',
  'file_exists',
  'file_unreadable',
  'firm_not_empty',
  'folder_not_empty',
  'folder_unusable',
  'bad_recovery_code',
  'key_file_taken',
  'key_file_unusable',
  'key_inside_data',
  'master_key_missing',
  'no_database',
  'master_key_given',
  'media_damaged',
  'migration_failed',
  'migration_refused',
  'no_archive',
  'no_such_endpoint',
  'nobody_yet',
  'not_an_archive',
  'not_an_export',
  'nothing_to_read',
  'only_keys',
  'path_not_absolute',
  'place_not_empty',
  'port_in_use',
  'restore_failed',
  'restore_unfinished',
  'schema_too_new',
  'sealed_unreadable',
  'secret_needed',
  'server_dump_failed',
  'server_restore_failed',
  'server_silent',
  'server_tool_missing',
  'too_deep',
  'too_many_headers',
  'too_many_values',
  'unbound_database_user',
  'unhealthy',
  'webhook_late',
  'webhook_repeated',
  'webhook_unsigned',
  'which_firm',
  'which_person',
  'wrong_archive_key',
  'wrong_archive_kind',
  'wrong_database_kind',
  'wrong_master_key',
])
/** Rooms whose refusals are not on any screen yet. */
const NO_SCREENS_YET =
  /^src\/(channels\/gmail|models|findings|understanding|pipeline\/understand|api\/endpoints\/understanding)/

/** What is called a code there is why a ticket was opened, how a search matched, or why an answer is suggested: their screens have words for these. */
const OTHER_CODES =
  /^src\/(tickets|search|contract|conflicts|mirror|suggestions|api\/endpoints\/(?:sync-)?tickets-)/
const REFUSED = /(?:new Refusal\(\s*|: Known = \[\s*)'([a-z_]+)'|notFound\('(\w+)'\)/g
const REFUSED_OR_TOLD = /(?:new Refusal\(\s*|code: |: Known = \[\s*)'([a-z_]+)'|notFound\('(\w+)'\)/g

describe('a Polish screen has words', () => {
  const missing = (kind: string, codes: readonly string[]) =>
    codes.map((code) => `told.${kind}.${code}`).filter((key) => !(key in toldInPolish))

  it('for every reason and figure of a decision', () => {
    assert.deepEqual([...missing('reason', reasonCodes), ...missing('detail', detailCodes)], [])
  })

  it('for every kind of evidence', () => {
    assert.deepEqual([...missing('evidence', evidenceCodes), ...missing('likeness', likenessReasons)], [])
  })

  it('for everything that an import sets aside', () => {
    const text = readFileSync(join(ROOT, 'src/channels/set-aside.ts'), 'utf8')
    const codes = [...text.matchAll(/^ {2}\| '(\w+)'$/gm)].map(([, code]) => code ?? '')
    assert.ok(codes.length > 10)
    assert.deepEqual(missing('setAside', codes), [])
  })

  it('for every refusal that somebody can meet on a screen, and what to do', () => {
    const codes = globSync('src/**/*.ts', { cwd: ROOT })
      .filter((path) => !path.endsWith('.test.ts') && !NO_SCREENS_YET.test(path))
      .flatMap((path) => [
        ...readFileSync(join(ROOT, path), 'utf8').matchAll(
          OTHER_CODES.test(path) ? REFUSED : REFUSED_OR_TOLD,
        ),
      ])
      .map(([, code, thing]) => code ?? `${thing}_not_found`)
      .filter((code) => !NOT_ON_SCREENS.has(code) && !(`told.setAside.${code}` in toldInPolish))
    assert.ok(codes.includes('conversation_not_found'))
    assert.deepEqual(missing('error', [...new Set(codes)]), [])
    const withoutNext = missing(
      'error',
      [...new Set(codes)].map((code) => `${code}.next`),
    )
    assert.deepEqual(withoutNext, [])
  })

  it('for everything that an API key may be given', () => {
    assert.deepEqual(
      scopeNames.filter((scope) => !(`scope.${scope}` in pl)),
      [],
    )
  })

  it('for everything that another system can hear of', () => {
    assert.deepEqual(
      hookSubjects.filter((subject) => !(`hooks.subject.${subject}` in pl)),
      [],
    )
  })

  it('for whatever the program does of its own accord, and with what its sentences in the audit trail name', () => {
    const systems = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((path) => [
      ...readFileSync(join(ROOT, path), 'utf8').matchAll(/kind: 'system', id: '(\w+)', label: '/g),
    ])
    const ids = systems.map(([, id]) => id ?? '')
    assert.ok(ids.includes('tickets'))
    assert.deepEqual(
      ids.filter((id) => !(`audit.who.${id}` in pl)),
      [],
    )
    const sentence = readFileSync(join(ROOT, 'web/audit/sentence.ts'), 'utf8')
    const named = Object.entries(pl)
      .filter(([key]) => key.startsWith('audit.did'))
      .flatMap(([, text]) => [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))
    const filled = (name: string) =>
      ['who', 'action', 'person', 'n'].includes(name) ||
      sentence.includes(`'${name}'`) ||
      sentence.includes(`values.${name} = `)
    assert.ok(named.includes('title'))
    assert.deepEqual(
      named.filter((name) => !filled(name)),
      [],
    )
  })

  it('for everything that the audit trail tells', () => {
    const actions = globSync('src/{access,api,audit,auditor,pipeline,privacy}/**/*.ts', { cwd: ROOT })
      .filter((path) => !path.endsWith('.test.ts'))
      .flatMap((path) => [
        ...readFileSync(join(ROOT, path), 'utf8').matchAll(
          /(?:action: |tellThat\(|tell\(\w+(?:\.\w+)?, |(?:LOOKED|TRIMMED|SEALED_REMOVED) = )'([a-z_]+\.[a-z_]+)'/g,
        ),
      ])
      .map(([, action]) => action ?? '')
    assert.ok(actions.includes('session.refused') && actions.includes('data.read'))
    assert.deepEqual(
      [...new Set(actions)].filter((action) => !(`audit.did.${action}` in pl)),
      [],
    )
  })

  it('with the same things filled in as the English sentence has', () => {
    for (const file of ['src/customers/evidence.ts', 'src/inbox/thread/explain.ts']) {
      const kind = file.includes('evidence') ? 'evidence' : 'detail'
      for (const [, code, sentence] of readFileSync(join(ROOT, file), 'utf8').matchAll(
        /^ {2}(\w+): '([^']*\{[^']*)',$/gm,
      )) {
        const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
        assert.deepEqual(names(toldInPolish[`told.${kind}.${code}`] ?? ''), names(sentence ?? ''), code)
      }
    }
  })
})
