import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { glob, readFile, writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'

/**
 * Builds the web application into web/dist, when its sources are not those it was last built from.
 * Says nothing when there is nothing to do. Ends with 1 and Vite's own words when the build fails.
 */
const root = join(import.meta.dirname, '..')
const stamp = join(root, 'web', 'dist', '.built-from')

const sources = await hashOfSources()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  // Vite is fetched only when it is needed: looking whether there is work takes a tenth of loading it.
  const { build } = await import('vite')
  await build({ configFile: join(root, 'web', 'vite.config.ts'), logLevel: 'warn' })
  await writeFile(stamp, sources)
}

/** SHA-256 over the names and contents of everything the build reads. */
async function hashOfSources(): Promise<string> {
  const paths: string[] = ['package-lock.json']
  for await (const path of glob(['web/**/*', 'src/contract/**/*'], { cwd: root, withFileTypes: true })) {
    const name = join(path.parentPath, path.name).slice(root.length + 1)
    if (path.isFile() && !name.startsWith(join('web', 'dist') + sep)) paths.push(name)
  }
  const hash = createHash('sha256')
  for (const path of paths.sort()) {
    hash
      .update(`${path}\0`)
      .update(await readFile(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}
