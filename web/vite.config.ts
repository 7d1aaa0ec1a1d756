import { readFile } from 'node:fs/promises'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { type BuildEnvironmentOptions, defineConfig, type Plugin } from 'vite'

/** What the contract says of its fields is for the API's manual; in the browser it would be a tenth of the program. */
const withoutDescriptions: Plugin = {
  name: 'without-descriptions',
  enforce: 'pre', // while the text is as written
  transform: (code, id) =>
    /\/src\/contract\/[\w-]+\.ts$/.test(id)
      ? { code: code.replaceAll(/\s*\.describe\(\s*'(?:[^'\\\n]|\\.)*',?\s*\)/g, ''), map: null }
      : undefined,
}

/** The browser reads by the contract's shapes and makes no JSON Schemas of them: what zod would make them with stays out. */
const withoutJsonSchemas: Plugin = {
  name: 'without-json-schemas',
  enforce: 'pre',
  load: async (id) => {
    if (!/\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/.test(id)) return undefined
    const exported = (await readFile(id, 'utf8')).matchAll(
      /^export (?:(?:const|function) (\w+)|\{ \w+ as (\w+) \})/gm,
    )
    const none = "() => () => { throw new Error('There are no JSON Schemas in the browser.') }"
    return Array.from(exported, ([, own, alias]) => `export { none as ${own ?? alias} }`)
      .concat(`const none = ${none}`)
      .join('\n')
  },
}

/**
 * Files that import one another in a circle are run before what they import is there: the screen that meets it fails to draw itself.
 * Merging small files can make such circles, so the build refuses them.
 */
const withoutCircles: Plugin = {
  name: 'without-circles',
  generateBundle(_, bundle) {
    const importsOf = (name: string) => {
      const file = bundle[name]
      return file?.type === 'chunk' ? file.imports : []
    }
    const settled = new Set<string>()
    const visit = (name: string, path: readonly string[]) => {
      if (path.includes(name)) throw new Error(`Files import one another: ${[...path, name].join(' → ')}`)
      if (settled.has(name)) return
      for (const imported of importsOf(name)) visit(imported, [...path, name])
      settled.add(name)
    }
    for (const name of Object.keys(bundle)) visit(name, [])
  },
}

/**
 * What the first screen needs is two files, its libraries and our own, and what several rooms share is a few more. Left alone
 * the bundler makes a file of each icon: a hundred requests for the inbox, and twice the time until it stands.
 */
const parts: NonNullable<BuildEnvironmentOptions['rolldownOptions']>['output'] = {
  codeSplitting: {
    groups: [
      { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 3 },
      { name: 'icons', test: /lucide-react/, priority: 1 },
      { name: 'start', tags: ['$initial'], priority: 2 },
      { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 4_000 },
    ],
  },
  chunkFileNames: ({ name }) => `assets/${name.startsWith('shared') ? 'shared' : '[name]'}-[hash].js`,
}

/** The application, built to `web/dist`; in development `/api` goes to a server on port 8080. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutDescriptions, withoutJsonSchemas, withoutCircles, react(), tailwind()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // light-dark() and oklch() stay as written: every browser since spring 2024 knows them.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { output: parts },
  },
  server: { proxy: { '/api': { target: process.env.PLUMBLINE_API ?? 'http://localhost:8080', ws: true } } },
})
