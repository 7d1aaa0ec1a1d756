/**
 * A process that seals a media folder and is killed (SIGKILL, by itself) just before it takes away a plain file, once some are gone.
 * Words: the folder, the key as base64, how many.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const [root = '', key = '', files = ''] = process.argv.slice(2)
let gone = 0
const { rm } = fs.promises
fs.promises.rm = async (...words) => {
  if (gone++ === Number(files)) process.kill(process.pid, 'SIGKILL')
  return rm(...words)
}
syncBuiltinESMExports()
const { openMediaFolder } = await import('./inbox.ts')
await openMediaFolder(root, Buffer.from(key, 'base64')).seal()
