import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { installWhereMissing } from './debian-package.ts'

const VERSIONS = '/usr/lib/postgresql'
const PROGRAMS = ['postgres', 'initdb', 'pg_dump', 'pg_restore']

/**
 * Folder of a PostgreSQL server of Debian's with the tools of its own version, which the npm package lacks; undefined where
 * there is none and it cannot be installed either.
 */
export function installedPostgres(): string | undefined {
  const find = () =>
    (existsSync(VERSIONS) ? readdirSync(VERSIONS) : [])
      .map((version) => join(VERSIONS, version, 'bin'))
      .find((bin) => PROGRAMS.every((name) => existsSync(join(bin, name))))
  installWhereMissing({ name: 'postgresql', service: 'postgresql', isMissing: () => find() === undefined })
  return find()
}

export const POSTGRES_MISSING = 'PostgreSQL’s own tools are not installed: apt-get install postgresql'
