/**
 * Writes docs/permissions.md from src/contract/permissions.ts and the list of endpoints, so that the manual says who may
 * do what, and nothing else. With --check it only compares.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { endpoints } from '../src/api/routes.ts'
import {
  type Permission,
  permissionNames,
  permissions,
  roleMeanings,
  roles,
} from '../src/contract/permissions.ts'

const TARGET = join(import.meta.dirname, '../docs/permissions.md')

const text = render()
if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') !== text) {
    console.error('docs/permissions.md is out of date: run "node scripts/print-permissions.ts".')
    process.exitCode = 1
  }
} else {
  writeFileSync(TARGET, text)
}

function render(): string {
  const inOrder = endpoints.toSorted((one, other) => placeOf(one.who) - placeOf(other.who))
  return `# Who may do what

Printed by \`scripts/print-permissions.ts\` from \`src/contract/permissions.ts\` and the endpoints. Do not edit.

## Roles

| Role | What it is for |
| --- | --- |
${roles.map((role) => `| **${wordsOf(role)}** | ${roleMeanings[role]} |`).join('\n')}

## Permissions

An API key is given some of these as its scopes, never more than its maker has, and none of those in the last column.
The command line on the server itself has all of them.

| Permission | ${roles.map(wordsOf).join(' | ')} | people only |
| --- | ${[...roles, ''].map(() => ':-:').join(' | ')} |
${permissionNames
  .map((name) => {
    const row = permissions[name]
    const marks = [...roles.map((role) => row.roles.includes(role)), row.peopleOnly ?? false]
    return `| \`${name}\`: ${row.allows} | ${marks.map((mark) => (mark ? '●' : '')).join(' | ')} |`
  })
  .join('\n')}

## Endpoints

| Needs | Endpoints |
| --- | --- |
${[...Map.groupBy(inOrder, ({ who }) => needs(who))]
  .map(
    ([need, group]) =>
      `| ${need} | ${group.map(({ method, path }) => `\`${method} ${path}\``).join('<br>')} |`,
  )
  .join('\n')}
`
}

function wordsOf(role: string): string {
  return role.replace('_', ' ')
}

/** Permissions in their table's order, then the rest. */
function placeOf(who: string): number {
  const place = permissionNames.indexOf(who as Permission)
  return place < 0 ? permissionNames.length : place
}

function needs(who: string): string {
  if (who === 'nobody') return 'nothing'
  if (who === 'member') return 'to be somebody of the firm; it is about oneself'
  if (who === 'operator' || who === 'installation') return 'the command line on the server itself'
  return `\`${who}\``
}
