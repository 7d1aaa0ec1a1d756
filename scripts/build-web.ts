import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { appendFile, glob, readFile, writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip as gzipCompress } from 'node:zlib'

const brotli = promisify(brotliCompress)
const gzip = promisify(gzipCompress)

/**
 * Builds the web application into web/dist, when its sources are not those it was last built from.
 * Says nothing when there is nothing to do. Ends with 1 and Vite's own words when the build fails.
 */
const root = join(import.meta.dirname, '..')
const stamp = join(root, 'web', 'dist', '.built-from')

const sources = await hashOfSources()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  // Vite is fetched only when it is needed: looking whether there is work takes a tenth of loading it.
  const { build, createLogger } = await import('vite')
  const customLogger = createLogger('warn')
  await build({ configFile: join(root, 'web', 'vite.config.ts'), logLevel: 'warn', customLogger })
  if (customLogger.hasWarned) throw new Error('The screens are built without a warning, or not at all.')
  await listParts()
  await compress()
  await writeFile(stamp, sources)
}

/** Tells the worker of the screens which parts they have; each version has a worker of its own, or browsers would not look again. */
async function listParts(): Promise<void> {
  const built = join(root, 'web', 'dist')
  const parts = readdirSync(join(built, 'assets')).map((name) => `/assets/${name}`)
  await writeFile(join(built, 'parts.json'), JSON.stringify(parts))
  await appendFile(join(built, 'worker.js'), `// ${sources}\n`)
}

/** Lays a .br and a .gz beside every file that gains by it, so that a server need not pack anything while it serves. */
async function compress(): Promise<void> {
  const built = join(root, 'web', 'dist')
  for await (const path of glob('**/*.{js,css,svg,html}', { cwd: built })) {
    const bytes = await readFile(join(built, path))
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
    await writeFile(`${join(built, path)}.br`, await brotli(bytes, { params }))
    await writeFile(`${join(built, path)}.gz`, await gzip(bytes, { level: 9 }))
  }
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
